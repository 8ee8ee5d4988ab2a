"""What RQ runs. One `work` deals with all runs that wait for a queue, so waking is cheap and never wrong twice."""

import logging

import django_rq
from redis.exceptions import RedisError

from config.runs.handlers import BACKGROUND

logger = logging.getLogger(__name__)


def wake(queue: str) -> None:
    """See to it that a worker looks at the table. Where the queue is down, the reconciler does it later."""
    enqueue("config.runs.tasks.work", queue, queue)


def enqueue(task: str, queue: str = BACKGROUND, *arguments: str) -> None:
    """Put `task`, a dotted path, behind what waits, unless it waits already."""
    try:
        waiting = django_rq.get_queue(queue)
        if task not in {job.func_name for job in waiting.jobs}:
            waiting.enqueue_call(task, args=arguments, timeout=-1, result_ttl=0, failure_ttl=3600)
    except RedisError:
        logger.warning("The queue cannot be reached; %s is put into it later.", task)


def work(queue: str = BACKGROUND) -> None:
    from config.runs.engine import work_off_all

    work_off_all(queue)
