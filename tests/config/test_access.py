"""Nothing is open but health: every address is tried without credentials, every key with too little."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from config.access.models import ApiKey
from config.audit.models import SYSTEM, AuditEvent

pytestmark = pytest.mark.django_db

PUBLIC = {"health", "ready", "sign-in"}


def _addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or "", route


def _filled(route: str) -> str:
    import re

    route = re.sub(r"\(\?P<\w+>[^()]*(?:\([^()]*\)[^()]*)*\)", "1", route)
    route = re.sub(r"<(?:\w+:)?export_format>|<export_format>", "csv", route)
    route = re.sub(r"<(?:int:)?\w+>", "1", re.sub(r"<(?:str|slug|path):(\w+)>", "cto", route))
    return "/" + route.replace("\\.", ".").replace("\\Z", "").rstrip("$").replace("^", "").replace("?", "")


def test_there_are_addresses_to_try() -> None:
    names = {name for name, _ in _addresses()}
    assert {"candidates", "candidate", "job", "create_job", "health"} <= names


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_stranger_gets_in_nowhere(client: Client, method: str) -> None:
    for name, route in _addresses():
        answer = getattr(client, method)(_filled(route))
        if name in PUBLIC:
            continue
        if route.startswith("api/"):
            assert answer.status_code in (401, 404, 405), (method, route, answer.status_code)
            assert answer["Content-Type"] == "application/problem+json", (method, route)
        else:
            redirected = answer.status_code in (301, 302) and (
                "sign-in" in answer["Location"] or "login" in answer["Location"] or answer["Location"].endswith("/")
            )
            assert redirected or answer.status_code in (403, 404, 405), (method, route, answer.status_code)


@pytest.mark.parametrize("path", ["/admin/", "/admin/templates_app/prompttemplate/", "/admin/queue/"])
def test_recruiter_gets_no_admin_tools(signed_in: Client, path: str) -> None:
    assert signed_in.get(path, follow=True).status_code == 403


def test_fragment_without_a_session_sends_the_page_to_sign_in(client: Client) -> None:
    answer = client.get("/jobs/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/candidates/?q=a"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/sign-in")
    assert "candidates" in answer["HX-Redirect"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-API-Key": ""},
        {"X-API-Key": "sl_wrong"},
        {"Authorization": "Bearer sl_wrong"},
        {"Authorization": "Basic YTpi"},
        {"X-API-Key": "sl_\x00'; DROP TABLE"},
    ],
)
def test_missing_or_wrong_key_is_a_401_problem(client: Client, headers: dict[str, str]) -> None:
    answer = client.get("/api/v1/profiles", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_key_opens_in_either_header(client: Client) -> None:
    _, secret = ApiKey.objects.issue("k", ["read"], SYSTEM)
    assert client.get("/api/v1/profiles", headers={"X-API-Key": secret}).status_code == 200
    assert client.get("/api/v1/profiles", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_revoked_key_is_a_401_problem_and_audited(client: Client) -> None:
    key, secret = ApiKey.objects.issue("k", ["read"], SYSTEM)
    assert key.revoke(SYSTEM)
    assert not key.revoke(SYSTEM)
    answer = client.get("/api/v1/profiles", headers={"X-API-Key": secret})
    assert (answer.status_code, answer.json()["detail"]) == (401, "This API key is not known, or has been revoked.")
    assert AuditEvent.objects.filter(action="key_refused").count() == 1


def test_key_without_the_scope_is_a_403_problem(api: Callable[..., Client]) -> None:
    answer = api("read").post("/api/v1/profiles", data="{}", content_type="application/json")
    assert (answer.status_code, answer.json()["detail"]) == (403, "This API key lacks the scope “write”.")


def test_key_is_kept_as_a_hash_only() -> None:
    key, secret = ApiKey.objects.issue("k", ["read"], SYSTEM)
    assert secret not in str(ApiKey.objects.values().get(pk=key.pk))


def test_use_of_a_key_is_noted(api: Callable[..., Client]) -> None:
    api("read").get("/api/v1/profiles?q=secret-name")
    key = ApiKey.objects.get()
    assert key.last_used_at is not None
    event = AuditEvent.objects.get(action="key_used")
    assert event.data == {"method": "GET", "path": "api/v1/profiles"}


def test_polling_with_a_key_is_noted_once_a_minute_for_each_address(api: Callable[..., Client]) -> None:
    client = api("read")
    for _ in range(3):
        client.get("/api/v1/profiles")
        client.get("/api/v1/scoring-jobs")
    assert AuditEvent.objects.filter(action="key_used").count() == 2


def test_strangers_fill_ten_rows_a_minute_at_most(client: Client) -> None:
    for _ in range(12):
        client.get("/api/v1/profiles", headers={"X-API-Key": "sl_wrong"})
        client.post("/sign-in/", {"username": "recruiter", "password": "wrong"})
    assert AuditEvent.objects.filter(action="key_refused").count() == 10
    assert AuditEvent.objects.filter(action="sign_in_failed").count() == 10


@pytest.mark.parametrize("https", [True, False])
def test_wrong_host_is_a_400_problem_below_api(client: Client, settings: Any, https: bool) -> None:
    settings.SECURE_SSL_REDIRECT = https
    answer = client.get("/api/v1/profiles", headers={"Host": "evil.example"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "Host" in answer.json()["detail"]


def test_problem_of_djangos_own_keeps_the_headers_of_every_answer(client: Client) -> None:
    answer = client.get("/api/v1/nowhere")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_command_prints_a_key_that_works(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_api_key", "crm", scopes="read,write")
    secret = capsys.readouterr().out.strip()
    assert client.get("/api/v1/profiles", headers={"X-API-Key": secret}).status_code == 200


@pytest.mark.parametrize(("scopes", "message"), [("root", "Unknown scope: root"), ("", "at least one scope")])
def test_command_refuses_scopes_that_do_not_exist(scopes: str, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("create_api_key", "crm", scopes=scopes)
    assert not ApiKey.objects.exists()


def test_session_does_not_open_the_api(signed_in: Client) -> None:
    assert signed_in.get("/api/v1/profiles").status_code == 401


def test_sign_in_and_out_are_audited_and_what_was_typed_is_not(client: Client, recruiter: Any) -> None:
    client.post("/sign-in/", {"username": "recruiter", "password": "wrong"})
    client.post("/sign-in/", {"username": "recruiter", "password": "a long enough password"})
    client.post("/sign-out/")
    events = list(AuditEvent.objects.order_by("id"))
    assert [event.action for event in events] == ["sign_in_failed", "signed_in", "signed_out"]
    assert events[0].data == {}


def test_answers_carry_a_strict_content_security_policy(client: Client) -> None:
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "body", "status", "detail"),
    [
        ("/api/v1/profiles", "nojson", 400, "The body is not JSON: line 1, column 1."),
        ("/api/v1/profiles", '{"a":\n 1,}', 400, "The body is not JSON: line 2, column 4."),
        ("/api/v1/profiles", b"\xff", 400, "The body is not JSON that can be read."),
        ("/api/v1/profiles", "[]", 422, "body: Input should be an object"),
        ("/api/v1/profiles/fetch", '{"url": 1}', 422, "body.url: Input should be a valid string"),
        ("/api/v1/imports/7/pause", "", 404, "There is nothing at /api/v1/imports/7/pause."),
    ],
)
def test_an_error_of_the_api_names_the_cause_in_the_callers_words(
    api: Callable[..., Client], path: str, body: str | bytes, status: int, detail: str
) -> None:
    answer = api("write").post(path, body, content_type="application/json")
    assert (answer.status_code, answer.json()["detail"]) == (status, detail)
