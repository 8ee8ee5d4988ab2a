import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.scoring.evaluator.profiles import CTO, CTO_CRITERIA, request, schema, violations

CHAT = "/v1/chat/completions"
BODY = request(CTO)


def ask(http: httpx.Client, **setting: Any) -> httpx.Response:
    http.post("/faults", json=setting).raise_for_status()
    return http.post(CHAT, json=BODY)


def message(response: httpx.Response) -> Any:
    return response.json()["choices"][0]["message"]


def test_the_model_list_and_health_name_the_one_model(http: httpx.Client) -> None:
    assert [model["id"] for model in http.get("/v1/models").json()["data"]] == ["offline-evaluator"]
    assert http.get("/health").json() == {"status": "ok", "model": "offline-evaluator"}


@pytest.mark.parametrize(
    ("status", "code", "body"),
    [
        (400, "invalid_json", b"{"),
        (400, "invalid_json", b"[]"),
        (400, "invalid_json", b"\xff"),
        (400, "invalid_json", b"[" * 100_000),
        (400, None, b'{"messages": []}'),
        (400, None, b'{"model": "offline-evaluator"}'),
        (400, None, b'{"model": "offline-evaluator", "messages": ["x"]}'),
        (400, None, json.dumps(BODY | {"response_format": {"type": "json_schema"}}).encode()),
        (400, "unsupported_value", json.dumps(BODY | {"stream": True}).encode()),
        (404, "model_not_found", json.dumps(BODY | {"model": "gpt-5"}).encode()),
        (413, "request_too_large", b" " * (2 * 1024 * 1024 + 1)),
    ],
)
def test_a_bad_request_gets_openai_s_error(http: httpx.Client, status: int, code: str | None, body: bytes) -> None:
    response = http.post(CHAT, content=body)
    assert response.status_code == status
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["code"] == code


def test_an_unknown_path_gets_openai_s_error(http: httpx.Client) -> None:
    assert http.get("/v1/files").json()["error"]["code"] == "unknown_url"


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("429", 429, "rate_limit_exceeded"),
        ("quota", 429, "insufficient_quota"),
        ("401", 401, "invalid_api_key"),
        ("500", 500, None),
        ("503", 503, None),
    ],
)
def test_an_error_fault_answers_with_its_status_and_code(
    http: httpx.Client, fault: str, status: int, code: str | None
) -> None:
    response = ask(http, rates={fault: 1})
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_a_429_asks_to_wait_and_a_spent_quota_does_not(http: httpx.Client) -> None:
    assert ask(http, rates={"429": 1}, retry_after=7).headers["Retry-After"] == "7"
    assert "Retry-After" not in ask(http, rates={"quota": 1}).headers


def test_a_dropped_connection_gives_no_answer(http: httpx.Client) -> None:
    with pytest.raises(httpx.TransportError):
        ask(http, rates={"drop": 1})


def test_a_hanging_request_ends_only_when_the_client_gives_up(http: httpx.Client) -> None:
    http.post("/faults", json={"rates": {"hang": 1}})
    with pytest.raises(httpx.ReadTimeout):
        http.post(CHAT, json=BODY, timeout=0.2)
    deadline = time.monotonic() + 5
    while (stats := http.get("/stats").json())["in_flight"] and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (stats["in_flight"], stats["outcomes"]) == (0, {"client_gone": 1})


def test_a_slow_drip_arrives_whole_but_late(http: httpx.Client) -> None:
    begun = time.monotonic()
    response = ask(http, rates={"slow_drip": 1}, drip=0.4)
    assert time.monotonic() - begun >= 0.4
    assert json.loads(message(response)["content"])["criteria"]


def test_malformed_content_is_not_json(http: httpx.Client) -> None:
    with pytest.raises(ValueError, match="Expecting"):
        json.loads(message(ask(http, rates={"malformed": 1}))["content"])


def test_a_broken_schema_is_json_with_a_wrong_rating_and_a_fact_that_does_not_exist(http: httpx.Client) -> None:
    asked = schema(CTO_CRITERIA)
    answer = json.loads(message(ask(http, rates={"schema": 1}))["content"])
    assert sorted(violations(answer, asked, asked)) == ["'F9999' is not in the enum", "7 is not in the enum"]


def test_a_refusal_has_no_content(http: httpx.Client) -> None:
    refused = message(ask(http, rates={"refusal": 1}))
    assert refused["content"] is None
    assert refused["refusal"]


@pytest.mark.parametrize(("fault", "reason"), [("truncated", "length"), ("content_filter", "content_filter")])
def test_a_cut_answer_says_why_it_ended(http: httpx.Client, fault: str, reason: str) -> None:
    choice = ask(http, rates={fault: 1}).json()["choices"][0]
    assert choice["finish_reason"] == reason
    with pytest.raises((ValueError, TypeError)):
        json.loads(choice["message"]["content"])


def test_latency_delays_an_answer_but_not_a_429(http: httpx.Client) -> None:
    begun = time.monotonic()
    ask(http, latency=0.3, jitter=0.05)
    middle = time.monotonic()
    ask(http, latency=0.3, rates={"429": 1})
    assert middle - begun >= 0.25 > time.monotonic() - middle


def test_next_gives_the_coming_outcomes_in_order(http: httpx.Client) -> None:
    statuses = [ask(http, next=["429", "ok", "503"]).status_code]
    statuses += [http.post(CHAT, json=BODY).status_code for _ in range(3)]
    assert statuses == [429, 200, 503, 200]


def test_the_same_seed_chooses_the_same_faults_at_about_their_rate(http: httpx.Client) -> None:
    runs = []
    for _ in range(2):
        http.post("/faults", json={"rates": {"429": 0.2, "500": 0.1}, "seed": 5})
        runs.append([http.post(CHAT, json=BODY).status_code for _ in range(200)])
    assert runs[0] == runs[1]
    assert 20 <= runs[0].count(429) <= 60
    assert 8 <= runs[0].count(500) <= 40


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ({"rates": {"typo": 1}}, "unknown fault 'typo'"),
        ({"rates": {"429": 1.5}}, "between 0 and 1"),
        ({"rates": {"429": 0.6, "500": 0.6}}, "add up to more than 1"),
        ({"rates": []}, "must be an object"),
        ({"latency": -1}, "latency must be"),
        ({"latency": "1"}, "latency must be"),
        ({"next": ["typo"]}, "unknown outcome 'typo'"),
        ({"seed": "a"}, "whole number"),
        ({"speed": 1}, "unknown setting 'speed'"),
        ([], "must be a JSON object"),
    ],
)
def test_a_senseless_setting_is_refused_by_name_and_changes_nothing(
    http: httpx.Client, setting: object, says: str
) -> None:
    response = http.post("/faults", json=setting)
    assert response.status_code == 400
    assert says in response.json()["error"]["message"]
    assert http.post(CHAT, json=BODY).status_code == 200


def test_stats_count_requests_outcomes_keys_and_the_most_at_once(http: httpx.Client) -> None:
    http.post("/faults", json={"latency": 0.2, "next": ["429"]})
    with ThreadPoolExecutor(4) as pool:
        keys = ["a", "a", "b", "c"]
        list(pool.map(lambda key: http.post(CHAT, json=BODY, headers={"Idempotency-Key": key}), keys))
    http.post(CHAT, content=b"{")
    stats = http.get("/stats").json()
    assert (stats["requests"], stats["in_flight"], stats["max_in_flight"] >= 3) == (5, 0, True)
    assert stats["outcomes"] == {"429": 1, "ok": 3, "rejected_400": 1}
    assert stats["idempotency_keys"] == {"a": 2, "b": 1, "c": 1}
    assert stats["prompt_tokens"] > 0 < stats["completion_tokens"]


def test_answers_do_not_wait_for_each_other(http: httpx.Client) -> None:
    http.post("/faults", json={"latency": 0.3})
    begun = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: http.post(CHAT, json=BODY), range(20)))
    assert time.monotonic() - begun < 2
