"""New versions and activation: the only code that writes either."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from config.audit.models import Actor, AuditEvent, record
from profiles.models import Role
from templates_app.models import Activation, PromptTemplate, TemplateVersion
from templates_app.rendering import check


@transaction.atomic
def add_version(template: PromptTemplate, text: str, *, actor: Actor, note: str = "") -> TemplateVersion:
    """The next version of a template, not active yet. Raises TemplateRefused where the text cannot be one."""
    check(text)
    PromptTemplate.objects.select_for_update(no_key=True).get(pk=template.pk)
    newest = template.versions.aggregate(newest=Max("number"))["newest"] or 0
    version = TemplateVersion.objects.create(
        template=template,
        number=newest + 1,
        text=text,
        note=note,
        author_id=actor.user_id,
        role_id=template.role_id,
        kind=template.kind,
    )
    record(AuditEvent.Action.TEMPLATE_VERSION_CREATED, actor, f"template:{template.pk}", version=version.number)
    return version


@transaction.atomic
def activate(version: TemplateVersion, *, actor: Actor, note: str = "") -> bool:
    """Make it the one that its role is scored with; False when it already is."""
    # Whoever activates for this role waits here, so that each sees what the one before left active.
    Role.objects.select_for_update(no_key=True).get(pk=version.role_id)
    siblings = TemplateVersion.objects.filter(role_id=version.role_id, kind=version.kind)
    replaced = siblings.filter(is_active=True).first()
    if replaced == version:
        return False
    siblings.filter(is_active=True).update(is_active=False)
    if not siblings.filter(pk=version.pk).update(is_active=True):
        raise IntegrityError(f"version {version.pk} is gone")
    Activation.objects.create(version=version, replaced=replaced, by_id=actor.user_id, note=note)
    record(
        AuditEvent.Action.TEMPLATE_ACTIVATED,
        actor,
        f"template:{version.template_id}",
        version=version.number,
        replaced=replaced and replaced.pk,
    )
    return True
