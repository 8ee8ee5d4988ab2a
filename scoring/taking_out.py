"""What people have decided to take out of a profile, taken out of all that scoring keeps of it, too."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from config.refusals import Conflict
from profiles.models import Profile
from profiles.passages import Words
from scoring.llm.facts import plain_line
from scoring.llm.identity import Identity, Redactor
from scoring.models import Assessment, Attempt, FitScore, JobEvent, ScoringJob, Status

UNDER_WAY = "Nothing was changed: a score of this person is being made right now. Try again when it is done."

Row = TypeVar("Row", bound=models.Model)


def take_out(profile_id: int, words: Words) -> None:
    """In the caller's transaction. Raises Conflict where an answer may still come that quotes the words."""
    jobs = list(ScoringJob.objects.filter(profile=profile_id).order_by("pk").select_for_update())
    career = Profile.everyone.with_career().get(pk=profile_id).canonical()
    redact = Redactor(Identity.of(career, schools=settings.LLM_REDACT_SCHOOLS))
    words = words.also(lambda form: redact(plain_line(form)))  # as the model was told
    changed = _changed(jobs, ("prompt", "facts", "error_message"), words)
    asking = Q(status=Status.PROCESSING) | Q(
        status__in=(Status.PENDING, Status.CANCELLED),
        started_at__isnull=False,
        updated_at__gt=Now() - timedelta(seconds=settings.LLM_LEASE_SECONDS),
    )
    if ScoringJob.objects.filter(asking, pk__in=[job.pk for job in changed]).exists():
        raise Conflict(UNDER_WAY)
    _write_anew(ScoringJob, changed)
    for model, fields in (
        (Attempt, ("sent", "response", "error_detail")),
        (JobEvent, ("detail",)),
        (Assessment, ("ratings", "summary")),
    ):
        rows: Iterable[models.Model] = model._base_manager.filter(job__in=jobs).order_by("pk")
        _write_anew(model, _changed(rows, fields, words))
    fits = FitScore.objects.filter(profile=profile_id).select_for_update()
    FitScore.objects.bulk_update(_changed(fits, ("criteria",), words), ["criteria"])


def _changed(rows: Iterable[Row], fields: Sequence[str], words: Words) -> list[Row]:
    """Those that quote the words, without them."""
    changed = []
    for row in rows:
        before = {field: getattr(row, field) for field in fields}
        after = {field: words.out_of(value) for field, value in before.items()}
        if after != before:
            for field, value in after.items():
                setattr(row, field, value)
            changed.append(row)
    return changed


def _write_anew(model: type[Row], rows: Sequence[Row]) -> None:
    """What the database lets nobody alter goes, and comes again under its number; foreign keys wait for the commit."""
    manager = model._base_manager
    manager.filter(pk__in=[row.pk for row in rows])._raw_delete(manager.db)
    manager.bulk_create(rows)
