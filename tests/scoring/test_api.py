"""The API as its callers see it: over the test client, with keys, without, and with wrong ones."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from config.audit.models import SYSTEM, Actor, AuditEvent
from scoring import jobs
from scoring.models import ScoringJob
from templates_app.models import PromptTemplate
from templates_app.versions import add_version
from tests.factories import AssessmentFactory, career, requested_job, stored_profile

pytestmark = pytest.mark.django_db
Api = Callable[..., Client]


def _post(client: Client, path: str, body: Any = None) -> Any:
    return client.post(f"/api/v1/{path}", data=json.dumps(body or {}), content_type="application/json")


def _failed(job: ScoringJob) -> ScoringJob:
    (claim,) = jobs.claim(1, worker="test")
    jobs.settle([jobs.Outcome(claim, failure=jobs.Failure("timed_out", "The model took too long to answer."))])
    return job


def test_posted_job_is_accepted_and_can_be_polled(api: Api) -> None:
    client = api("read", "write")
    answer = _post(client, "scoring-jobs", {"profile_id": stored_profile().pk, "role": "cto"})
    assert answer.status_code == 202
    polled = client.get(answer["Location"]).json()
    assert (polled["job_id"], polled["status"], polled["result"]) == (answer.json()["job_id"], "pending", None)
    assert polled["template"]["version"] == 1
    assert polled["facts"][0]["number"] == 1


def test_same_question_again_answers_with_the_same_job(api: Api) -> None:
    client = api("write")
    body = {"profile_id": stored_profile().pk, "role": "cto"}
    assert _post(client, "scoring-jobs", body).json()["job_id"] == _post(client, "scoring-jobs", body).json()["job_id"]


def test_question_that_is_answered_already_answers_at_once_with_the_result(api: Api) -> None:
    assessment = AssessmentFactory()
    answer = _post(api("write"), f"profiles/{assessment.profile_id}/score", {"role": "cto"})
    assert answer.status_code == 200
    result = answer.json()["result"]
    assert (result["score"], result["model"], result["is_llm"]) == (72, "offline-evaluator", False)
    assert result["ratings"][0]["facts"] == [4]


def test_job_uses_the_newest_version_of_the_template_that_is_named(api: Api) -> None:
    template = PromptTemplate.objects.get(role__slug="cto")
    add_version(template, "Assess {{ role.name }}.", actor=SYSTEM)
    body = {"profile_id": stored_profile().pk, "role": "cto", "template_id": template.pk}
    assert _post(api("write"), "scoring-jobs", body).json()["template"]["version"] == 2


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({"profile_id": 999999, "role": "cto"}, 404, "There is no profile 999999."),
        ({"role": "ceo"}, 422, "There is no role “ceo”. Roles are cto, cio, ciso."),
        ({"role": "cto", "template_id": 999999}, 404, "There is no template 999999."),
        ({"role": "cio", "template_id": "cto's"}, 422, "is for CTO, not for CIO"),
        ({"role": None}, 422, "body.role"),
        ({"profile_id": "x", "role": "cto"}, 422, "valid integer"),
        ({"profile_id": 10**30, "role": "cto"}, 404, "There is no profile"),
    ],
)
def test_request_for_what_does_not_exist_is_refused_with_its_cause(
    api: Api, body: dict[str, Any], status: int, detail: str
) -> None:
    if body.get("template_id") == "cto's":
        body = {**body, "template_id": PromptTemplate.objects.get(role__slug="cto").pk}
    answer = _post(api("write"), "scoring-jobs", {"profile_id": stored_profile().pk, **body})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert detail in answer.json()["detail"]
    assert not ScoringJob.objects.exists()


def test_profile_with_nothing_to_score_is_refused(api: Api) -> None:
    empty = stored_profile(
        headline="",
        summary="",
        city="",
        country="",
        experience=(),
        education=(),
        skills=(),
        certifications=(),
        languages=(),
    )
    answer = _post(api("write"), f"profiles/{empty.pk}/score", {"role": "cto"})
    assert answer.status_code == 422
    assert "nothing to score yet" in answer.json()["detail"]


def test_request_without_a_configured_model_is_refused(api: Api, settings: Any) -> None:
    settings.LLM_BASE_URL = ""
    answer = _post(api("write"), f"profiles/{stored_profile().pk}/score", {"role": "cto"})
    assert answer.status_code == 422
    assert "No model is configured" in answer.json()["detail"]


def test_broken_json_is_refused(api: Api) -> None:
    answer = api("write").post("/api/v1/scoring-jobs", data="{", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_failed_job_tells_why_and_can_be_retried(api: Api) -> None:
    client = api("read", "write")
    job = _failed(requested_job())
    error = client.get(f"/api/v1/scoring-jobs/{job.pk}").json()["error"]
    assert error == {"code": "timed_out", "message": "The model took too long to answer.", "retryable": True}
    answer = _post(client, f"scoring-jobs/{job.pk}/retry")
    assert (answer.status_code, answer.json()["status"]) == (202, "pending")


def test_retry_of_a_job_that_did_not_fail_is_a_conflict(api: Api) -> None:
    answer = _post(api("write"), f"scoring-jobs/{requested_job().pk}/retry")
    assert (answer.status_code, answer.json()["detail"]) == (409, "Only a failed job can be retried.")


def test_cancelled_job_stays_cancelled(api: Api) -> None:
    client, job = api("write"), requested_job()
    assert _post(client, f"scoring-jobs/{job.pk}/cancel").json()["status"] == "cancelled"
    assert _post(client, f"scoring-jobs/{job.pk}/cancel").status_code == 409


def test_jobs_are_listed_newest_first_by_cursor(api: Api) -> None:
    client = api("read")
    made = [requested_job(stored_profile(str(number), headline=f"H {number}")).pk for number in range(5)]
    first = client.get("/api/v1/scoring-jobs?limit=2").json()
    second = client.get(f"/api/v1/scoring-jobs?limit=2&cursor={first['next']}").json()
    last = client.get(f"/api/v1/scoring-jobs?limit=2&cursor={second['next']}").json()
    assert [job["job_id"] for page in (first, second, last) for job in page["items"]] == made[::-1]
    assert last["next"] is None


def test_jobs_are_filtered_by_status_and_profile(api: Api) -> None:
    client = api("read")
    failed = _failed(requested_job())
    other = requested_job(stored_profile("other"))
    by_status = client.get("/api/v1/scoring-jobs?status=failed").json()["items"]
    by_profile = client.get(f"/api/v1/scoring-jobs?profile_id={other.profile_id}").json()["items"]
    assert [job["job_id"] for job in by_status] == [failed.pk]
    assert [job["job_id"] for job in by_profile] == [other.pk]
    assert client.get("/api/v1/scoring-jobs?status=lost").status_code == 422


def test_listing_jobs_asks_as_often_for_ten_as_for_one(api: Api, django_assert_num_queries: Any) -> None:
    client = api("read")
    for number in range(10):
        AssessmentFactory(key=f"k{number}")
    with django_assert_num_queries(5):  # the key, its first use (three), the jobs
        client.get("/api/v1/scoring-jobs")


def test_profile_is_brought_in_once(api: Api) -> None:
    client = api("read", "write")
    document = career().model_dump(mode="json")
    first = _post(client, "profiles", document)
    again = _post(client, "profiles", document)
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["outcome"], again.json()["outcome"]) == ("created", "unchanged")
    assert first.json()["id"] == again.json()["id"]
    stored = client.get(f"/api/v1/profiles/{first.json()['id']}").json()
    assert stored["experience"][0]["company"] == "Northwind Health"


def test_profile_in_the_form_of_a_source_is_understood(api: Api) -> None:
    answer = _post(
        api("write"), "profiles", {"basics": {"name": "Imara Okafor"}, "work": [{"name": "A", "position": "CTO"}]}
    )
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "document", [{}, {"basics": {}}, {"error": "no credits"}, {"full_name": ""}, {"full_name": "A", "x": 1}]
)
def test_document_without_a_person_is_refused_and_stores_nobody(api: Api, document: dict[str, Any]) -> None:
    client = api("read", "write")
    answer = _post(client, "profiles", document)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["detail"].startswith("Refused: ")
    assert client.get("/api/v1/profiles").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("[" * 100_000, 400),
        ('{"a":' * 100_000, 400),
        ('{"full_name": "\\ud800"}', 422),
        ('{"full_name": "A", "summary": NaN}', 422),
        ('{"full_name": "A", "experience": [{"title": "x", "start": "2020-13"}]}', 422),
        ('{"full_name": "\\u200b\\u0000"}', 422),
        ("x" * 3_000_000, 413),
        ("", 422),
        ("[1]", 422),
        ("\xff", 400),
    ],
)
def test_hostile_body_is_refused_and_stores_nobody(api: Api, body: str, status: int) -> None:
    client = api("read", "write")
    answer = client.post("/api/v1/profiles", data=body.encode("latin-1"), content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert client.get("/api/v1/profiles").json()["items"] == []


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff", f"q={'a' * 5000}", "cursor=x", "cursor=-1", f"cursor={'9' * 30}", "limit=0", "limit=1000"],
)
def test_hostile_query_is_answered_or_refused_but_never_an_error_of_ours(api: Api, query: str) -> None:
    client = api("read")
    for path in ("profiles?", "scoring-jobs?", "exports/candidates.csv?role=%00&", "exports/candidates.csv?role=cto&"):
        answer = client.get(f"/api/v1/{path}{query}")
        assert answer.status_code in (200, 422)
        getattr(answer, "getvalue", bytes)()  # an export that is not read keeps its place


def test_profiles_are_found_by_name_without_accents(api: Api) -> None:
    stored_profile(full_name="Øystein Günther")
    found = api("read").get("/api/v1/profiles", {"q": "gunther oys"}).json()["items"]
    assert [row["full_name"] for row in found] == ["Øystein Günther"]


def test_like_characters_in_a_search_are_only_characters(api: Api) -> None:
    stored_profile()
    assert api("read").get("/api/v1/profiles", {"q": "%"}).json()["items"] == []


def test_every_answer_about_what_is_not_there_is_a_problem(api: Api) -> None:
    client = api("read", "write")
    for path in ("profiles/999", "scoring-jobs/999", "nowhere", "exports/candidates.pdf?role=cto"):
        answer = client.get(f"/api/v1/{path}")
        assert answer["Content-Type"] == "application/problem+json", path
        assert answer.status_code in (404, 422), path


def test_wrong_method_is_a_problem_that_names_the_right_one(api: Api) -> None:
    answer = api("write").delete("/api/v1/scoring-jobs")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert "POST" in answer.json()["detail"]


def test_what_is_asked_with_a_key_is_audited_as_the_key(api: Api) -> None:
    _post(api("write"), f"profiles/{stored_profile().pk}/score", {"role": "cto"})
    requested = AuditEvent.objects.get(action="score_requested")
    assert requested.api_key_id is not None
    assert AuditEvent.objects.filter(action="key_used", api_key_id=requested.api_key_id).exists()


def test_api_description_names_every_address_and_is_closed_to_strangers(api: Api, client: Client) -> None:
    assert client.get("/api/v1/openapi.json").status_code in (302, 401)
    paths = api("read").get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/scoring-jobs/{job_id}/retry" in paths


def test_docs_page_is_for_those_who_are_signed_in(client: Client, signed_in: Client) -> None:
    assert b"swagger-ui" in signed_in.get("/api/v1/docs").content


def test_job_is_cancelled_for_the_actor_who_asked(api: Api) -> None:
    job = requested_job()
    jobs.cancel(job, actor=Actor())
    assert api("read").get(f"/api/v1/scoring-jobs/{job.pk}").json()["status"] == "cancelled"
