from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from scoring.models import Attempt, ScoringJob
from tests.factories import AssessmentFactory, requested_job, stored_profile

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def failed(job: ScoringJob) -> ScoringJob:
    ScoringJob.objects.filter(pk=job.pk).update(
        status="failed", finished_at=Now(), error_code="timed_out", error_message="Too slow.", error_retryable=True
    )
    return job


def attempt(**columns: Any) -> Attempt:
    return Attempt.objects.create(token=uuid4(), **columns)


def asked(key: str, role: str = "cto") -> ScoringJob:
    return requested_job(stored_profile(key), role)


def completed(key: str = "1") -> ScoringJob:
    return AssessmentFactory(job=asked(key)).job


def status_of(job: ScoringJob) -> str:
    return ScoringJob.objects.get(pk=job.pk).status


# --- the list ----------------------------------------------------------------------------------


def listed(client: Client, **query: str) -> list[int]:
    return [job.pk for job in client.get("/jobs/", query).context["page"].rows]


def test_no_jobs_yet(signed_in: Client) -> None:
    assert "No jobs yet" in signed_in.get("/jobs/").text


def test_newest_first_with_what_became_of_each(signed_in: Client) -> None:
    done, broken = completed(), failed(asked("2"))
    page = signed_in.get("/jobs/")
    assert listed(signed_in) == [broken.pk, done.pk]
    for part in ("Too slow.", '<b class="number">72</b> Good', "1,500", "Imara Okafor-Lindqvist", "not an LLM"):
        assert part in page.text


def test_states_are_counted_and_filter(signed_in: Client) -> None:
    done, broken = completed(), failed(asked("2"))
    assert 'Failed <span class="number">1</span>' in signed_in.get("/jobs/").text
    assert listed(signed_in, status="failed") == [broken.pk]
    assert listed(signed_in, status="completed") == [done.pk]
    assert listed(signed_in, status="nonsense") == [broken.pk, done.pk]
    assert "No cancelled jobs" in signed_in.get("/jobs/?status=cancelled").text


def test_counting_stops_at_the_limit(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.job_lists.COUNT_LIMIT", 1)
    for key in "123":
        asked(key)
    assert 'Pending <span class="number">1+</span>' in signed_in.get("/jobs/").text


def test_five_queries_however_many_jobs(signed_in: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(15):
        completed(f"c{number}")
    with django_assert_max_num_queries(5):
        signed_in.get("/jobs/")


def test_pages_keep_the_filter(signed_in: Client) -> None:
    for role in ("cto", "cio", "ciso"):
        for number in range(17):
            asked(f"p{number}", role)
    page = signed_in.get("/jobs/?status=pending")
    older = page.context["page"].older
    assert f"?status=pending&amp;cursor={older}" in page.text
    assert len(listed(signed_in, status="pending", cursor=older)) == 1


def test_a_list_of_finished_jobs_does_not_look_again(signed_in: Client) -> None:
    completed()
    assert "hx-trigger" not in signed_in.get("/jobs/").text


def test_a_list_with_unfinished_jobs_watches_those_alone(signed_in: Client) -> None:
    completed()
    job = asked("2")
    assert f'hx-get="/jobs/live/?was={job.pk}:pending"' in signed_in.get("/jobs/").text


def test_looking_again_brings_the_rows_that_changed(signed_in: Client) -> None:
    same, done = asked("2"), completed()
    answer = signed_in.get("/jobs/live/", {"was": f"{same.pk}:pending,{done.pk}:pending"}, headers=HTMX).text
    assert f'<tr id="job-{done.pk}" hx-swap-oob="true">' in answer
    assert f'id="job-{same.pk}"' not in answer
    assert f"was={same.pk}:pending" in answer
    assert "as CTO: completed." in answer


def test_looking_again_stops_when_all_are_finished(signed_in: Client) -> None:
    answer = signed_in.get("/jobs/live/", {"was": f"{completed().pk}:processing"}, headers=HTMX).text
    assert "hx-trigger" not in answer


@pytest.mark.parametrize("was", ["", "x", "1", "1:", ":,:", "9" * 30 + ":pending", "²:pending", "\0:\0"])
def test_looking_again_at_nothing(signed_in: Client, was: str) -> None:
    answer = signed_in.get("/jobs/live/", {"was": was}, headers=HTMX)
    assert (answer.status_code, answer.text.strip()) == (200, "")


@pytest.mark.parametrize(
    ("seconds", "words"), [(150, "ries again <time"), (-5, "ries again as soon as a worker is free")]
)
def test_a_job_that_waits_says_when_it_is_tried_again(signed_in: Client, seconds: int, words: str) -> None:
    job = requested_job()
    due = timezone.now() + timedelta(seconds=seconds)
    ScoringJob.objects.filter(pk=job.pk).update(
        error_code="endpoint_down", error_message="Not reached.", not_before=due
    )
    for path in ("/jobs/", f"/jobs/{job.pk}/", f"/candidates/{job.profile_id}/"):
        assert words in signed_in.get(path).text, path


# --- one job -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/jobs/", "/jobs/live/", "/jobs/1/", "/jobs/1/status/"])
def test_strangers_are_sent_to_sign_in_and_only_get_is_answered(client: Client, recruiter: Any, path: str) -> None:
    assert client.get(path)["Location"].startswith("/sign-in/")
    client.force_login(recruiter)
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/jobs/1/", "/jobs/1/status/"])
def test_no_such_job(signed_in: Client, path: str) -> None:
    assert signed_in.get(path).status_code == 404


def test_the_whole_story_of_a_job(signed_in: Client) -> None:
    job = completed()
    answer = {"choices": [{"message": {"content": '{"summary": "Ünlike any"}'}}]}
    attempt(
        job=job,
        try_number=1,
        response=answer,
        http_status=200,
        latency_ms=1_234,
        prompt_tokens=900,
        completion_tokens=80,
    )
    page = signed_in.get(f"/jobs/{job.pk}/").text
    for part in (
        "CTO rubric v2",
        "Requested",
        "HTTP 200 · 1.2 s · 900 in, 80 out",
        "Ünlike any",
        "System message",
        "[F1]",
    ):
        assert part in page, part
    assert "hx-trigger" not in page


def test_what_came_back_is_escaped(signed_in: Client) -> None:
    job = completed()
    answer = {"choices": [{"message": {"content": "</pre><script>alert(1)</script>"}}]}
    attempt(job=job, try_number=1, response=answer, latency_ms=1)
    assert "<script>alert" not in signed_in.get(f"/jobs/{job.pk}/").text


def test_a_failed_call_says_what_it_was(signed_in: Client) -> None:
    job = failed(requested_job())
    attempt(job=job, try_number=1, latency_ms=60_000, error_code="timed_out", error_detail="60 s")
    page = signed_in.get(f"/jobs/{job.pk}/").text
    for part in ("no answer · 60.0 s · timed_out", "Nothing came back.", "Too slow.", ">Retry<"):
        assert part in page, part


def test_seven_queries_however_long_the_story(signed_in: Client, django_assert_max_num_queries: Any) -> None:
    job = completed()
    for number in range(20):
        attempt(job=job, try_number=number, latency_ms=1)
    with django_assert_max_num_queries(7):
        signed_in.get(f"/jobs/{job.pk}/")


def test_an_unfinished_job_is_looked_at_again_until_it_ends(signed_in: Client) -> None:
    job = requested_job()
    path = f"/jobs/{job.pk}/status/"
    assert f'hx-get="{path}?was=pending:0"' in signed_in.get(f"/jobs/{job.pk}/").text
    same = signed_in.get(path, {"was": "pending:0"}, headers=HTMX).text
    assert "hx-trigger" in same
    assert 'id="job"' not in same
    AssessmentFactory(job=job)
    ended = signed_in.get(path, {"was": "pending:0"}, headers=HTMX).text
    assert "hx-trigger" not in ended
    assert '<div id="job" hx-swap-oob="true">' in ended


def test_a_failed_job_is_retried(signed_in: Client) -> None:
    job = failed(requested_job())
    assert signed_in.post(f"/jobs/{job.pk}/retry/")["Location"] == f"/jobs/{job.pk}/"
    assert status_of(job) == "pending"


def test_an_unfinished_job_is_cancelled(signed_in: Client) -> None:
    job = requested_job()
    assert signed_in.post(f"/jobs/{job.pk}/cancel/")["Location"] == f"/jobs/{job.pk}/"
    assert status_of(job) == "cancelled"


@pytest.mark.parametrize(("act", "sentence"), [("retry", "Only a failed job"), ("cancel", "nothing to cancel")])
def test_what_a_job_does_not_allow_is_told(signed_in: Client, act: str, sentence: str) -> None:
    job = completed()
    assert sentence in signed_in.post(f"/jobs/{job.pk}/{act}/", follow=True).text
    fragment = signed_in.post(f"/jobs/{job.pk}/{act}/", headers=HTMX)
    assert fragment.status_code == 409
    assert sentence in fragment.text
    assert status_of(job) == "completed"


def test_retried_from_a_card_the_card_comes_back(signed_in: Client) -> None:
    job = failed(requested_job())
    answer = signed_in.post(f"/jobs/{job.pk}/retry/", headers=HTMX).text
    assert 'id="card-cto"' in answer
    assert 'class="pill pending"' in answer
    assert "hx-trigger" in answer


@pytest.mark.parametrize("act", ["retry", "cancel"])
def test_acts_are_posts_on_jobs_that_exist(signed_in: Client, act: str) -> None:
    assert signed_in.get(f"/jobs/1/{act}/").status_code == 405
    assert signed_in.post(f"/jobs/1/{act}/").status_code == 404
