"""The queue only wakes: what it loses, the reconciler finds in the table."""

import time
from datetime import timedelta
from typing import Any

import django_rq
import pytest
from django.core.management import call_command
from django.utils import timezone

from scoring import jobs
from scoring.llm import tasks
from scoring.llm.reconciler import reconcile
from scoring.models import ScoringJob, Status
from tests.factories import requested_job

pytestmark = pytest.mark.django_db


def _waiting() -> int:
    return django_rq.get_queue("scoring").count


def test_request_wakes_a_worker_once_it_is_committed(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        requested_job()
        assert _waiting() == 0
    assert _waiting() == 1


def test_many_wake_calls_leave_one_in_the_queue() -> None:
    for _ in range(10):
        tasks.wake()
    assert _waiting() == 1


def test_emptied_queue_is_woken_again_from_the_table() -> None:
    requested_job()
    django_rq.get_connection("scoring").flushdb()
    assert reconcile() == (0, True)
    assert _waiting() == 1


def test_job_that_is_not_due_wakes_nobody() -> None:
    job = requested_job()
    ScoringJob.objects.filter(pk=job.pk).update(not_before=timezone.now() + timedelta(hours=1))
    assert reconcile() == (0, False)
    assert _waiting() == 0


def test_job_of_a_dead_worker_is_put_back_and_a_worker_woken(capsys: pytest.CaptureFixture[str]) -> None:
    job = requested_job()
    jobs.claim(1, worker="dead")
    ScoringJob.objects.filter(pk=job.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    call_command("reconcile")
    assert capsys.readouterr().out == "1 lost jobs and runs put back; a worker was woken.\n"
    job.refresh_from_db()
    assert job.status == Status.PENDING


def test_queue_that_cannot_be_reached_loses_no_job(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.RQ_QUEUES["scoring"]["URL"], url = "redis://127.0.0.1:9/0", settings.RQ_QUEUES["scoring"]["URL"]
    tasks._queue.cache_clear()
    try:
        tasks.wake()
    finally:
        settings.RQ_QUEUES["scoring"]["URL"] = url
        tasks._queue.cache_clear()
    assert "picked up by the reconciler" in caplog.text


def test_reconciler_goes_on_until_it_is_stopped(start_process: Any) -> None:
    job = requested_job()
    process = start_process("reconcile", "--every", "0.2")
    deadline = time.monotonic() + 30
    for _ in range(2):
        while not _waiting():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        django_rq.get_queue("scoring").empty()
    assert process.poll() is None
    assert ScoringJob.objects.get(pk=job.pk).status == Status.PENDING
