"""The jobs list and one job's page: what is asked of the database for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Prefetch, QuerySet

from config.paging import Page, paginate
from scoring.models import Attempt, ScoringJob, Status
from scoring.polling import delay_of

COUNT_LIMIT = 1_000
MOST_WATCHED = 50


@dataclass(frozen=True)
class Count:
    status: str
    number: int

    @property
    def text(self) -> str:
        return f"{COUNT_LIMIT:,}+" if self.number > COUNT_LIMIT else f"{self.number:,}"


@dataclass(frozen=True)
class Watch:
    """Rows to draw again, and what to look at next: `was` as the next look sends it, `delay` in seconds."""

    changed: list[ScoringJob]
    was: str
    delay: int | None


def listing(status: str, *, cursor: str) -> Page[ScoringJob]:
    """Newest first; a status that does not exist filters nothing."""
    rows = ScoringJob.objects.for_lists()
    return paginate(rows.filter(status=status) if status in Status.values else rows, "-id", cursor=cursor)


def counts_by_status() -> list[Count]:
    """No more of each is counted than "1,000+" needs."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT status, (
                SELECT count(*) FROM (SELECT 1 FROM scoring_scoringjob WHERE status = known.status LIMIT %s) AS counted
            ) FROM unnest(%s::text[]) AS known (status)
            """,
            [COUNT_LIMIT + 1, Status.values],
        )
        return [Count(*row) for row in cursor.fetchall()]


def since(jobs: Iterable[ScoringJob], seen: Mapping[int, str]) -> Watch:
    """What is new in `jobs` against the states that a page has `seen`."""
    jobs = list(jobs)
    delays = {job.pk: delay for job in jobs if (delay := delay_of(job)) is not None}
    return Watch(
        changed=[job for job in jobs if job.pk in seen and job.status != seen[job.pk]],
        was=",".join(f"{job.pk}:{job.status}" for job in jobs if job.pk in delays),
        delay=min(delays.values(), default=None),
    )


def numbers_from(text: str) -> dict[int, str]:
    """'12:pending,13:processing' gives {12: 'pending', 13: 'processing'}; what is neither is left out."""
    pairs = (part.partition(":") for part in text.split(",")[:MOST_WATCHED])
    return {
        int(number): state for number, _, state in pairs if number.isascii() and number.isdigit() and len(number) < 19
    }


def job_with_trail() -> "QuerySet[ScoringJob]":
    return (
        ScoringJob.objects.select_related(
            "profile", "role", "rubric", "template_version__template", "assessment", "requested_by"
        )
        .annotate(bands=F("rubric__definition__bands"))
        .defer("facts")
        .prefetch_related("events", Prefetch("attempts", Attempt.objects.order_by("id")))
    )
