"""From "score this profile as CTO" to a job: facts, prompt, and the question's own key, all fixed when it is asked."""

from django.conf import settings
from django.utils import timezone

from config.audit.models import Actor
from profiles.models import Profile, Role
from scoring import jobs
from scoring.llm.facts import Fact, facts_of, looks_like_instruction
from scoring.llm.identity import Identity, IdentityLeak, Redactor, check_for_leaks
from scoring.llm.prompts import idempotency_key, request_body
from scoring.models import Rubric, ScoringJob
from templates_app.models import PromptTemplate, TemplateVersion
from templates_app.rendering import TemplateRefused

INTERACTIVE, BULK = 10, 0


class CannotBeScored(Exception):
    """Nothing was asked of the model; the message says why, for the person who asked."""


def request_assessment(
    profile: Profile,
    role: Role,
    *,
    actor: Actor,
    template: PromptTemplate | None = None,
    priority: int = INTERACTIVE,
) -> tuple[ScoringJob, bool]:
    """The job, and whether it is new. The prompt is the active one, or the newest of `template`.

    Raises CannotBeScored.
    """
    if not settings.LLM_BASE_URL:
        raise CannotBeScored("No model is configured. An administrator has to set LLM_BASE_URL or OPENAI_API_KEY.")
    version = _version(role, template)
    rubric = Rubric.objects.active_for(role)
    if rubric is None:
        raise CannotBeScored(f"There is no active rubric for {role}.")
    career = profile.canonical()
    identity = Identity.of(career, schools=settings.LLM_REDACT_SCHOOLS)
    facts = facts_of(career, as_of=timezone.now().strftime("%Y-%m"), redact=Redactor(identity))
    if not facts:
        raise CannotBeScored("The profile has nothing to score yet: no role, education, skill or summary.")
    try:
        check_for_leaks("\n".join(fact.text for fact in facts), identity)
        body = request_body(
            template=version.text,
            role={"name": role.name, "short_name": role.short_name},
            definition=rubric.content,
            facts=facts,
            model=settings.LLM_MODEL,
            parameters=settings.LLM_PARAMETERS,
        )
    except IdentityLeak as leak:
        raise CannotBeScored(f"Not sent to the model: {leak}.") from None
    except TemplateRefused as refusal:
        raise CannotBeScored(f"The prompt template cannot be used: {refusal}") from None
    return jobs.create(
        idempotency_key=idempotency_key(body, profile=profile.pk, template_version=version.pk, rubric=rubric.pk),
        actor=actor,
        profile=profile,
        role=role,
        template_version=version,
        rubric=rubric,
        model=settings.LLM_MODEL,
        prompt=body,
        facts=[fact.as_json() for fact in facts],
        flags=_flags(facts),
        priority=priority,
    )


def _version(role: Role, template: PromptTemplate | None) -> TemplateVersion:
    if template is None:
        version = TemplateVersion.objects.active_for(role)
        if version is None:
            raise CannotBeScored(f"There is no active prompt template for {role}.")
        return version
    if template.role_id != role.pk:
        raise CannotBeScored(f"The template “{template.name}” is for {template.role}, not for {role}.")
    return template.latest()


def _flags(facts: list[Fact]) -> list[int]:
    """Numbers of the facts that read like an instruction to the model."""
    return [fact.number for fact in facts if looks_like_instruction(fact.text)]
