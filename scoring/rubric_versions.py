"""New versions of rubrics and their activation: the only code that writes either."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from config.audit.models import Actor, AuditEvent, record
from config.runs import states
from profiles.models import Role
from scoring import fitting, previews
from scoring.fair_criteria import Finding, findings
from scoring.models import Rubric, RubricActivation
from scoring.rubrics import Definition


class RubricRefused(Exception):
    """The rubric asks for what nobody may be scored by; `findings` has a sentence for each."""

    def __init__(self, found: Sequence[Finding]) -> None:
        super().__init__(" ".join(each.sentence for each in found))
        self.findings = found


def warnings_of(definition: Definition) -> list[str]:
    """What does not keep a version from being used, a sentence each."""
    unmeasured = [criterion.name for criterion in definition.criteria if not criterion.measures]
    return [each.sentence for each in findings(definition) if each.kind == "warned"] + [
        f"“{name}” has no measure: in the fit score everybody gets nothing for it." for name in unmeasured
    ]


@transaction.atomic
def add_version(role: Role, definition: Definition, *, actor: Actor, note: str = "") -> tuple[Rubric, bool]:
    """The next version of a role's rubric, not active yet, and True; or the newest, which says the same, and False.

    Raises RubricRefused.
    """
    if refused := [each for each in findings(definition) if each.kind == "refused"]:
        raise RubricRefused(refused)
    Role.objects.select_for_update(no_key=True).get(pk=role.pk)
    newest = Rubric.objects.filter(role=role).order_by("-version").first()
    if newest and newest.content == definition:
        return newest, False
    rubric = Rubric.objects.create(
        role=role,
        version=newest.version + 1 if newest else 1,
        definition=definition.model_dump(mode="json"),
        note=note,
        author_id=actor.user_id,
    )
    record(AuditEvent.Action.RUBRIC_VERSION_CREATED, actor, f"rubric:{rubric.pk}", version=rubric.version)
    return rubric, True


@transaction.atomic
def activate(rubric: Rubric, *, actor: Actor, note: str = "") -> bool:
    """Make it the one that its role is scored with, and score everyone by it; False when it already is."""
    # Whoever activates for this role waits here, so that each sees what the one before left active.
    Role.objects.select_for_update(no_key=True).get(pk=rubric.role_id)
    fitting.hold_still()
    versions = Rubric.objects.filter(role=rubric.role_id)
    replaced = versions.filter(is_active=True).first()
    if replaced == rubric:
        return False
    versions.filter(is_active=True).update(is_active=False)
    if not versions.filter(pk=rubric.pk).update(is_active=True):
        raise IntegrityError(f"rubric {rubric.pk} is gone")
    RubricActivation.objects.create(version=rubric, replaced=replaced, by_id=actor.user_id, note=note)
    data = {"version": rubric.version, "replaced": replaced and replaced.version}
    record(AuditEvent.Action.RUBRIC_ACTIVATED, actor, f"rubric:{rubric.pk}", **data)
    fitting.distrust_all_but_same(rubric, replaced)
    if rubric.is_measured:
        states.stop(previews.latest(rubric))
        fitting.begin_all(fitting.active_rubrics(), actor=actor)  # of other roles, who is scored is passed over
    return True
