"""Profiles by URL: what is asked, what it becomes, and what is never asked twice."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from config.audit.models import SYSTEM, AuditEvent
from config.runs import engine, states
from config.runs.models import Run, State
from profiles import fetching
from profiles.models import Company, Import, ImportRow, Profile, SourceRecord
from tests.conftest import kill_with_children
from tests.profiles.provider_server import Answer, ProviderServer, running

pytestmark = pytest.mark.django_db

KEY = "s3cret-of-the-provider"
ADA, BO = "https://www.linkedin.com/in/ada-brink", "https://www.linkedin.com/in/bo-lind"
NORTHWIND = "https://www.linkedin.com/company/northwind"


def person(url: str, name: str, *companies: str, **more: Any) -> dict[str, Any]:
    jobs = [{"title": "CTO", "company": each.title(), "company_linkedin_profile_url": page(each)} for each in companies]
    return {"public_identifier": url.rpartition("/")[2], "full_name": name, "experiences": jobs, **more}


def page(company: str) -> str:
    return f"https://www.linkedin.com/company/{company}"


def company(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name.title(), "universal_name_id": name, "company_size_on_linkedin": 220, **more}


@pytest.fixture
def provider(settings: Any) -> Iterator[ProviderServer]:
    with running() as server:
        settings.PROVIDER_PERSON_URL = f"{server.url}/person?url={{url}}"
        settings.PROVIDER_COMPANY_URL = f"{server.url}/company?url={{url}}"
        settings.PROVIDER_KEY = KEY
        settings.PROVIDER_COMPANY_DELAY_SECONDS = 0
        settings.PROVIDER_TIMEOUT_SECONDS = 1
        settings.PROVIDER_MAX_TRIES = 3
        server.say(ADA, person(ADA, "Ada Brink"))
        server.say(BO, person(BO, "Bo Lind"))
        yield server


def fetched(*urls: str, refresh: bool = False) -> Run:
    job = fetching.fetch(urls, actor=SYSTEM, refresh=refresh)
    engine.work_off_all()
    return Run.objects.get(pk=job.run_id)


def reasons(run: Run) -> list[str]:
    return [row.reason for row in ImportRow.objects.filter(run=run)]


# --- people ------------------------------------------------------------------------------------


def test_a_person_is_stored_with_the_raw_answer(provider: ProviderServer) -> None:
    run = fetched(ADA)
    kept = SourceRecord.objects.get()
    assert (run.state, run.counts) == (State.COMPLETED, {"created": 1})
    assert (kept.profile.full_name, kept.payload) == ("Ada Brink", person(ADA, "Ada Brink"))


def test_every_spelling_is_asked_about_once_in_its_normal_form(provider: ProviderServer) -> None:
    run = fetched(f"  {ADA}/?utm=x", "linkedin.com/in/ADA-Brink", "", "http://de.linkedin.com/in/bo-lind/en")
    assert provider.asked == [ADA, BO]
    assert run.total == 2


def test_a_name_beyond_ascii_is_asked_about_as_an_address_writes_it(provider: ProviderServer) -> None:
    fetched("https://www.linkedin.com/in/jörg-lind")
    assert provider.asked == ["https://www.linkedin.com/in/j%C3%B6rg-lind"]


@pytest.mark.parametrize(
    ("urls", "sentence"),
    [
        (["https://www.linkedin.com/company/acme"], "is not the address of a person"),
        (["https://www.linkedin.com/profile/view?id=77"], "is not the address of a person"),
        (["http://127.0.0.1/in/ada"], "is not the address of a person"),
        ([ADA, "ada"], "“ada” is not the address"),
        (["", " "], "No LinkedIn address"),
        ([f"{ADA}-{number}" for number in range(21)], "21 addresses are too many at once; 20 are the most."),
    ],
)
def test_what_cannot_be_asked_is_told_at_once(provider: ProviderServer, urls: list[str], sentence: str) -> None:
    with pytest.raises(fetching.CannotFetch, match=sentence):
        fetching.fetch(urls, actor=SYSTEM)
    assert not Import.objects.exists()


def test_without_a_provider_nothing_is_begun(settings: Any) -> None:
    settings.PROVIDER_PERSON_URL = ""
    with pytest.raises(fetching.NotSetUp, match="PROVIDER_PERSON_URL is empty"):
        fetching.fetch([ADA], actor=SYSTEM)


def test_a_run_whose_provider_was_switched_off_fails_with_the_reason(provider: ProviderServer, settings: Any) -> None:
    fetching.fetch([ADA], actor=SYSTEM)
    settings.PROVIDER_PERSON_URL = ""
    engine.work_off_all()
    assert "PROVIDER_PERSON_URL is empty" in Run.objects.get().problem
    assert provider.asked == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer({"message": "Never heard of"}, 404), "does not know this address (status 404): “Never heard of”."),
        (Answer("<html>Sign in</html>"), "This is a web page or XML, not JSON."),
        (Answer('{"full_name": "Ada'), "damaged JSON"),
        (Answer(b"x" * 5_000_001), "larger than 5 MB"),
        (Answer([]), "holds no person. The list is empty"),
        (Answer({"some": "thing"}), "holds no person."),
        (Answer(company("northwind")), "holds no person. It is about a company."),
        (Answer(person(BO, "Bo Lind")), "The provider answered about somebody else."),
        (Answer([person(BO, "Bo Lind"), person(f"{BO}-2", "Bo Lind")]), "2 people, none of them at this address"),
    ],
)
def test_an_answer_of_no_use_is_reported_and_the_next_one_asked(
    provider: ProviderServer, answer: Answer, reason: str
) -> None:
    provider.say(ADA, answer)
    run = fetched(ADA, BO)
    assert run.counts == {"refused": 1, "created": 1}
    assert reason in reasons(run)[0]
    assert [profile.full_name for profile in Profile.objects.all()] == ["Bo Lind"]
    assert SourceRecord.objects.count() == 1


def test_the_one_who_was_asked_about_is_taken_of_several(provider: ProviderServer) -> None:
    provider.say(ADA, {"data": [person(BO, "Bo Lind"), person(ADA, "Ada Brink")]})
    fetched(ADA)
    assert Profile.objects.get().full_name == "Ada Brink"


def test_an_answer_without_an_address_comes_in_with_a_doubt(provider: ProviderServer) -> None:
    provider.say(ADA, {"basics": {"name": "Ada Brink"}, "work": [{"name": "Northwind", "position": "CTO"}]})
    run = fetched(ADA)
    assert "is not certain" in ImportRow.objects.get(run=run).warnings[-1]
    assert Profile.objects.get().linkedin_url == ""


# --- trying again ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first", [Answer(status=429, headers={"Retry-After": "0"}), Answer(status=500), Answer({}, after=1.5)]
)
def test_what_passes_is_tried_again(provider: ProviderServer, first: Answer) -> None:
    provider.say(ADA, first, person(ADA, "Ada Brink"))
    assert fetched(ADA).counts == {"created": 1}
    assert provider.asked == [ADA, ADA]


def test_the_time_that_the_provider_asks_for_is_waited(provider: ProviderServer) -> None:
    provider.say(ADA, Answer(status=429, headers={"Retry-After": "1"}), person(ADA, "Ada Brink"))
    fetched(ADA)
    assert 0.95 < provider.times[1] - provider.times[0] < 3


def test_after_some_tries_it_is_given_up_and_the_next_begins_anew(provider: ProviderServer) -> None:
    busy = Answer({"error": "Busy"}, 503, {"Retry-After": "0"})
    provider.say(ADA, busy)
    provider.say(BO, busy, busy, person(BO, "Bo Lind"))
    run = fetched(ADA, BO)
    assert reasons(run) == ["The provider cannot answer now (status 503): “Busy”. Asked 3 times.", ""]
    assert (provider.asked.count(ADA), provider.asked.count(BO)) == (3, 3)


def test_a_refused_key_stops_the_run_which_goes_on_once_it_is_corrected(provider: ProviderServer) -> None:
    provider.say(BO, Answer({"message": f"Key {KEY} expired"}, 401), person(BO, "Bo Lind"))
    run = fetched(ADA, BO)
    assert (run.state, run.done) == (State.FAILED, 1)
    assert run.problem.startswith("The provider refuses the key (status 401): “Key [key] expired”.")
    states.resume(run)
    engine.work_off_all()
    run.refresh_from_db()
    assert (run.state, run.counts) == (State.COMPLETED, {"created": 2})
    assert provider.asked == [ADA, BO, BO]


def test_the_key_is_kept_nowhere_and_told_nobody(
    provider: ProviderServer, signed_in: Client, caplog: pytest.LogCaptureFixture
) -> None:
    provider.say(ADA, person(ADA, "Ada Brink", request={"headers": {"token": KEY}}))
    provider.say(BO, Answer({"message": KEY}, 400))
    with caplog.at_level("DEBUG"):
        run = fetched(ADA, BO)
    told = signed_in.get(f"/imports/{run.parameters['import_id']}/").text + signed_in.get("/imports/").text
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(t::text, '') FROM profiles_sourcerecord t) || (SELECT "
            "string_agg(t::text, '') FROM profiles_importrow t) || (SELECT string_agg(t::text, '') "
            "FROM runs_run t) || (SELECT string_agg(t::text, '') FROM audit_auditevent t)"
        )
        kept = cursor.fetchone()[0]
    assert "[key]" in kept
    assert KEY not in told + kept + caplog.text


# --- not paying twice --------------------------------------------------------------------------


def test_who_was_asked_about_within_a_day_is_not_asked_about_again(provider: ProviderServer) -> None:
    fetched(ADA)
    ImportRow.objects.update(created_at=timezone.now() - timedelta(hours=3, minutes=20))
    for _ in range(2):
        row = ImportRow.objects.get(run=fetched(ADA))
        assert (row.outcome, row.profile) == ("unchanged", Profile.objects.get())
        assert row.warnings == ["The provider was asked 3 hours ago, so it was not asked again."]
    assert provider.asked == [ADA]


def test_after_a_day_or_on_request_it_is_asked_again(provider: ProviderServer) -> None:
    fetched(ADA)
    fetched(ADA, refresh=True)
    assert provider.asked == [ADA] * 2
    ImportRow.objects.update(created_at=timezone.now() - timedelta(hours=25))
    fetched(ADA)
    assert provider.asked == [ADA] * 3


def test_an_address_that_brought_nobody_is_asked_about_again(provider: ProviderServer) -> None:
    provider.say(ADA, Answer(status=404), person(ADA, "Ada Brink"))
    assert fetched(ADA).counts == {"refused": 1}
    assert fetched(ADA).counts == {"created": 1}


def test_a_changed_answer_changes_the_person(provider: ProviderServer) -> None:
    fetched(ADA)
    provider.say(ADA, person(ADA, "Ada Brink-Moor"))
    assert fetched(ADA, refresh=True).counts == {"changed": 1}
    assert fetched(ADA, refresh=True).counts == {"unchanged": 1}
    assert Profile.objects.get().full_name == "Ada Brink-Moor"


# --- companies ---------------------------------------------------------------------------------


def test_employers_of_which_only_the_name_is_known_are_looked_up(provider: ProviderServer) -> None:
    provider.say(ADA, person(ADA, "Ada Brink", "northwind", "bluefjord"))
    provider.say(NORTHWIND, company("northwind", industry="Health"))
    run = fetched(ADA)
    assert provider.asked == [ADA, NORTHWIND, page("bluefjord")]
    assert (run.done, run.total, run.counts) == (3, 3, {"created": 1, "changed": 1, "refused": 1})
    northwind = Company.objects.get(name="Northwind")
    assert (northwind.industry, northwind.employees, northwind.source) == ("Health", 220, "proxycurl")


def test_without_an_address_for_companies_none_is_looked_up(provider: ProviderServer, settings: Any) -> None:
    settings.PROVIDER_COMPANY_URL = ""
    provider.say(ADA, person(ADA, "Ada Brink", "northwind"))
    assert fetched(ADA).done == 1


def test_companies_with_facts_or_asked_about_today_are_not_looked_up(provider: ProviderServer) -> None:
    provider.say(NORTHWIND, company("northwind"))
    provider.say(ADA, person(ADA, "Ada Brink", "northwind", "bluefjord"))
    provider.say(BO, person(BO, "Bo Lind", "northwind", "bluefjord"))
    fetched(ADA)
    fetched(BO)
    assert provider.asked == [ADA, NORTHWIND, page("bluefjord"), BO]


def test_ten_employers_a_person_are_looked_up_at_most(provider: ProviderServer) -> None:
    provider.say(ADA, person(ADA, "Ada Brink", *(f"company-{letter}" for letter in "abcdefghijklm")))
    assert fetched(ADA).done == 11


def test_an_answer_about_another_company_changes_none(provider: ProviderServer) -> None:
    provider.say(ADA, person(ADA, "Ada Brink", "northwind"))
    provider.say(NORTHWIND, company("bluefjord"))
    run = fetched(ADA)
    assert reasons(run) == ["", "The provider answered about another company."]
    assert [each.source for each in Company.objects.all()] == [""]


def test_look_ups_of_companies_keep_their_distance_also_between_runs(provider: ProviderServer, settings: Any) -> None:
    settings.PROVIDER_COMPANY_DELAY_SECONDS = 0.4
    provider.say(ADA, person(ADA, "Ada Brink", "northwind", "bluefjord"))
    provider.say(BO, person(BO, "Bo Lind", "eastmoor"))
    fetched(ADA)
    fetched(BO)
    asked = [when for when, address in zip(provider.times, provider.asked, strict=True) if "/company/" in address]
    gaps = [later - before for before, later in pairwise(asked)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.4


# --- stopping and going on ---------------------------------------------------------------------


def until(happened: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_a_pause_takes_effect_while_it_waits_and_the_wait_outlasts_it(provider: ProviderServer) -> None:
    provider.say(ADA, Answer(status=429, headers={"Retry-After": "50"}))

    def work() -> None:
        engine.work_off_all()
        connection.close()

    run = Run.objects.get(pk=fetching.fetch([ADA], actor=SYSTEM).run_id)
    worker = threading.Thread(target=work)
    worker.start()
    until(lambda: Run.objects.get(pk=run.pk).parameters.get("tries"))
    states.pause(run)
    worker.join(10)
    assert not worker.is_alive()
    run.refresh_from_db()
    assert (run.state, run.parameters["tries"], provider.asked) == (State.PAUSED, 1, [ADA])
    assert 40 < run.parameters["wait_until"] - time.time() <= 50


@pytest.mark.django_db(transaction=True)
def test_a_killed_run_asks_about_nobody_twice(provider: ProviderServer, start_process: Any) -> None:
    provider.say(BO, Answer({}, after=30), person(BO, "Bo Lind"))
    base = {"PROVIDER_KEY": KEY, "PROVIDER_PERSON_URL": f"{provider.url}/person?url={{url}}"}
    worker = start_process("rqworker", "background", **base, PROVIDER_TIMEOUT_SECONDS="60")
    run = Run.objects.get(pk=fetching.fetch([ADA, BO], actor=SYSTEM).run_id)
    until(lambda: provider.asked == [ADA, BO])
    kill_with_children(worker)
    Run.objects.filter(pk=run.pk).update(lease_expires_at=Now() - timedelta(seconds=1))
    assert states.reclaim_lost() == 1
    engine.work_off_all()
    run.refresh_from_db()
    assert (run.state, run.counts) == (State.COMPLETED, {"created": 2})
    assert provider.asked == [ADA, BO, BO]


# --- page and API ------------------------------------------------------------------------------


def test_addresses_are_asked_about_from_the_import_page(provider: ProviderServer, signed_in: Client) -> None:
    assert 'action="/imports/fetch/"' in signed_in.get("/imports/").text
    answer = signed_in.post("/imports/fetch/", {"urls": f"{ADA}\r\n{BO}\r\n"})
    engine.work_off_all()
    job = Import.objects.get()
    assert answer["Location"] == f"/imports/{job.pk}/"
    text = signed_in.get(answer["Location"]).text
    for part in ("2 LinkedIn addresses through 127.0.0.1", "Ada Brink", "Bo Lind"):
        assert part in text, part
    event = AuditEvent.objects.get(action="profile_fetched")
    assert (event.subject, event.data) == (f"import:{job.pk}", {"addresses": 2, "refresh": False})


def test_the_same_order_twice_is_one(provider: ProviderServer) -> None:
    url = "https://www.linkedin.com/in/ada-brink"
    orders = [fetching.fetch([url], actor=SYSTEM, refresh=True) for _ in range(2)]
    assert orders[0] == orders[1]
    assert Run.objects.count() == 1


def test_the_second_button_asks_again(provider: ProviderServer, signed_in: Client) -> None:
    fetched(ADA)
    signed_in.post("/imports/fetch/", {"urls": ADA, "refresh": "1"})
    engine.work_off_all()
    assert provider.asked == [ADA, ADA]


def test_what_was_typed_stays_when_it_is_refused(provider: ProviderServer, signed_in: Client) -> None:
    answer = signed_in.post("/imports/fetch/", {"urls": f"{ADA}\n<b>ada"})
    assert answer.status_code == 422
    for part in ("&lt;b&gt;ada” is not the address", f"{ADA}\n&lt;b&gt;ada</textarea>"):
        assert part in answer.text, part


def test_the_import_page_says_what_to_set_where_no_provider_is(settings: Any, signed_in: Client) -> None:
    settings.PROVIDER_PERSON_URL = ""
    text = signed_in.get("/imports/").text
    assert "PROVIDER_PERSON_URL is empty" in text
    assert "/imports/fetch/" not in text


def test_strangers_and_the_wrong_method_start_nothing(provider: ProviderServer, client: Client, recruiter: Any) -> None:
    assert client.post("/imports/fetch/", {"urls": ADA}).status_code == 302
    client.force_login(recruiter)
    assert client.get("/imports/fetch/").headers["Location"] == "/imports/"
    assert not Import.objects.exists()


def ask(client: Client, **body: Any) -> Any:
    return client.post("/api/v1/profiles/fetch", json.dumps(body), content_type="application/json")


def test_the_api_answers_with_an_import_to_watch(provider: ProviderServer, api: Callable[..., Client]) -> None:
    client = api("read", "write")
    answer = ask(client, url=ADA)
    assert (answer.status_code, answer["Location"]) == (202, f"/api/v1/imports/{answer.json()['id']}")
    engine.work_off_all()
    assert client.get(answer["Location"]).json()["run"]["counts"] == {"created": 1}
    rows = client.get(f"{answer['Location']}/rows").json()["items"]
    assert [(row["where"], row["outcome"]) for row in rows] == [(ADA, "created")]


def test_the_api_refuses_in_words(provider: ProviderServer, settings: Any, api: Callable[..., Client]) -> None:
    writer = api("write")
    assert ask(writer, url="https://example.com").status_code == 422
    assert ask(api("read"), url=ADA).status_code == 403
    assert ask(Client(), url=ADA).status_code == 401
    settings.PROVIDER_PERSON_URL = ""
    answer = ask(writer, url=ADA)
    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "No provider is set up: PROVIDER_PERSON_URL is empty.",
    )
