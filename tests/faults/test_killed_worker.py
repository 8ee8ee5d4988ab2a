"""A worker is killed with SIGKILL in the middle of many jobs: all are answered, none twice, none lost."""

import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest

from scoring.llm import tasks
from scoring.llm.reconciler import reconcile
from scoring.models import Assessment, Candidate, JobEvent, ScoringJob, Status
from tests.conftest import Evaluator, kill_with_children
from tests.factories import requested_job, stored_profile

pytestmark = pytest.mark.django_db(transaction=True)
JOBS = 200


def _completed() -> int:
    return ScoringJob.objects.filter(status=Status.COMPLETED).count()


def _until(what: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"{_completed()} of {JOBS} completed in {seconds} s"
        time.sleep(0.1)


def _completed_with_the_reconcilers_help() -> bool:
    reconcile()
    return _completed() == JOBS


def test_killed_worker_loses_no_job_and_stores_none_twice(
    evaluator: Evaluator, start_worker: Callable[..., subprocess.Popen[bytes]], settings: Any
) -> None:
    settings.LLM_LEASE_SECONDS = 2
    evaluator.behave(latency=0.4)
    for number in range(JOBS):
        requested_job(stored_profile(f"p{number}", headline=f"Chief Technology Officer {number}"))
    first = start_worker(LLM_CONCURRENCY="20")
    _until(lambda: _completed() >= 40, 60)
    kill_with_children(first)
    left = ScoringJob.objects.filter(status=Status.PROCESSING).count()
    assert left > 0, "the worker was killed while nothing was in flight"
    assert _completed() < JOBS

    start_worker(LLM_CONCURRENCY="20")
    tasks.wake()
    _until(_completed_with_the_reconcilers_help, 90)

    assert Assessment.objects.count() == JOBS
    assert Assessment.objects.values("job").distinct().count() == JOBS
    assert Candidate.objects.count() == JOBS
    assert JobEvent.objects.filter(kind="completed").count() == JOBS
    assert JobEvent.objects.filter(kind="lease_lost").count() == left


def test_stopped_worker_gives_its_jobs_back_at_once(
    evaluator: Evaluator, start_worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    evaluator.behave(latency=30)
    job = requested_job()
    worker = start_worker()
    _until(lambda: ScoringJob.objects.filter(status=Status.PROCESSING).exists(), 30)
    started = time.monotonic()
    worker.terminate()
    worker.wait(15)
    job.refresh_from_db()
    assert (job.status, job.tries) == (Status.PENDING, 0)
    assert time.monotonic() - started < 10


def test_work_horse_of_a_killed_worker_gives_its_jobs_back(
    evaluator: Evaluator, start_worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    evaluator.behave(latency=30)
    job = requested_job()
    worker = start_worker()
    _until(lambda: ScoringJob.objects.filter(status=Status.PROCESSING).exists(), 30)
    worker.kill()
    worker.wait()
    _until(lambda: JobEvent.objects.filter(job=job, kind="given_back").exists(), 10)
