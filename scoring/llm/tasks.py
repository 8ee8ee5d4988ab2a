"""What RQ runs. One `drain` works through many scoring jobs, so waking is cheap and never wrong twice."""

import logging

import django_rq
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

_WAKE_KEY = "shortlist:wake"
_WAKE_SECONDS = 30


def wake() -> None:
    """See to it that a worker looks at the table. At most one call waits in the queue at a time.

    Where the queue cannot be reached the jobs stay safe in the table, and the reconciler wakes a worker later.
    """
    try:
        queue = django_rq.get_queue("scoring")
        if queue.connection.set(_WAKE_KEY, 1, nx=True, ex=_WAKE_SECONDS):
            queue.enqueue_call("scoring.llm.tasks.drain", timeout=-1, result_ttl=0, failure_ttl=3600)
    except RedisError:
        logger.warning("The queue cannot be reached; waiting jobs will be picked up by the reconciler.")


def drain() -> None:
    # Before the first look at the table: a job that comes after this look wakes another worker.
    django_rq.get_queue("scoring").connection.delete(_WAKE_KEY)
    from scoring.llm.drain import run

    run()
