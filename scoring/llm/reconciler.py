"""One pass of recovery: what a dead worker left, and jobs that nobody was woken for."""

from scoring import jobs
from scoring.llm import tasks
from scoring.models import ScoringJob


def reconcile() -> tuple[int, bool]:
    """How many lost jobs were put back, and whether a worker had to be woken."""
    lost = jobs.reclaim_lost()
    jobs.fail_stranded()
    due = ScoringJob.objects.due().exists()
    if due:
        tasks.wake()
    return lost, due
