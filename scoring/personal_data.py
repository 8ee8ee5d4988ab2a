"""What scoring keeps about one person: every question to the model, every answer, and what was made of it."""

from typing import Any

from profiles.models import Profile
from scoring.models import Attempt, FitScore, JobEvent, ScoringJob


def scoring_of(profile: Profile) -> list[dict[str, Any]]:
    jobs = ScoringJob.objects.filter(profile=profile).select_related(
        "role", "rubric", "template_version__template", "assessment"
    )
    return [_job(job) for job in jobs.prefetch_related("attempts", "events").order_by("pk")]


_KEPT = ("as_of", "overall", "band", "confidence", "categories", "criteria", "created_at", "updated_at")


def fits_of(profile: Profile) -> list[dict[str, Any]]:
    scores = FitScore.objects.filter(profile=profile).select_related("rubric__role").order_by("pk")
    return [
        {
            "role": score.rubric.role.slug,
            "rubric_version": score.rubric.version,
            **{name: getattr(score, name) for name in _KEPT},
        }
        for score in scores
    ]


def _job(job: ScoringJob) -> dict[str, Any]:
    version = job.template_version
    return {
        "job_id": job.pk,
        "role": job.role.slug,
        "template": f"{version.template.name} v{version.number}",
        "rubric_version": job.rubric.version,
        "model": job.model,
        "status": job.status,
        "error": job.error_message,
        "prompt": job.prompt,
        "facts": job.facts,
        "flags": job.flags,
        "assessment": job.assessment.as_json() if hasattr(job, "assessment") else None,
        "calls": [_attempt(attempt) for attempt in job.attempts.all()],
        "steps": [_event(event) for event in job.events.all()],
        "created_at": job.created_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "sent": attempt.sent,
        "response": attempt.response,
        "http_status": attempt.http_status,
        "error": attempt.error_detail,
        "created_at": attempt.created_at,
    }


def _event(event: JobEvent) -> dict[str, Any]:
    return {"step": event.get_kind_display(), "detail": event.detail, "at": event.created_at}
