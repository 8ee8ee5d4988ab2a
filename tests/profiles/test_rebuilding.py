"""Several sources tell of one person: the profile is what they say together, and each value has its origin."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from config.outbox.models import OutboxEvent
from profiles.canonical import Experience as Entry
from profiles.imports import Outcome, Result, store
from profiles.models import Experience, Profile, SourceRecord
from profiles.provenance import origins, records_of
from profiles.sources import Record, parse_document
from tests.factories import career

pytestmark = pytest.mark.django_db


def stored(source: str, key: str = "1", *, verified: bool = False, **changes: Any) -> Result:
    person = career(**changes)
    return store(Record(source, key, {"of": source, "said": str(changes)}, person, email_verified=verified))


def test_what_only_an_older_source_says_is_kept() -> None:
    first = stored("apollo", phone="+46 1")
    second = stored("proxycurl", phone="", headline="Founder")
    profile = Profile.objects.get()
    assert (first.profile_id, second.outcome) == (profile.pk, Outcome.CHANGED)
    assert (profile.headline, profile.phone) == ("Founder", "+46 1")


def test_each_value_names_the_record_that_it_came_from() -> None:
    stored("apollo", phone="+46 1")
    stored("proxycurl", phone="", headline="Founder")
    profile = Profile.objects.get()
    said = {origin.unit: origin.shown.record.source for origin in origins(profile, records_of(profile))}
    assert (said["headline"], said["phone"], said["experience"]) == ("proxycurl", "apollo", "proxycurl")


def test_what_a_source_no_longer_says_is_gone_when_nobody_else_says_it() -> None:
    stored("apollo", phone="+46 1")
    stored("apollo", phone="")
    assert Profile.objects.get().phone == ""


def test_a_name_that_contradicts_the_address_is_not_taken_for_the_same_person() -> None:
    stored("apollo")
    result = stored("proxycurl", full_name="Borislav Quist")
    assert (result.outcome, Profile.objects.count()) == (Outcome.REFUSED, 1)
    assert "whose name has nothing in common" in result.reason


def test_the_same_verified_email_is_the_same_person() -> None:
    first = stored("apollo", linkedin_url="", verified=True)
    second = stored("proxycurl", linkedin_url="", verified=True)
    assert second.profile_id == first.profile_id


def test_an_email_that_nobody_has_verified_is_not() -> None:
    stored("apollo", linkedin_url="", verified=True)
    assert stored("proxycurl", linkedin_url="").outcome == Outcome.CREATED


def test_a_shared_mailbox_does_not_make_two_people_one() -> None:
    stored("apollo", linkedin_url="", verified=True)
    other = stored("proxycurl", linkedin_url="", full_name="Borislav Quist", verified=True)
    assert other.outcome == Outcome.CREATED


def test_only_the_entries_that_differ_are_written() -> None:
    stored("apollo")
    before = dict(Experience.objects.values_list("position", "id"))
    entries = career().experience
    stored("apollo", experience=(entries[0], Entry(title="Board member", company="Bluefjord Payments")))
    after = dict(Experience.objects.values_list("position", "id"))
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_every_changed_profile_leaves_one_row_in_the_outbox() -> None:
    stored("apollo")
    stored("apollo", headline="Founder")
    stored("apollo", headline="Founder")
    changes = OutboxEvent.objects.order_by("id").values_list("kind", "subject_id", "change")
    profile_id = Profile.objects.get().pk
    assert list(changes) == [("profile", profile_id, "created"), ("profile", profile_id, "changed")]


def test_what_a_person_chose_stands_when_a_newer_record_comes() -> None:
    stored("apollo", headline="CTO")
    Profile.objects.update(choices={"headline": SourceRecord.objects.get().pk})
    stored("proxycurl", headline="Founder", city="Lund")
    profile = Profile.objects.get()
    assert (profile.headline, profile.city) == ("CTO", "Lund")


def test_a_deleted_person_does_not_come_back_by_an_import() -> None:
    stored("apollo")
    Profile.objects.update(deleted_at="2026-11-03T10:00Z")
    result = stored("apollo", headline="Founder")
    assert result.outcome == Outcome.REFUSED
    assert "was deleted on 3 November 2026" in result.reason


def _resume(name: str = "Imara Okafor") -> Any:
    document = {"basics": {"name": name, "email": "i@example.com"}, "work": [{"name": "Acme", "position": "CTO"}]}
    (record,) = parse_document(document)
    return record


def test_reextraction_shows_first_and_keeps_only_when_told(capsys: pytest.CaptureFixture[str]) -> None:
    store(_resume())
    record = SourceRecord.objects.get()
    worse = {**record.extracted, "headline": "An old mapping's mistake"}
    SourceRecord.objects.update(extracted=worse, extracted_hash="old")
    Profile.objects.update(headline="An old mapping's mistake", content_hash="old")
    call_command("reextract")
    printed = capsys.readouterr().out
    assert "headline: An old mapping's mistake → –" in printed
    assert "1 records read, 1 differ" in printed
    assert Profile.objects.get().headline == "An old mapping's mistake"
    call_command("reextract", apply=True)
    assert "1 profiles now say something else." in capsys.readouterr().out
    assert Profile.objects.get().headline == ""
    call_command("reextract")
    assert "1 records read, 0 differ" in capsys.readouterr().out


def test_a_payload_that_can_no_longer_be_read_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    store(_resume())
    SourceRecord.objects.update(payload={"basics": {}})
    call_command("reextract", apply=True)
    assert "left alone: There is no person's name" in capsys.readouterr().err
    assert Profile.objects.get().full_name == "Imara Okafor"


def test_the_page_of_sources_says_where_each_value_comes_from(signed_in: Client) -> None:
    stored("apollo", phone="+46 1")
    stored("proxycurl", phone="", headline="Founder")
    page = signed_in.get(f"/candidates/{Profile.objects.get().pk}/sources/").content.decode()
    assert "Proxycurl" in page
    assert "+46 1" in page
    assert "1 other source differs" in page


def test_a_payload_is_shown_as_it_arrived_and_its_document_only_as_a_download(signed_in: Client) -> None:
    document = Record("cv", "1", {"cv": "<script>"}, career(), original=b"%PDF-<script>", original_name='a"b.pdf')
    store(document)
    record = SourceRecord.objects.get()
    address = f"/candidates/{record.profile_id}/sources/{record.pk}/"
    assert json.dumps("<script>")[1:-1] not in signed_in.get(address).content.decode()
    download = signed_in.get(f"{address}original/")
    assert download.content == b"%PDF-<script>"
    assert download["Content-Type"] == "application/octet-stream"
    assert download["Content-Disposition"].startswith("attachment")


def test_a_record_is_found_under_its_own_profile_only(signed_in: Client) -> None:
    stored("apollo")
    record = SourceRecord.objects.get()
    assert signed_in.get(f"/candidates/{record.profile_id + 1}/sources/{record.pk}/").status_code == 404
