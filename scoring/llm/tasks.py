"""What RQ runs. One `drain` works through many scoring jobs, so waking is cheap and never wrong twice."""

import logging
from functools import cache

import django_rq
from redis.exceptions import RedisError
from rq import Queue

logger = logging.getLogger(__name__)


@cache
def _queue() -> Queue:
    return django_rq.get_queue("scoring")


def wake() -> None:
    """See to it that a worker looks at the table; one call waiting in the queue is enough.

    Where the queue cannot be reached the jobs stay safe in the table, and the reconciler wakes a worker later.
    """
    try:
        if not _queue().count:
            _queue().enqueue_call("scoring.llm.tasks.drain", timeout=-1, result_ttl=0, failure_ttl=3600)
    except RedisError:
        logger.warning("The queue cannot be reached; waiting jobs will be picked up by the reconciler.")


def drain() -> None:
    from scoring.llm.drain import run  # the web process wakes and needs no SDK

    run()
