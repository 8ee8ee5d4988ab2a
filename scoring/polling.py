"""How often an unfinished job is looked at: often while it is young, ever less after, never once it is finished."""

from datetime import datetime

from django.utils import timezone

from scoring.models import ScoringJob

# (age, delay), both in seconds
_STEPS = ((10, 1), (60, 2), (600, 5))
_SLOWEST = 15


def delay_of(job: ScoringJob, now: datetime | None = None) -> int | None:
    """Seconds until the next look; None where there is nothing left to wait for."""
    if job.is_finished:
        return None
    # A retried job is as old as its wait is.
    age = ((now or timezone.now()) - max(job.created_at, job.not_before)).total_seconds()
    return next((delay for limit, delay in _STEPS if age < limit), _SLOWEST)
