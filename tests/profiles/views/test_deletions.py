"""The pages of deletions and of one person's data, and that the deleted are nowhere else."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.audit.models import SYSTEM, AuditEvent
from config.runs import engine, states
from profiles import erasing, holds, retention
from profiles.deletion import Criteria, check, delete_one
from profiles.imports import running
from profiles.imports.files import receive
from profiles.models import Deletion, Erasure, LegalHold, Profile, SourceRecord
from tests.factories import AssessmentFactory, requested_job, stored_profile

pytestmark = pytest.mark.django_db


def people(count: int, name: str = "Ada Novak") -> list[Profile]:
    return [stored_profile(f"{name} {place}", full_name=name) for place in range(count)]


def begin(client: Client, **more: Any) -> HttpResponse:
    return client.post("/deletions/begin/", {"q": "ada", "seal": check(Criteria(q="ada")).seal, **more}, follow=True)


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_look_says_exactly_what_would_happen(signed_in: Client) -> None:
    holds.place(people(23)[0], "Claim 12", actor=SYSTEM)
    page = signed_in.get("/deletions/new/?q=ada")
    assert "Delete 22 candidates?" in page.text
    assert "1 more is kept because of a legal hold" in page.text
    assert page.text.count("Ada Novak</a>") == 20
    assert "You can undo this until" in page.text
    assert Profile.objects.count() == 23


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [("", 422, "Say whom"), ("?q=zz", 200, "Nobody is found"), ("?import=x", 422, "Say whom")],
)
def test_the_look_finds_nobody_in_words(signed_in: Client, query: str, status: int, says: str) -> None:
    page = signed_in.get(f"/deletions/new/{query}")
    assert (page.status_code, says in page.text) == (status, True)


def test_ten_are_deleted_and_shown_then_the_rest_then_all_are_back(signed_in: Client) -> None:
    people(12)
    page = begin(signed_in)
    deletion = Deletion.objects.get()
    assert Profile.objects.count() == 2
    assert "10 deleted." in page.text
    assert "Delete the other 2" in page.text
    signed_in.post(f"/deletions/{deletion.pk}/finish/")
    engine.work_off_all()
    page = signed_in.get(f"/deletions/{deletion.pk}/")
    assert "Undo: restore 12" in page.text
    signed_in.post(f"/deletions/{deletion.pk}/undo/")
    engine.work_off_all()
    assert Profile.objects.count() == 12
    assert "Undo: restore" not in signed_in.get(f"/deletions/{deletion.pk}/").text


def test_what_was_undone_offers_no_rest(signed_in: Client) -> None:
    people(12)
    begin(signed_in)
    address = f"/deletions/{Deletion.objects.get().pk}/"
    signed_in.post(f"{address}undo/")
    engine.work_off_all()
    page = signed_in.get(address).text
    assert "Delete the other" not in page
    assert "To be deleted" not in page
    assert "was undone" in signed_in.post(f"{address}finish/", follow=True).text


def test_the_page_of_a_nightly_deletion_says_how_long_a_pause_lasts(signed_in: Client) -> None:
    Profile.objects.filter(pk=stored_profile().pk).update(keep_until="2020-01-01")
    retention.start()
    run = states.claim()
    assert run
    next(retention.applying(run))()
    address = f"/deletions/{Deletion.objects.get().pk}/"
    says = "goes on with it the next night"
    assert says in signed_in.get(address).text
    states.cancel(run)
    assert says not in signed_in.get(address).text


def test_where_others_match_by_now_the_look_comes_again(signed_in: Client) -> None:
    people(2)
    seal = check(Criteria(q="ada")).seal
    people(1, "Ada Lind")
    page = begin(signed_in, seal=seal)
    assert "Nothing was deleted: by now 3 candidates are found" in page.text
    assert "Delete 3 candidates?" in page.text
    assert Profile.objects.count() == 3


def test_one_of_them_can_be_restored(signed_in: Client) -> None:
    first, *_ = people(3)
    begin(signed_in)
    deletion = Deletion.objects.get()
    signed_in.post(f"/deletions/{deletion.pk}/restore/{first.pk}/")
    assert list(Profile.objects.all()) == [first]


def test_what_cannot_be_done_any_more_is_said_on_the_page(signed_in: Client) -> None:
    people(1)
    begin(signed_in)
    page = signed_in.post(f"/deletions/{Deletion.objects.get().pk}/finish/", follow=True)
    assert "There is nobody left to delete." in page.text


def test_the_end_of_a_run_brings_the_stages_alone(signed_in: Client) -> None:
    people(1)
    begin(signed_in)
    part = signed_in.get(f"/deletions/{Deletion.objects.get().pk}/", headers={"HX-Request": "true"}).text
    assert part.strip().startswith('<div id="steps"')
    assert "<html" not in part


def test_a_page_asks_as_often_for_many_as_for_few(signed_in: Client) -> None:
    people(2)
    begin(signed_in)
    deletion = Deletion.objects.get()
    delete_one(*people(1, "Cy Moor"), actor=SYSTEM)
    few = questions(signed_in, f"/deletions/{deletion.pk}/"), questions(signed_in, "/deletions/")
    for profile in people(12, "Bo Lind"):
        deletion.entries.create(profile=profile)
        delete_one(profile, actor=SYSTEM)
    assert (questions(signed_in, f"/deletions/{deletion.pk}/"), questions(signed_in, "/deletions/")) == few


def test_a_single_delete_asks_once_and_can_be_undone(signed_in: Client) -> None:
    person = stored_profile()
    assert "Delete Imara Okafor-Lindqvist?" in signed_in.get(f"/candidates/{person.pk}/delete/").text
    assert Profile.objects.exists()
    page = signed_in.post(f"/candidates/{person.pk}/delete/", follow=True)
    assert "Deleted. You can undo this until" in page.text
    assert "Undo: restore 1" in page.text
    assert signed_in.post(f"/candidates/{person.pk}/delete/").status_code == 404


def test_a_hold_is_placed_and_shown(signed_in: Client) -> None:
    person = stored_profile()
    signed_in.post(f"/candidates/{person.pk}/care/hold/", {"reason": "Claim 12"})
    assert "Legal hold: Claim 12" in signed_in.get(f"/candidates/{person.pk}/").text
    assert "is kept" in signed_in.get(f"/candidates/{person.pk}/delete/").text
    signed_in.post(f"/candidates/{person.pk}/delete/")
    assert Profile.objects.exists()


def test_an_administrator_releases_a_hold(signed_in_admin: Client) -> None:
    person = stored_profile()
    holds.place(person, "Claim 12", actor=SYSTEM)
    assert "Release the hold" in signed_in_admin.get(f"/candidates/{person.pk}/care/").text
    signed_in_admin.post(f"/candidates/{person.pk}/care/release/")
    assert not LegalHold.objects.standing().exists()


def test_a_recruiter_cannot_release_a_hold(signed_in: Client) -> None:
    person = stored_profile()
    holds.place(person, "Claim 12", actor=SYSTEM)
    page = signed_in.get(f"/candidates/{person.pk}/care/").text
    assert "Release the hold" not in page
    assert "Only an administrator can release it." in page
    assert signed_in.post(f"/candidates/{person.pk}/care/release/").status_code == 403
    assert LegalHold.objects.standing().exists()


def test_a_recruiter_cannot_download_the_data_of_one_person(signed_in: Client) -> None:
    person = stored_profile()
    address = f"/candidates/{person.pk}/care/data/"
    for page in (f"/candidates/{person.pk}/", f"/candidates/{person.pk}/care/"):
        assert address not in signed_in.get(page).text
    assert "Only an administrator can download it." in signed_in.get(f"/candidates/{person.pk}/care/").text
    assert signed_in.get(address).status_code == 403
    assert not AuditEvent.objects.filter(action="personal_data_exported").exists()


@pytest.mark.parametrize(("until", "kept"), [("2027-12-31", "2027-12-31"), ("", "None"), ("soon", "2026-01-01")])
def test_the_day_until_which_somebody_is_kept(signed_in: Client, until: str, kept: str) -> None:
    person = stored_profile()
    Profile.objects.update(keep_until="2026-01-01")
    signed_in.post(f"/candidates/{person.pk}/care/keep/", {"until": until})
    person.refresh_from_db()
    assert str(person.keep_until) == kept


def test_who_set_the_day_is_noted(signed_in: Client, recruiter: User) -> None:
    person = stored_profile()
    for until in ("2027-12-31", "", "soon"):
        signed_in.post(f"/candidates/{person.pk}/care/keep/", {"until": until})
    events = AuditEvent.objects.filter(action="keep_until_set", user=recruiter, subject=f"profile:{person.pk}")
    assert list(events.order_by("id").values_list("data", flat=True)) == [{"until": "2027-12-31"}, {"until": None}]


def test_the_data_of_one_person_is_a_file_without_their_name(signed_in_admin: Client) -> None:
    person = stored_profile()
    answer = signed_in_admin.get(f"/candidates/{person.pk}/care/data/")
    assert answer["Content-Disposition"] == f'attachment; filename="person-{person.pk}.json"'
    assert answer.json()["profile"]["id"] == person.pk


def test_a_recruiter_cannot_erase(signed_in: Client) -> None:
    person = stored_profile()
    assert "Only an administrator" in signed_in.get(f"/candidates/{person.pk}/care/").text
    assert signed_in.post(f"/candidates/{person.pk}/care/erase/", {"sure": "1"}).status_code == 403
    assert Profile.objects.exists()


def test_an_administrator_erases_when_sure(signed_in_admin: Client) -> None:
    person = stored_profile()
    signed_in_admin.post(f"/candidates/{person.pk}/care/erase/")
    assert Profile.objects.exists()
    address = f"/candidates/{person.pk}/care/erase/"
    first, second = (signed_in_admin.post(address, {"sure": "1"}).headers["Location"] for _ in range(2))
    assert first == second
    page = signed_in_admin.get(first).text
    assert "You can leave this page" in page
    assert "<h1>Erasing a person</h1>" in page
    assert first in signed_in_admin.get(f"/candidates/{person.pk}/care/").text
    engine.work_off_all()
    page = signed_in_admin.get(first, headers={"HX-Request": "true"}).text
    assert "Erased: " in page
    assert "<h1>Erased</h1>" in page
    assert not Profile.everyone.exists()
    assert Erasure.objects.get().by


def test_an_erasure_links_to_those_who_may_speak_of_the_person(signed_in_admin: Client) -> None:
    person = stored_profile()
    friend = stored_profile("2", full_name="Bo Lind", summary=f"Reported to {person.full_name}.")
    SourceRecord.objects.filter(profile=friend).update(payload={"summary": friend.summary})
    address = signed_in_admin.post(f"/candidates/{person.pk}/care/erase/", {"sure": "1"}).headers["Location"]
    engine.work_off_all()
    page = signed_in_admin.get(address)
    assert f'<a href="/candidates/{friend.pk}/sources/">Bo Lind</a>' in page.text
    assert "HX-Request" in page.headers["Vary"]
    Profile.objects.filter(pk=friend.pk).update(deleted_at=timezone.now())
    assert f'<a href="/candidates/{friend.pk}/care/">Bo Lind</a>' in signed_in_admin.get(address).text


def test_an_erasure_links_to_the_import_that_ended(signed_in_admin: Client) -> None:
    person = stored_profile()
    job = receive([("cv.json", io.BytesIO(json.dumps({"basics": {"name": person.full_name}}).encode()))])
    running.check(job.pk, actor=SYSTEM)
    address = signed_in_admin.post(f"/candidates/{person.pk}/care/erase/", {"sure": "1"}).headers["Location"]
    engine.work_off_all()
    assert f'its import ended (<a href="/imports/{job.pk}/">import {job.pk}</a>); upload' in (
        signed_in_admin.get(address).text
    )


def test_looking_through_everything_gives_way_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "_LOOK_SECONDS", -1)
    steps = [step() for step in erasing.looking(iter([None, None]))]
    assert [step.gives_way for step in steps] == [False, False]


def test_a_hold_that_is_placed_while_an_erasure_waits_forbids_it(signed_in_admin: Client) -> None:
    person = stored_profile()
    address = signed_in_admin.post(f"/candidates/{person.pk}/care/erase/", {"sure": "1"}).headers["Location"]
    holds.place(person, "Claim 12", actor=SYSTEM)
    engine.work_off_all()
    page = signed_in_admin.get(address).text
    assert "A legal hold stands" in page
    assert "Nothing was erased" in page
    assert Profile.objects.exists()


def test_a_recruiter_does_not_see_erasures(signed_in: Client) -> None:
    run = erasing.begin(stored_profile(), actor=SYSTEM)
    assert signed_in.get(f"/erasures/{run.pk}/").status_code == 403


def test_an_erasure_whose_worker_died_before_its_end_ends(signed_in_admin: Client) -> None:
    run = erasing.begin(stored_profile(), actor=SYSTEM)
    claimed = states.claim(run.pk)
    assert claimed
    for batch in erasing.erasing(claimed):
        batch()
    states.give_back(claimed)
    engine.work_off_all()
    run.refresh_from_db()
    assert run.state == "completed"


def test_an_administrator_cannot_erase_under_a_hold(signed_in_admin: Client) -> None:
    person = stored_profile()
    holds.place(person, "Claim 12", actor=SYSTEM)
    page = signed_in_admin.post(f"/candidates/{person.pk}/care/erase/", {"sure": "1"}, follow=True)
    assert "A legal hold stands" in page.text
    assert Profile.objects.exists()


@pytest.mark.parametrize("path", ["begin/", "1/finish/", "1/undo/", "1/restore/1/"])
def test_nothing_happens_by_a_link(signed_in: Client, path: str) -> None:
    assert signed_in.get(f"/deletions/{path}").status_code == 405


@pytest.mark.parametrize(
    "path", ["/deletions/9/", "/candidates/9/care/", "/candidates/9/delete/", "/candidates/9/care/data/"]
)
def test_what_is_not_there_is_404(signed_in_admin: Client, path: str) -> None:
    assert signed_in_admin.get(path).status_code == 404


def test_delete_these_is_offered_for_a_search_alone(signed_in: Client) -> None:
    people(1)
    assert "/deletions/new/?q=ada" in signed_in.get("/candidates/?q=ada").text
    assert "/deletions/new/" not in signed_in.get("/candidates/").text


def test_the_deleted_are_in_no_list_search_export_or_score(signed_in: Client, api: Callable[..., Client]) -> None:
    person = AssessmentFactory(job=requested_job()).job.profile
    delete_one(person, actor=SYSTEM)
    caller = api("read", "write")
    for address in ("/candidates/", "/candidates/?q=imara", "/candidates/?sort=cto", "/candidates/?sort=name"):
        assert "Imara" not in signed_in.get(address).text
    assert signed_in.get(f"/candidates/{person.pk}/").url == f"/candidates/{person.pk}/care/"  # where to restore them
    assert signed_in.post(f"/candidates/{person.pk}/score/cto/").status_code == 404
    assert caller.get("/api/v1/profiles?q=imara").json()["items"] == []
    assert caller.get(f"/api/v1/profiles/{person.pk}").status_code == 404
    for kind in ("csv", "ndjson"):
        export = caller.get(f"/api/v1/exports/candidates.{kind}?role=cto")
        assert b"Imara" not in b"".join(export.streaming_content)  # type: ignore[attr-defined]
    question = {"profile_id": person.pk, "role": "cto"}
    assert caller.post("/api/v1/scoring-jobs", question, content_type="application/json").status_code == 404


def test_jobs_of_the_deleted_are_there_without_a_name(signed_in: Client, api: Callable[..., Client]) -> None:
    job = AssessmentFactory(job=requested_job()).job
    delete_one(job.profile, actor=SYSTEM)
    for address in ("/jobs/", f"/jobs/{job.pk}/"):
        page = signed_in.get(address).text
        assert "Deleted person" in page
        assert "Imara" not in page
    told = api("read").get(f"/api/v1/scoring-jobs/{job.pk}").json()
    assert (told["profile_deleted"], told["result"], told["facts"]) == (True, None, [])


def test_a_failed_job_of_somebody_deleted_is_not_tried_again(signed_in: Client) -> None:
    job = requested_job()
    job.__class__.objects.filter(pk=job.pk).update(
        status="failed", error_code="timeout", error_retryable=True, finished_at=job.created_at
    )
    delete_one(job.profile, actor=SYSTEM)
    page = signed_in.post(f"/jobs/{job.pk}/retry/", follow=True)
    assert "This person was deleted" in page.text


def test_the_api_deletes_refuses_and_erases(api: Callable[..., Client]) -> None:
    person, held = stored_profile(), stored_profile("2", full_name="Bo Lind")
    holds.place(held, "Claim 12", actor=SYSTEM)
    writer, admin = api("write"), api("admin")
    assert writer.delete(f"/api/v1/profiles/{person.pk}").status_code == 204
    assert writer.delete(f"/api/v1/profiles/{person.pk}").status_code == 404
    assert writer.delete(f"/api/v1/profiles/{held.pk}").status_code == 409
    assert admin.get(f"/api/v1/profiles/{person.pk}/data").json()["profile"]["deleted_at"]
    assert admin.post(f"/api/v1/profiles/{held.pk}/erase").status_code == 409
    accepted = admin.post(f"/api/v1/profiles/{person.pk}/erase")
    assert (accepted.status_code, accepted.json()["run"]["state"]) == (202, "waiting")
    engine.work_off_all()
    told = admin.get(accepted["Location"]).json()
    assert told["run"]["state"] == "completed"
    assert told["said"].startswith("Erased: everything about this person")
    assert told["spoken_of_by"] == []
    assert list(Profile.everyone.all()) == [held]


@pytest.mark.parametrize(("method", "path"), [("get", "data"), ("post", "erase")])
def test_the_api_wants_an_administrators_key_for_one_persons_data(
    api: Callable[..., Client], method: str, path: str
) -> None:
    person = stored_profile()
    assert getattr(api("read", "write"), method)(f"/api/v1/profiles/{person.pk}/{path}").status_code == 403
