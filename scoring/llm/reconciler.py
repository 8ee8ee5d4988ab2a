"""One pass of recovery: what dead workers left, and work that nobody was woken for."""

import time

from config.runs import states
from config.runs import tasks as background
from config.runs.handlers import queue_of
from config.runs.models import Run, State
from profiles import retention, vectors
from profiles.imports.files import forget_old
from scoring import fitting, jobs
from scoring.llm import tasks
from scoring.models import ScoringJob

HOUR = 3_600  # seconds
_tidied_at = -float(HOUR)  # by the clock that only runs forward


def reconcile() -> tuple[int, bool]:
    """How many lost jobs and runs were put back, and whether a worker had to be woken."""
    lost = jobs.reclaim_lost() + states.reclaim_lost()
    jobs.fail_stranded()
    due = ScoringJob.objects.due().exists()
    if due:
        tasks.wake()
    _tidy_up()
    if vectors.lag():
        background.enqueue("profiles.vectors.follow")
    fitting.keep_current()
    waiting = set(map(queue_of, Run.objects.filter(state=State.WAITING).values_list("kind", flat=True)))
    for queue in waiting:
        background.wake(queue)
    return lost, due or bool(waiting)


def every_night() -> None:
    """Once a day, whoever asks first: what the dates of people say."""
    retention.start_nightly()


def _tidy_up() -> None:
    """Once an hour, however often it is looked."""
    global _tidied_at
    if time.monotonic() - _tidied_at >= HOUR:
        _tidied_at = time.monotonic()
        forget_old()
