"""All that is stored about one person, in one document, for that person."""

import base64
import json
from typing import Any

import pytest
from django.utils.dateparse import parse_datetime

from config.audit.models import SYSTEM, AuditEvent
from profiles import holds
from profiles.companies.choosing import choose_employer
from profiles.models import Duplicate, Merge, Profile, ProfileVector, SourceRecord
from profiles.personal_data import document_of
from scoring.models import Attempt
from tests.factories import AssessmentFactory, career, requested_job, stored_profile

pytestmark = pytest.mark.django_db


def document(profile: Profile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document_of(Profile.everyone.with_career().get(pk=profile.pk), actor=SYSTEM))
    return found


def test_it_has_the_profile_and_what_each_source_said() -> None:
    said = document(stored_profile())
    assert said["profile"]["full_name"] == "Imara Okafor-Lindqvist"
    assert said["profile"]["experience"][0]["company"] == "Northwind Health"
    (record,) = said["source_records"]
    assert (record["source"], record["payload"]) == ("shortlist", career().model_dump(mode="json"))


def test_original_documents_are_in_it() -> None:
    profile = stored_profile()
    SourceRecord.objects.update(original=b"%PDF-1.7 \x00\xff", original_name="cv.pdf")
    original = document(profile)["source_records"][0]["original"]
    assert (original["name"], base64.b64decode(original["base64"])) == ("cv.pdf", b"%PDF-1.7 \x00\xff")


def test_it_has_every_question_to_the_model_and_its_answer() -> None:
    job = AssessmentFactory(job=requested_job()).job
    Attempt.objects.create(job=job, token="0" * 32, try_number=1, latency_ms=1, response={"said": "yes"})
    (scored,) = document(job.profile)["scoring"]
    assert scored["prompt"] == job.prompt
    assert scored["assessment"]["score"] == 72
    assert scored["calls"][0]["response"] == {"said": "yes"}
    assert scored["steps"][0]["step"] == "Requested"


def test_it_has_holds_merges_vector_and_possible_duplicates_without_a_word_on_others() -> None:
    profile, other = stored_profile(), stored_profile("2", full_name="Imara Okafor")
    holds.place(profile, "Claim 12", actor=SYSTEM)
    Merge.objects.create(kept=profile, merged_id=99, rule="person", moved={}, merged_created_at=profile.created_at)
    Duplicate.objects.create(first=profile, second=other, likeness=80, reasons=["Imara Okafor is alike."])
    ProfileVector.objects.create(profile=profile, content_hash="x", embedding=[0.5] * 256)
    entry = profile.experience.all()[0]
    choose_employer(entry, "Northwind Care", is_new=True, actor=SYSTEM)
    said = document(profile)
    assert said["employers_corrected"][0]["employer__name"] == "Northwind Care"
    assert said["legal_holds"][0]["reason"] == "Claim 12"
    assert said["merges"][0]["merged_id"] == 99
    assert said["meaning"]["vector"] == [0.5] * 256
    assert said["possible_duplicates"][0]["profile_id"] == other.pk
    assert "alike" not in json.dumps(said)


def test_times_are_iso_8601_with_their_offset() -> None:
    said = document(stored_profile())
    created = parse_datetime(said["profile"]["created_at"])
    assert created
    assert created.tzinfo


def test_nobody_else_is_in_it() -> None:
    stored_profile("2", full_name="Bo Lind")
    assert "Bo Lind" not in json.dumps(document(stored_profile()))


def test_that_it_was_made_is_noted() -> None:
    profile = stored_profile()
    document(profile)
    event = AuditEvent.objects.get(action="personal_data_exported")
    assert (event.subject, event.data) == (f"profile:{profile.pk}", {})
