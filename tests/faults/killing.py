"""A background run whose worker is killed again and again."""

import random
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta

from django.db.models.functions import Now

from config.runs import states, tasks
from config.runs.handlers import BACKGROUND
from config.runs.models import Run, State
from tests.conftest import kill_with_children

KILLS = 10


def kill_ten_times(run: Run, total: int, start_process: Callable[..., subprocess.Popen[bytes]]) -> None:
    """SIGKILL at ten random points before the run has done `total`; then a worker that is left alone ends it."""
    chance = random.Random(7)
    resumed_at = []
    for kill in range(KILLS):
        worker = start_process("rqworker", BACKGROUND)
        tasks.wake(BACKGROUND)
        goal = run.done + chance.randint(1, (total - run.done) // (KILLS - kill + 1))

        def far_enough(goal: int = goal) -> bool:
            return Run.objects.filter(pk=run.pk, done__gte=goal).exists()

        until(far_enough)
        time.sleep(chance.random() / 100)
        kill_with_children(worker)
        run.refresh_from_db()
        resumed_at.append(run.done)
        Run.objects.filter(pk=run.pk, state=State.RUNNING).update(lease_expires_at=Now() - timedelta(seconds=1))
        states.reclaim_lost()
    assert len(set(resumed_at)) == KILLS
    assert resumed_at[-1] < total, "it was finished before the last kill"

    start_process("rqworker", BACKGROUND)
    tasks.wake(BACKGROUND)
    until(lambda: Run.objects.filter(pk=run.pk, state=State.COMPLETED).exists())
    run.refresh_from_db()


def until(what: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
