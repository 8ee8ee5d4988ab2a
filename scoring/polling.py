"""When an unfinished job is looked at next; never once it is finished."""

from datetime import datetime

from django.utils import timezone

from config.polling import delay_at
from scoring.models import ScoringJob


def delay_of(job: ScoringJob, now: datetime | None = None) -> int | None:
    """Seconds until the next look; None where there is nothing left to wait for."""
    if job.is_finished:
        return None
    # A retried job is as old as its wait is.
    return delay_at(((now or timezone.now()) - max(job.created_at, job.not_before)).total_seconds())
