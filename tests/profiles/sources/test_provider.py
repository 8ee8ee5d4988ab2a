"""Asking a provider over HTTP: what is sent, and what becomes of each kind of answer."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest

from profiles.sources.provider import KeyRefused, NoAnswer, Provider, TryLater
from tests.profiles.provider_server import Answer, ProviderServer, running

ADA = "https://www.linkedin.com/in/ada-brink"
KEY = "s3cret-k/y-of-the-provider"


@pytest.fixture
def server() -> Iterator[ProviderServer]:
    with running() as server:
        yield server


def provider(server: ProviderServer, **changes: Any) -> Provider:
    told = {"person_url": f"{server.url}/person?url={{url}}", "key": KEY, "timeout": 2, **changes}
    return Provider(**told)


def refusal(server: ProviderServer, answer: Any, **changes: Any) -> NoAnswer:
    server.say(ADA, answer)
    with pytest.raises(NoAnswer) as refused:
        provider(server, **changes).person(ADA)
    return refused.value


def test_the_address_is_escaped_and_the_key_sent_in_its_header(server: ProviderServer) -> None:
    server.say(f"{ADA}?a=1&b=2", {"full_name": "Ada Brink"})
    assert provider(server).person(f"{ADA}?a=1&b=2") == {"full_name": "Ada Brink"}
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


def test_header_and_form_of_the_key_are_the_providers(server: ProviderServer) -> None:
    server.say(ADA, {})
    provider(server, key_header="X-Token", key_format="{key}").person(ADA)
    assert server.headers[0]["x-token"] == KEY
    assert "authorization" not in server.headers[0]


def test_without_a_key_no_header_is_sent(server: ProviderServer) -> None:
    server.say(ADA, {})
    provider(server, key="").person(ADA)
    assert "authorization" not in server.headers[0]


def test_a_company_is_asked_for_by_page_or_domain(server: ProviderServer) -> None:
    server.say("northwind.example", {"name": "Northwind"})
    asks = provider(server, company_url=f"{server.url}/company?domain={{domain}}")
    assert asks.company(linkedin_url="", domain="northwind.example") == {"name": "Northwind"}
    assert asks.knows_company_by(linkedin_url="", domain="northwind.example")
    assert not asks.knows_company_by(linkedin_url="https://www.linkedin.com/company/northwind", domain="")
    assert not provider(server).knows_company_by(linkedin_url="x", domain="northwind.example")


def test_a_compressed_answer_is_read(server: ProviderServer) -> None:
    server.say(ADA, Answer(gzip.compress(b'{"a": 1}'), headers={"Content-Encoding": "gzip"}))
    assert provider(server).person(ADA) == {"a": 1}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer({"message": "No such profile."}, 404), "does not know this address (status 404): “No such profile”."),
        (Answer({"errors": [{"detail": "Bad\nurl"}]}, 422), "refuses to answer (status 422): “Bad url”."),
        (Answer("<html>nginx</html>", 400), "refuses to answer (status 400)."),
        (Answer({"error": "x" * 900}, 402), f"“{'x' * 200}…”."),
        (Answer("<!DOCTYPE html><p>Welcome"), "This is a web page or XML, not JSON."),
        (Answer('{"a": '), "damaged JSON"),
        (Answer(b"\x00\xff\xfe garbage"), "This is not JSON"),
        (Answer(""), "It is empty."),
        (Answer(b'{"a": "' + b"x" * 5_000_001 + b'"}'), "larger than 5 MB"),
        (Answer(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}), "larger than 5 MB"),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "could not be read"),
        (Answer("[" * 100_000 + "]" * 100_000), "nested more than"),
    ],
)
def test_an_answer_without_a_use_ends_with_a_sentence(server: ProviderServer, answer: Answer, sentence: str) -> None:
    refused = refusal(server, answer)
    assert sentence in str(refused)
    assert not isinstance(refused, TryLater | KeyRefused)


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        (Answer(status=429, headers={"Retry-After": "7"}), 7),
        (Answer(status=503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), 0),
        (Answer(status=500), None),
        (Answer(status=502, headers={"Retry-After": "soon"}), None),
        (Answer(status=429, headers={"Retry-After": "inf"}), None),
        (Answer("{}", after=1), None),
        (Answer("{}" * 99, pieces=0.1), None),
        (Answer("{}", headers={"Content-Length": "99"}), None),
    ],
)
def test_what_may_pass_is_worth_another_try(server: ProviderServer, answer: Answer, after: float | None) -> None:
    refused = refusal(server, answer, timeout=0.5)
    assert isinstance(refused, TryLater)
    assert refused.after == after


def test_a_provider_that_is_away_is_worth_another_try(server: ProviderServer) -> None:
    with running() as gone:
        pass
    with pytest.raises(TryLater, match="could not be reached"):
        provider(gone).person(ADA)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_told_apart_and_not_repeated(server: ProviderServer, status: int) -> None:
    refused = refusal(server, Answer({"message": f"Unknown key {KEY}"}, status))
    assert isinstance(refused, KeyRefused)
    assert str(refused) == f"The provider refuses the key (status {status}): “Unknown key [key]”."


def test_redirects_are_not_followed(server: ProviderServer) -> None:
    with running() as other:
        refused = refusal(server, Answer(status=302, headers={"Location": f"{other.url}/?url=x"}))
        assert (other.asked, len(server.asked)) == ([], 1)
    assert "not followed" in str(refused)


def test_a_key_that_the_answer_repeats_is_taken_out(server: ProviderServer) -> None:
    for written in (json.dumps(KEY), json.dumps(KEY).replace("/", "\\/")):
        server.say(ADA, f'{{"request": {{"token": {written}}}}}')
        assert provider(server).person(ADA) == {"request": {"token": "[key]"}}


def test_the_key_is_in_no_description_of_the_provider(server: ProviderServer) -> None:
    assert KEY not in repr(provider(server))


URL = "https://provider.example/?url={url}"


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"person_url": ""}, "PROVIDER_PERSON_URL is empty"),
        ({"person_url": "https://provider.example/"}, "has to hold {url}"),
        ({"person_url": "http://provider.example/?url={url}"}, "begin with https://"),
        ({"person_url": "https:///?url={url}"}, "begin with https://"),
        ({"person_url": "https://[::1/?url={url}"}, "begin with https://"),
        ({"person_url": "file:///etc/{url}"}, "begin with https://"),
        ({"person_url": "http://127.0.0.1.provider.example/?url={url}"}, "begin with https://"),
        ({"person_url": URL, "company_url": "https://provider.example/"}, "PROVIDER_COMPANY_URL has to hold"),
        ({"person_url": URL, "company_url": "http://provider.example/{domain}"}, "PROVIDER_COMPANY_URL has to begin"),
        ({"person_url": URL, "key": "two\r\nlines"}, "no header can carry"),
        ({"person_url": URL, "key_header": "X Key"}, "not the name of a header"),
        ({"person_url": URL}, ""),
        ({"person_url": "http://localhost:8000/{url}"}, ""),
        ({"person_url": "http://[::1]:8000/{url}"}, ""),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(told: dict[str, str], problem: str) -> None:
    found = Provider(**told).problem
    assert problem in found
    assert bool(found) == bool(problem)
    assert "lines" not in found
