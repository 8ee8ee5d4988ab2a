"""Works runs off, batch by batch: each batch is one transaction together with the progress that it made.

Whoever has long work registers a handler for its kind: a generator that yields batches, each a function that does one
batch's writes and says what it did. A killed run starts the generator again; it skips by itself what was done.
A handler yields at least every half minute, or calls `go_on`: that renews the lease.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator

from django.db import OperationalError, transaction

from config.runs import states
from config.runs.handlers import handler_of, kinds_of, queue_of
from config.runs.models import Run, State
from config.runs.states import NoLongerOurs, Step

logger = logging.getLogger(__name__)

Batch = Callable[[], Step]
Handler = Callable[[Run], Iterator[Batch]]

SLICE_SECONDS = 30  # then another run that waits goes first
stop_requested = threading.Event()  # set by SIGTERM


class RunFailed(Exception):
    """Raised by a handler that cannot go on; the message is for people."""


def work_off_all(queue: str | None = None) -> None:
    """Those that wait for that queue, or all."""
    while not stop_requested.is_set() and (run := states.claim(queue=queue)):
        work_off(run)


def work_off(run: Run) -> None:
    """Until it is finished, stopped by somebody, or others should go first."""
    handler: Handler = handler_of(run.kind)
    began = marked = time.monotonic()
    try:
        for batch in handler(run):
            with transaction.atomic():
                step = batch()
                now = time.monotonic()
                states.advance(run, step, seconds=now - marked)
            marked = now
            if stop_requested.is_set() or (step.gives_way and now - began > SLICE_SECONDS and _others_wait(run)):
                states.give_back(run)
                return
        states.finish(run)
    except NoLongerOurs:
        logger.info("run %s was paused, cancelled or lost; it stops here", run.pk)
    except RunFailed as failure:
        states.fail(run, str(failure))
    except OperationalError:  # the database went away: the lease ends, and the reconciler puts the run back
        raise
    except Exception:
        logger.exception("run %s failed", run.pk)
        states.fail(run, "Something went wrong that we did not foresee. What was done is kept; resume to try again.")


def go_on(run: Run, step: Step = Step()) -> None:  # noqa: B008 - it is frozen
    """Between two batches: keep the progress and the lease. Raises NoLongerOurs where somebody stops the run, or the
    worker."""
    states.advance(run, step, seconds=0)
    if stop_requested.is_set():
        states.give_back(run)
        raise NoLongerOurs


def _others_wait(run: Run) -> bool:
    same_queue = kinds_of(queue_of(run.kind))
    return Run.objects.filter(state=State.WAITING, kind__in=same_queue).exclude(pk=run.pk).exists()
