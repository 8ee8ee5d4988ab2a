"""What people have decided to take out of a profile, taken out of all that scoring keeps of it, too."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import reduce
from itertools import pairwise
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from config.refusals import Conflict
from profiles.models import Profile
from profiles.passages import Passage, Words, each_text, without
from scoring.llm.facts import Fact, plain_line
from scoring.llm.identity import Identity, Redactor
from scoring.models import Assessment, Attempt, FitScore, JobEvent, ScoringJob, Status

UNDER_WAY = "Nothing was changed: a score of this person is being made right now. Try again when it is done."

Row = TypeVar("Row", bound=models.Model)
OutOf = Callable[[Any], Any]


def take_out(profile_id: int, words: Words) -> None:
    """In the caller's transaction. Raises Conflict where an answer may still come that quotes the words."""
    jobs = list(ScoringJob.objects.filter(profile=profile_id).order_by("pk").select_for_update())
    career = Profile.everyone.with_career().get(pk=profile_id).canonical()
    redact = Redactor(Identity.of(career, schools=settings.LLM_REDACT_SCHOOLS))
    words = words.also(lambda form: redact(plain_line(form)))  # as the model was told
    ways = {job.pk: _out_of_job(job, words) for job in jobs}
    changed = [job for job in jobs if _change(job, ("prompt", "facts", "error_message"), ways[job.pk])]
    if _may_be_answered(changed):
        raise Conflict(UNDER_WAY)
    _write_anew(ScoringJob, changed)
    _of_jobs(Attempt, ("sent", "response", "error_detail"), ways)
    _of_jobs(JobEvent, ("detail",), ways)
    _of_jobs(Assessment, ("ratings", "summary"), ways)
    fits = FitScore.objects.filter(profile=profile_id).select_for_update()
    FitScore.objects.bulk_update([fit for fit in fits if _change(fit, ("criteria",), words.out_of)], ["criteria"])


def _may_be_answered(jobs: Iterable[ScoringJob]) -> bool:
    """A worker that has lost its job, or whose job was cancelled, still stores what came back."""
    lately = Q(
        status__in=(Status.PENDING, Status.CANCELLED),
        started_at__isnull=False,
        updated_at__gt=Now() - timedelta(seconds=settings.LLM_LEASE_SECONDS),
    )
    asked = ScoringJob.objects.filter(Q(status=Status.PROCESSING) | lately)
    return asked.filter(pk__in=[job.pk for job in jobs]).exists()


def _out_of_job(job: ScoringJob, words: Words) -> OutOf:
    """Facts are told line by line, so that a name may begin in one and end in the next."""
    pieces = _pieces(job.facts, words)
    if not pieces:
        return words.out_of
    told = zip(job.facts, without(job.facts, pieces), strict=True)
    lines = [(Fact(**before).as_line(), Fact(**after).as_line()) for before, after in told if before != after]
    quoted = Words(pieces, [], needs=2)  # a first name alone may be anybody's

    def out_of(value: Any) -> Any:
        value = each_text(value, lambda text: reduce(lambda so_far, line: so_far.replace(*line), lines, text))
        return quoted.out_of(words.out_of(value))

    return out_of


def _pieces(facts: Sequence[Mapping[str, Any]], words: Words) -> list[Passage]:
    found = []
    for place, (fact, following) in enumerate(pairwise(facts)):
        first, second = fact["text"], following["text"]
        for start, end in words.spans(f"{first}\n{second}"):
            if start < len(first) and end > len(first) + 1:
                found.append(Passage((place, "text"), start, len(first), first))
                found.append(Passage((place + 1, "text"), 0, end - len(first) - 1, second))
    return found


def _of_jobs(model: type[Attempt | JobEvent | Assessment], fields: Sequence[str], ways: Mapping[int, OutOf]) -> None:
    rows = model._base_manager.filter(job__in=ways).order_by("pk")
    _write_anew(model, [row for row in rows if _change(row, fields, ways[row.job_id])])


def _change(row: models.Model, fields: Sequence[str], out_of: OutOf) -> bool:
    """Whether the row quotes the words, which are gone from it then."""
    before = {field: getattr(row, field) for field in fields}
    after = {field: out_of(value) for field, value in before.items()}
    for field, value in after.items():
        setattr(row, field, value)
    return after != before


def _write_anew(model: type[Row], rows: Sequence[Row]) -> None:
    """What the database lets nobody alter goes, and comes again under its number; foreign keys wait for the commit."""
    manager = model._base_manager
    manager.filter(pk__in=[row.pk for row in rows])._raw_delete(manager.db)
    manager.bulk_create(rows)
