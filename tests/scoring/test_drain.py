"""The drain against the evaluator over real HTTP, in this process."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from django.db import connection

from scoring import jobs
from scoring.llm import drain, failures
from scoring.llm.drain import Drain
from scoring.models import Attempt, ScoringJob, Status
from tests.conftest import Evaluator
from tests.factories import career, requested_job, stored_profile

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _ends_when_idle(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(drain, "LINGER_SECONDS", 5.0)
    monkeypatch.setattr(failures, "BACKOFF_BASE_SECONDS", 0.1)
    drain.stop_requested.clear()
    yield
    drain.stop_requested.clear()


def _drain() -> None:
    asyncio.run(Drain().run())


@contextmanager
def _forwarder(target: str, change: dict[str, Any]) -> Iterator[str]:
    """An endpoint that passes calls on to the evaluator and changes its answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = httpx.post(f"{target}{self.path}", content=body).json()
            message = answer["choices"][0]["message"]
            for name, value in change.items():
                if name == "content":
                    message["content"] = value(message["content"])
                else:
                    answer[name] = value
            written = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def _finished(job: ScoringJob) -> ScoringJob:
    return ScoringJob.objects.select_related("assessment").get(pk=job.pk)


def test_job_is_answered_and_its_score_computed_from_the_ratings(evaluator: Evaluator) -> None:
    job = requested_job()
    _drain()
    job = _finished(job)
    assert job.status == Status.COMPLETED
    ratings = {rating["criterion"]: rating["rating"] for rating in job.assessment.ratings}
    assert job.assessment.score == job.rubric.content.score(ratings) > 0
    assert job.assessment.model == "offline-evaluator"
    assert not job.assessment.is_by_llm


def test_attempt_keeps_what_came_back_and_what_it_cost(evaluator: Evaluator) -> None:
    requested_job()
    _drain()
    attempt = Attempt.objects.get()
    assert attempt.response["choices"][0]["message"]["content"]
    assert attempt.prompt_tokens > 100 < attempt.completion_tokens
    assert (attempt.error_code, attempt.http_status, attempt.sent) == ("", 200, None)


def test_every_claim_cites_facts_that_exist(evaluator: Evaluator) -> None:
    job = requested_job()
    _drain()
    numbers = {fact["number"] for fact in job.facts}
    cited = {number for rating in _finished(job).assessment.ratings for number in rating["facts"]}
    assert cited
    assert cited <= numbers


def test_many_jobs_are_answered_at_once(evaluator: Evaluator) -> None:
    evaluator.behave(latency=0.3)
    for number in range(30):
        requested_job(stored_profile(f"p{number}", headline=f"Engineer number {number}"))
    started = time.monotonic()
    _drain()
    assert ScoringJob.objects.filter(status=Status.COMPLETED).count() == 30
    assert time.monotonic() - started < 5
    assert evaluator.stats()["max_in_flight"] >= 20


@pytest.mark.parametrize(
    ("fault", "code"),
    [("429", "rate_limited"), ("500", "endpoint_down"), ("503", "endpoint_down"), ("drop", "endpoint_down")],
)
def test_passing_fault_is_tried_again_and_then_answered(evaluator: Evaluator, fault: str, code: str) -> None:
    evaluator.behave(next=[fault], retry_after=0.2)
    job = requested_job()
    _drain()
    job = _finished(job)
    assert (job.status, job.tries) == (Status.COMPLETED, 2)
    first, second = job.attempts.all()
    assert (first.error_code, second.error_code) == (code, "")
    told = job.events.get(kind="will_retry").detail
    assert "Nothing was lost; it will try again in" in told


def test_rate_limit_waits_as_long_as_the_provider_asks(evaluator: Evaluator) -> None:
    evaluator.behave(next=["429"], retry_after=1.0)
    requested_job()
    started = time.monotonic()
    _drain()
    assert time.monotonic() - started >= 1.0


@pytest.mark.parametrize(
    ("fault", "code", "retryable"),
    [
        ("refusal", "refused", False),
        ("content_filter", "content_filter", False),
        ("truncated", "cut_off", True),
        ("quota", "quota_used_up", True),
        ("401", "bad_key", True),
    ],
)
def test_lasting_fault_fails_at_once_with_a_sentence(
    evaluator: Evaluator, fault: str, code: str, retryable: bool
) -> None:
    evaluator.behave(next=[fault])
    job = requested_job()
    _drain()
    job = _finished(job)
    assert (job.status, job.error_code, job.error_retryable, job.tries) == (Status.FAILED, code, retryable, 1)
    assert job.error_message.endswith(".")


@pytest.mark.parametrize("fault", ["malformed", "schema"])
def test_answer_that_breaks_the_schema_is_repaired_once(evaluator: Evaluator, fault: str) -> None:
    evaluator.behave(next=[fault])
    job = requested_job()
    _drain()
    job = _finished(job)
    assert (job.status, job.tries) == (Status.COMPLETED, 1)
    broken, repaired = job.attempts.all()
    assert (broken.error_code, broken.is_repair, repaired.is_repair) == ("schema_not_met", False, True)
    assert "does not follow the schema" in repaired.sent["messages"][-1]["content"]


def test_second_broken_answer_fails_the_job(evaluator: Evaluator) -> None:
    evaluator.behave(next=["malformed", "schema"])
    job = requested_job()
    _drain()
    job = _finished(job)
    assert (job.status, job.error_code, job.attempts.count()) == (Status.FAILED, "schema_not_met", 2)


def test_time_out_is_named_and_tried_again(evaluator: Evaluator, settings: Any) -> None:
    settings.LLM_TIMEOUT_SECONDS = 0.5
    evaluator.behave(next=["hang"])
    job = requested_job()
    _drain()
    assert [attempt.error_code for attempt in job.attempts.all()] == ["timed_out", ""]


def test_endless_fault_ends_with_its_reason_after_the_last_try(evaluator: Evaluator, settings: Any) -> None:
    settings.LLM_MAX_ATTEMPTS = 2
    evaluator.behave(rates={"500": 1})
    job = requested_job()
    _drain()
    job = _finished(job)
    assert (job.status, job.error_code, job.tries) == (Status.FAILED, "endpoint_down", 2)
    assert "tried 2 times" in job.error_message


def test_endpoint_that_is_not_there_is_named(settings: Any) -> None:
    settings.LLM_BASE_URL = "http://127.0.0.1:9/v1"
    settings.LLM_MAX_ATTEMPTS = 1
    job = requested_job()
    _drain()
    assert _finished(job).error_code == "endpoint_down"


@pytest.mark.parametrize(
    "change",
    [
        {"content": lambda text: text.replace('"reason": "', '"reason": "\\u0000\\ud800', 1)},
        {"usage": {"prompt_tokens": -5, "completion_tokens": "many", "prompt_tokens_details": []}},
        {"model": "m" * 500},
        {"id": "\x00"},
    ],
)
def test_answer_with_odd_values_is_stored_and_takes_no_other_down_with_it(
    evaluator: Evaluator, settings: Any, change: dict[str, Any]
) -> None:
    with _forwarder(evaluator.url, change) as url:
        settings.LLM_BASE_URL = url
        for number in range(3):
            requested_job(stored_profile(f"p{number}"))
        _drain()
    assert list(ScoringJob.objects.values_list("status", "tries", "error_message")) == [("completed", 1, "")] * 3


def test_answer_that_is_no_number_is_a_named_failure(evaluator: Evaluator, settings: Any) -> None:
    settings.LLM_MAX_ATTEMPTS = 1
    with _forwarder(evaluator.url, {"usage": {"prompt_tokens": float("nan")}}) as url:
        settings.LLM_BASE_URL = url
        job = requested_job()
        _drain()
    assert _finished(job).error_code == "endpoint_down"


def test_outcome_that_cannot_be_stored_fails_alone(evaluator: Evaluator) -> None:
    bad = requested_job(stored_profile("bad"))
    good = requested_job(stored_profile("good"))
    claims = jobs.claim(2, worker="test")
    outcomes = [jobs.Outcome(claim, failure=jobs.Failure("refused", "Declined.")) for claim in claims]
    outcomes[0].attempts.append({"job_id": bad.pk, "token": str(claims[0].token), "error_detail": "\x00"})
    drain._store(outcomes)
    assert (_finished(bad).error_code, _finished(good).error_code) == ("internal", "refused")


def test_drain_without_a_model_leaves_the_jobs_pending(evaluator: Evaluator, settings: Any) -> None:
    job = requested_job()
    settings.LLM_BASE_URL = ""
    drain.run()
    assert _finished(job).status == Status.PENDING


def test_call_of_a_cancelled_job_is_broken_off(evaluator: Evaluator, settings: Any) -> None:
    settings.LLM_LEASE_SECONDS = 1
    evaluator.behave(latency=20)
    job = requested_job()

    def cancel() -> None:
        time.sleep(0.7)
        jobs.cancel(job, actor=jobs.Actor())
        connection.close()

    canceller = threading.Thread(target=cancel)
    canceller.start()
    started = time.monotonic()
    _drain()
    canceller.join()
    assert time.monotonic() - started < 10
    assert _finished(job).status == Status.CANCELLED


def test_stopping_drain_gives_back_what_it_holds(evaluator: Evaluator) -> None:
    evaluator.behave(latency=20)
    job = requested_job()
    threading.Timer(0.8, drain.stop_requested.set).start()
    _drain()
    job = _finished(job)
    assert (job.status, job.tries) == (Status.PENDING, 0)
    assert job.events.last().kind == "given_back"


def test_broken_database_connection_is_made_anew(evaluator: Evaluator) -> None:
    evaluator.behave(latency=1.0)
    job = requested_job()

    def break_connections() -> None:
        time.sleep(0.5)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%scoring_scoringjob%'"
            )
        connection.close()

    breaker = threading.Thread(target=break_connections)
    breaker.start()
    _drain()
    breaker.join()
    assert _finished(job).status == Status.COMPLETED


def test_name_and_contact_are_not_in_what_was_sent(evaluator: Evaluator) -> None:
    job = requested_job(
        stored_profile(summary="Imara Okafor-Lindqvist (she/her), imara@example.com, +46 31 123 45 67.")
    )
    _drain()
    sent = str(_finished(job).prompt)
    for private in ("Imara", "Okafor", "Lindqvist", "imara@", "+46", "she/her", career().education[0].school):
        assert private not in sent
