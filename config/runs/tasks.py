"""What RQ runs. One `work` deals with all runs that wait, so waking is cheap and never wrong twice."""

import logging
from functools import cache

import django_rq
from redis.exceptions import RedisError
from rq import Queue

logger = logging.getLogger(__name__)


@cache
def _queue() -> Queue:
    return django_rq.get_queue("background")


def wake() -> None:
    """See to it that a worker looks at the table. Where the queue is down, the reconciler does it later."""
    enqueue("config.runs.tasks.work")


def enqueue(task: str) -> None:
    """Put `task`, a dotted path, behind what waits, unless it waits already."""
    try:
        if task not in {job.func_name for job in _queue().jobs}:
            _queue().enqueue_call(task, timeout=-1, result_ttl=0, failure_ttl=3600)
    except RedisError:
        logger.warning("The queue cannot be reached; %s is put into it later.", task)


def work() -> None:
    from config.runs.engine import work_off_all

    work_off_all()
