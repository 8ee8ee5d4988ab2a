"""Every change of a run's state: one conditional UPDATE each, so that the later of two loses and knows it.

```
waiting → running → completed | failed        running → waiting   (its worker died, stopped, or let others go first)
   ↘         ↘ paused → waiting (resumed)     waiting, running, paused → cancelled
```
"""

import uuid
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Now

from config.audit.models import Actor
from config.refusals import Conflict
from config.runs import tasks
from config.runs.handlers import kinds_of, queue_of
from config.runs.models import UNFINISHED, Run, State

LEASE_SECONDS = 60

_PAUSABLE = (State.WAITING, State.RUNNING)


class RunConflict(Conflict):
    """The run is no longer in a state that allows it."""


class NoLongerOurs(Exception):
    """The run was paused or cancelled, or its lease was lost: what is in hand must not be stored."""


@dataclass(frozen=True)
class Step:
    """What one batch did: items dealt with, and how many of them per outcome.

    One that does not give way goes on though others wait: what it has so far would be lost.
    """

    done: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    total: int | None = None
    gives_way: bool = True


def start(kind: str, title: str, *, actor: Actor, total: int | None = None, **parameters: object) -> Run:
    run = Run.objects.create(
        kind=kind,
        title=title[:300],
        total=total,
        parameters=parameters,
        requested_by_id=actor.user_id,
        api_key_id=actor.api_key_id,
    )
    _wake(run)
    return run


def claim(run_id: int | None = None, *, queue: str | None = None) -> Run | None:
    """Take the run that has waited longest (or the one named), under a lease; None where there is none to take.
    `queue`: of those that its workers do."""
    waiting = Run.objects.filter(state=State.WAITING)
    if run_id is not None:
        waiting = waiting.filter(pk=run_id)
    if queue is not None:
        waiting = waiting.filter(kind__in=kinds_of(queue))
    with transaction.atomic():
        run = waiting.order_by("waiting_since").select_for_update(skip_locked=True).first()
        if run is None:
            return None
        Run.objects.filter(pk=run.pk).update(
            state=State.RUNNING,
            lease_token=uuid.uuid4(),
            lease_expires_at=_lease_end(),
            started_at=run.started_at or Now(),
        )
    run.refresh_from_db()
    return run


def advance(run: Run, step: Step, *, seconds: float) -> None:
    """Keep the batch's progress, in the batch's own transaction, and renew the lease. Raises NoLongerOurs."""
    counts = Counter(run.counts)
    counts.update(step.counts)
    total = run.total if step.total is None else step.total
    kept = _held(run).update(
        done=F("done") + step.done,
        counts=counts,
        total=total,
        seconds=F("seconds") + seconds,
        lease_expires_at=_lease_end(),
    )
    if not kept:
        raise NoLongerOurs
    run.done, run.counts, run.total, run.seconds = run.done + step.done, dict(counts), total, run.seconds + seconds


def begin_again(run: Run) -> None:
    """Forget the progress: for work that cannot go on in the middle. Raises NoLongerOurs."""
    if not _held(run).update(done=0, counts={}, total=None, seconds=0):
        raise NoLongerOurs
    run.done, run.counts, run.total, run.seconds = 0, {}, None, 0.0


def finish(run: Run) -> None:
    done = _held(run).update(state=State.COMPLETED, finished_at=Now(), lease_token=None, lease_expires_at=None)
    if not done:
        raise NoLongerOurs
    run.refresh_from_db()


def fail(run: Run, problem: str) -> None:
    _held(run).update(state=State.FAILED, problem=problem, finished_at=Now(), lease_token=None, lease_expires_at=None)


def give_back(run: Run) -> None:
    """To the end of the line, with all that is done kept."""
    _held(run).update(state=State.WAITING, waiting_since=Now(), lease_token=None, lease_expires_at=None)


def pause(run: Run) -> None:
    _change(run, _PAUSABLE, State.PAUSED, "cannot be paused")


def resume(run: Run) -> None:
    """A paused run goes on; one that failed tries again from where it stood."""
    _change(run, (State.PAUSED, State.FAILED), State.WAITING, "cannot be resumed")
    _wake(run)


def cancel(run: Run) -> None:
    _change(run, UNFINISHED, State.CANCELLED, "cannot be cancelled")


def stop(run: Run | None) -> None:
    """Cancel it where there is one that goes on still."""
    if run:
        with suppress(RunConflict):
            cancel(run)


def reclaim_lost() -> int:
    """Runs whose worker is gone wait again. Returns their number."""
    return Run.objects.filter(state=State.RUNNING, lease_expires_at__lt=Now()).update(
        state=State.WAITING, waiting_since=Now(), lease_token=None, lease_expires_at=None
    )


def _wake(run: Run) -> None:
    transaction.on_commit(partial(tasks.wake, queue_of(run.kind)))


def _change(run: Run, allowed: tuple[State, ...], to: State, refusal: str) -> None:
    done = Run.objects.filter(pk=run.pk, state__in=allowed).update(
        state=to,
        lease_token=None,
        lease_expires_at=None,
        waiting_since=Now(),
        problem="" if to == State.WAITING else F("problem"),
        finished_at=Now() if to == State.CANCELLED else None,
    )
    run.refresh_from_db()
    if not done:
        raise RunConflict(f"This run is {run.get_state_display()} and {refusal}.")


def _held(run: Run) -> "models.QuerySet[Run]":
    return Run.objects.filter(pk=run.pk, state=State.RUNNING, lease_token=run.lease_token)


def _lease_end() -> object:
    return Now() + timedelta(seconds=LEASE_SECONDS)
