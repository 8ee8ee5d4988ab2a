"""What others say of somebody who was erased goes where a person says so: in that profile, and nowhere else."""

import json
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.audit.models import SYSTEM, AuditEvent
from config.outbox.models import OutboxEvent
from config.refusals import Conflict
from config.runs import engine
from profiles import holds, retention
from profiles.canonical import Experience
from profiles.companies.choosing import choose_employer
from profiles.deletion import delete_one
from profiles.erasure import erase
from profiles.imports import store
from profiles.imports.batches import check_constraints
from profiles.mentions import Mentions
from profiles.merges import merge
from profiles.models import (
    Company,
    Deletion,
    Duplicate,
    EmployerChoice,
    ImportRow,
    LegalHold,
    Mention,
    Merge,
    Profile,
    SourceRecord,
)
from profiles.sources import Record
from profiles.taking_out import Waiting, decide, waiting, with_mentions
from profiles.traces import Crowd
from scoring.fitting import active_rubrics, rescore
from scoring.models import Assessment, Attempt, FitScore, JobEvent, ScoringJob
from tests.factories import AssessmentFactory, career, requested_job, stored_profile
from tests.profiles.test_erasure import EMAIL, NAME, hers, imported, quoting, where_she_is

pytestmark = pytest.mark.django_db
SAID = f"Reported to {NAME}."


def speaker(said: str = SAID, key: str = "friend", full_name: str = "Bo Lind", **more: Any) -> Profile:
    position = Experience(title="CIO", company="Acme", start="2018-01", description=said, **more)
    return stored_profile(key, full_name=full_name, experience=(position,))


def erase_her() -> tuple[int, ...]:
    if not Profile.objects.filter(email=EMAIL).exists():
        imported(("hers.json", hers()))
    return erase(Profile.objects.get(email=EMAIL).pk, actor=SYSTEM).spoken_of_by


def of(profile: Profile) -> Waiting:
    return waiting([profile.pk])[profile.pk]


def take_out(profile: Profile, *numbers: int) -> None:
    here = of(profile)
    chosen = numbers or [choice.number for choice in here.choices]
    decide(profile.pk, seal=here.seal, numbers=chosen, actor=SYSTEM)


def leave(profile: Profile) -> None:
    decide(profile.pk, seal=of(profile).seal, numbers=[], actor=SYSTEM)


def again(profile: Profile) -> Profile:
    return Profile.everyone.with_career().get(pk=profile.pk)


def bytes_of(profile: Profile) -> str:
    rows = [Profile.everyone.get(pk=profile.pk)]
    for relation in Profile._meta.related_objects:
        rows += relation.related_model._base_manager.filter(**{relation.field.name: profile.pk}).order_by("pk")
    return serializers.serialize("json", rows)


def scored(profile: Profile) -> ScoringJob:
    """With an answer that quotes what was said."""
    job = requested_job(profile)
    AssessmentFactory(
        job=job,
        summary=f"Worked under {NAME}.",
        ratings=[{"criterion": "team_scale", "rating": 2, "reason": f"Was trusted by {NAME} (F4).", "facts": [4]}],
    )
    Attempt.objects.create(
        job=job,
        token="0" * 32,
        try_number=1,
        latency_ms=1,
        sent={"messages": [{"content": f"In role F3: {SAID}"}]},
        response={"content": json.dumps({"summary": f"Under {NAME}.\nMore"})},
        error_detail=f"Not JSON: {NAME}",
    )
    JobEvent.objects.create(job=job, kind="failed", detail=f"Not JSON: {NAME}")
    rescore([profile.pk], active_rubrics(), "2026-11")
    return ScoringJob.objects.get(pk=job.pk)


# --- finding -----------------------------------------------------------------------------------


def test_an_erasure_leaves_a_row_for_each_record_that_speaks_of_the_person() -> None:
    friend = speaker()
    assert erase_her() == (friend.pk,)
    (choice,) = of(friend).choices
    assert (choice.before, choice.words, choice.after) == ("Reported to ", NAME, ".")
    assert list(with_mentions()) == [friend]


def test_the_row_says_nothing_of_who_it_was() -> None:
    speaker()
    erase_her()
    mention = Mention.objects.get()
    assert mention.passages == [[["experience", 0, "description"], 12, 12 + len(NAME)]]
    assert not any(place.startswith("profiles_mention.") for place in where_she_is())


def test_the_nightly_run_leaves_them_for_all_whom_it_erases_in_one_look() -> None:
    people = [stored_profile(f"gone {number}", full_name=f"Zaphodia Quuxenberg{'abc'[number]}") for number in range(3)]
    friend = speaker(" and ".join(person.full_name for person in people))
    for person in people:
        delete_one(person, actor=SYSTEM)
    Deletion.objects.update(undo_until=timezone.now())
    assert retention.start()
    with CaptureQueriesContext(connection) as asked:
        engine.work_off_all()
    assert [choice.words for choice in of(friend).choices] == [person.full_name for person in people]
    assert sum('"payload")::text' in query["sql"] for query in asked) == 3  # to the end, and what came since


def test_whoever_is_held_at_night_leaves_no_row() -> None:
    person, friend = stored_profile("gone", full_name=NAME), speaker()
    delete_one(person, actor=SYSTEM)
    holds.place(person, "Claim 12", actor=SYSTEM)
    Deletion.objects.update(undo_until=timezone.now())
    retention.start()
    engine.work_off_all()
    assert of(friend).mentions == []


def test_a_second_erasure_adds_to_what_waits() -> None:
    friend = speaker(f"{SAID} Then to Trillian Astrazon.")
    erase_her()
    erase(stored_profile("2", full_name="Trillian Astrazon").pk, actor=SYSTEM)
    assert [choice.words for choice in of(friend).choices] == [NAME, "Trillian Astrazon"]
    take_out(friend)
    assert again(friend).experience.get().description == "Reported to [removed]. Then to [removed]."


def test_a_name_at_the_start_of_a_line_is_found() -> None:
    friend = speaker(f"Led 40.\n{NAME} was my boss.\nMail\n{EMAIL}")
    assert erase_her() == (friend.pk,)
    take_out(friend)
    assert again(friend).experience.get().description == "Led 40.\n[removed] was my boss.\nMail\n[removed]"


@pytest.mark.parametrize(
    "said",
    ["Lind-Moor, Ann Marie", "Marie Lind-Moor,\n        Ann", "Ann\r\nMarie Lind Moor", "ANN\u00a0MARIE   LIND MOOR"],
)
def test_a_name_is_found_however_it_is_turned(said: str) -> None:
    friend = speaker(f"Hired {said} at once")
    erase(stored_profile("ann", full_name="Ann Marie Lind-Moor").pk, actor=SYSTEM)
    take_out(friend)
    assert again(friend).experience.get().description == "Hired [removed] at once"


def test_words_of_two_fields_are_no_name() -> None:
    stored_profile("friend", full_name="Bo Lind", skills=("Zaphodia", "Quuxenberg"), summary="To Zaphodia\r")
    assert erase_her() == ()


def test_what_only_the_career_says_is_looked_at_by_hand() -> None:
    friend = speaker("Reported to Zapho&shy;dia Quuxenberg.")
    record = SourceRecord.objects.get(profile=friend)
    SourceRecord.objects.update(extracted={**record.extracted, "summary": SAID})
    assert erase_her() == (friend.pk,)
    assert (of(friend).choices, of(friend).by_hand) == ([], [record])


def test_what_is_written_in_html_too_waits_to_be_looked_at_when_the_rest_is_taken_out() -> None:
    friend = speaker(f"{SAID} Budget of Zapho&shy;dia Quuxenberg.")
    record = SourceRecord.objects.get(profile=friend)
    SourceRecord.objects.update(payload={**record.payload, "summary": "Hired by Zaphodia <b>Quuxenberg</b>."})
    erase_her()
    here = of(friend)
    assert (len(here.choices), [each.pk for each in here.by_hand]) == (1, [record.pk])
    take_out(friend)
    assert [each.pk for each in of(friend).by_hand] == [record.pk]
    assert of(friend).choices == []


CV = f"""Bo Lind
CIO
bo@example.com

Experience
Northwind Health
Chief Information Officer
Jan 2018 - Present
Reported for eight years to {NAME.split()[0]}
{NAME.split()[1]} and led 40 people.

Education
MSc Computer Science, Fjordholm Institute of Technology, 2004
"""


def test_a_cv_loses_a_name_that_ends_on_the_next_line_and_its_document() -> None:
    imported(("cv.txt", CV.encode()))
    friend = Profile.objects.with_career().get()
    before = friend.canonical()
    job = requested_job(friend)
    assert "Zaphodia\n[F" in job.prompt["messages"][1]["content"]
    ratings = [{"criterion": "x", "rating": 1, "reason": "Quuxenberg and led 40 people (F4).", "facts": [4]}]
    AssessmentFactory(job=job, ratings=ratings)
    assert NAME in before.experience[0].description.replace("\n", " ")
    assert SourceRecord.objects.get().original
    erase_her()
    take_out(friend)
    assert where_she_is() == set()
    assert SourceRecord.objects.get().original is None
    told = again(friend).canonical()
    assert told.experience[0].description.count("[removed]") >= 1
    (entry,) = before.experience
    described = told.experience[0].description
    assert told == before.model_copy(update={"experience": (entry.model_copy(update={"description": described}),)})


def test_names_and_addresses_without_a_letter_stop_nothing() -> None:
    person = stored_profile("odd", full_name="- &", email="-@-", linkedin_url="")
    assert erase(person.pk, actor=SYSTEM).spoken_of_by == ()


def test_a_payload_has_one_row() -> None:
    speaker()
    erase_her()
    mention = Mention.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mention.objects.create(record=mention.record, seal=mention.seal, passages=[])


def test_a_longer_address_is_somebody_elses() -> None:
    stored_profile("zq", full_name=NAME, email="zq@example.com", linkedin_url="https://www.linkedin.com/in/zq-cto")
    speaker("linkedin.com/in/zq-cto-2, a-zq@example.com, zq@example.com.au, zq@example.community")
    assert erase(Profile.objects.get(full_name=NAME).pk, actor=SYSTEM).spoken_of_by == ()


def test_a_record_that_came_while_others_were_searched_is_searched_too() -> None:
    imported(("hers.json", hers()))
    mentions = Mentions(Crowd.of([Profile.objects.get().pk]))
    list(mentions.look())
    friend = speaker()
    assert mentions.note(mentions.crowd) == [friend.pk]


def test_whoever_was_deleted_waits_until_they_are_restored() -> None:
    friend = speaker()
    deletion = delete_one(friend, actor=SYSTEM)
    assert erase_her() == ()
    assert not with_mentions().exists()
    with pytest.raises(Conflict, match="no longer here"):
        take_out(friend)
    Profile.everyone.filter(pk=friend.pk).update(deleted_at=None)
    deletion.entries.update(state="restored")
    assert with_mentions().exists()


def test_who_is_erased_takes_their_mentions_along() -> None:
    friend = speaker()
    erase_her()
    erase(friend.pk, actor=SYSTEM)
    assert not Mention.objects.exists()


def test_mentions_follow_their_record_into_a_merge() -> None:
    friend = speaker()
    erase_her()
    kept = stored_profile("kept", full_name="Bo Lind")
    merge(kept.pk, friend.pk, rule=Merge.Rule.PERSON, actor=SYSTEM)
    take_out(kept)
    assert where_she_is() == set()


# --- taking out --------------------------------------------------------------------------------


def test_nothing_in_any_table_says_the_name_once_all_was_taken_out() -> None:
    friend = speaker(f"{SAID}\nReference: {EMAIL}, linkedin.com/in/zaphodia-quuxenberg")
    scored(friend)
    record = SourceRecord.objects.filter(profile=friend)
    record.update(original=f"%PDF {NAME}".encode(), warnings=[f"references: '{NAME}' is no date; left out"])
    other = stored_profile("other", full_name="Bo Lindt")
    Duplicate.objects.create(first=friend, second=other, likeness=80, reasons=[f"Both reported to {NAME}."])
    imported(("quoting.json", quoting(f"Led by {NAME}", name="Cy Moor")))
    job_run = ImportRow.objects.latest("pk").run
    ImportRow.objects.create(run=job_run, number=9, outcome="changed", profile=friend, warnings=[], value=NAME)
    holds.place(friend, f"{NAME} asked for it", actor=SYSTEM)
    holds.release(friend, actor=SYSTEM)
    erase_her()
    left = where_she_is()
    assert {
        "profiles_sourcerecord.payload",
        "profiles_sourcerecord.extracted",
        "profiles_sourcerecord.original",
        "profiles_experience.description",
        "profiles_profile.search_words",
        "profiles_duplicate.reasons",
        "scoring_scoringjob.prompt",
        "scoring_scoringjob.facts",
        "scoring_attempt.sent",
        "scoring_attempt.response",
        "scoring_attempt.error_detail",
        "scoring_jobevent.detail",
        "scoring_assessment.ratings",
        "scoring_assessment.summary",
    } <= left
    for profile in with_mentions():
        take_out(profile)
    assert where_she_is() == set()
    check_constraints()


def test_the_career_says_the_rest_as_before() -> None:
    friend = speaker()
    before = again(friend).canonical()
    erase_her()
    take_out(friend)
    after = again(friend)
    (entry,) = before.experience
    told = entry.model_copy(update={"description": "Reported to [removed]."})
    assert after.canonical() == before.model_copy(update={"experience": (told,)})
    assert after.content_hash == after.canonical().content_hash()
    assert OutboxEvent.objects.filter(kind="profile", subject_id=friend.pk).latest("pk").change == "changed"


def test_the_question_and_the_answer_keep_their_numbers_and_times() -> None:
    friend = speaker()
    job = scored(friend)
    assessment, attempt = Assessment.objects.get(), Attempt.objects.get()
    erase_her()
    take_out(friend)
    after = ScoringJob.objects.get()
    assert (after.pk, after.created_at, after.status) == (job.pk, job.created_at, "completed")
    assert after.prompt == json.loads(json.dumps(job.prompt).replace(NAME, "[removed]"))
    assert after.facts == json.loads(json.dumps(job.facts).replace(NAME, "[removed]"))
    assert Assessment.objects.get().summary == "Worked under [removed]."
    assert Assessment.objects.get().created_at == assessment.created_at
    assert json.loads(Attempt.objects.get().response["content"]) == {"summary": "Under [removed].\nMore"}
    assert Attempt.objects.get().created_at == attempt.created_at
    assert friend.candidates.get().assessment_id == assessment.pk


def test_the_facts_of_a_fit_score_lose_the_words() -> None:
    friend = speaker()
    rescore([friend.pk], active_rubrics(), "2026-11")
    fit = FitScore.objects.filter(profile=friend).first()
    assert fit
    FitScore.objects.filter(pk=fit.pk).update(criteria=[{"facts": [["experience.0", SAID]], "share": 1}])
    erase_her()
    take_out(friend)
    after = FitScore.objects.get(pk=fit.pk)
    assert after.criteria == [{"facts": [["experience.0", "Reported to [removed]."]], "share": 1}]


def test_a_name_that_the_model_was_told_in_part_goes_from_the_prompt() -> None:
    friend = speaker("Reported to Ford Quuxenberg.", full_name="Ford Lindqvist")
    job = requested_job(friend)
    ScoringJob.objects.update(status="completed", finished_at=timezone.now())
    assert "[name] Quuxenberg" in json.dumps(job.prompt)
    erase(stored_profile("ford", full_name="Ford Quuxenberg").pk, actor=SYSTEM)
    take_out(friend)
    assert where_she_is() == set()


def test_another_profile_stays_byte_for_byte() -> None:
    friend, other = speaker(), speaker(key="other", full_name="Cy Moor")
    scored(other)
    erase_her()
    before = bytes_of(other)
    take_out(friend)
    assert bytes_of(other) == before
    assert [choice.words for choice in of(other).choices] == [NAME]


def test_a_namesake_stays_byte_for_byte_whatever_is_taken_out_of_others() -> None:
    friend = speaker()
    namesake = speaker(f"{NAME} founded {NAME} GmbH.", key="namesake", full_name=f"Dr. {NAME}")
    scored(namesake)
    erase_her()
    before = bytes_of(namesake)
    assert list(with_mentions()) == [friend]
    take_out(friend)
    assert bytes_of(namesake) == before


def test_what_is_left_stays_byte_for_byte_and_is_not_asked_again() -> None:
    friend = speaker()
    scored(friend)
    erase_her()
    before = bytes_of(friend)
    leave(friend)
    assert bytes_of(friend) == before
    assert not Mention.objects.exists()


def test_a_firm_and_a_longer_name_stay_where_they_were_left() -> None:
    firm = Experience(title="CTO", company=f"{NAME} GmbH", start="2014", end="2017")
    position = Experience(
        title="CIO", company="Acme", start="2018", description=f"{SAID} Then to Anna {NAME}, not to {NAME}-Moor."
    )
    friend = stored_profile("friend", full_name="Bo Lind", experience=(position, firm))
    job = scored(friend)
    erase_her()
    assert len(of(friend).choices) == 4
    take_out(friend, 1)
    first, second = again(friend).canonical().experience
    assert first.description == f"Reported to [removed]. Then to Anna {NAME}, not to {NAME}-Moor."
    assert second == firm
    prompt = ScoringJob.objects.get(pk=job.pk).prompt["messages"][1]["content"]
    for stays in (f"{NAME} GmbH", f"Anna {NAME}", f"{NAME}-Moor"):
        assert stays in prompt
    assert SAID not in prompt
    assert Assessment.objects.get().summary == "Worked under [removed]."


def test_a_firm_goes_where_it_was_ticked_and_the_word_on_its_entry_stays() -> None:
    firm = Experience(title="CTO", company=f"{NAME} Advisory", start="2014", is_current=True)
    friend = stored_profile("friend", full_name="Bo Lind", experience=(firm,))
    choose_employer(friend.experience.get(), "Northwind", is_new=True, actor=SYSTEM)
    erase_her()
    take_out(friend)
    entry = friend.experience.get()
    assert (entry.company, entry.employer.name, entry.employer_chosen) == ("[removed] Advisory", "Northwind", True)
    assert EmployerChoice.objects.get().company == "[removed] Advisory"
    assert where_she_is() == set()


def test_a_firm_that_others_name_stays_in_the_list_of_companies() -> None:
    firm = Experience(title="CTO", company=f"{NAME} Advisory", start="2014")
    friend, other = (stored_profile(name, full_name=name, experience=(firm,)) for name in ("Bo Lind", "Cy Moor"))
    erase_her()
    take_out(friend)
    assert Company.objects.filter(name=firm.company).exists()
    assert other.experience.get().employer.name == firm.company
    assert friend.experience.get().employer is None


def test_what_was_taken_out_does_not_come_back_with_the_same_file() -> None:
    imported(("quoting.json", quoting(SAID)))
    friend = Profile.objects.get()
    erase_her()
    take_out(friend)
    imported(("quoting.json", quoting(SAID)))
    assert ImportRow.objects.latest("pk").outcome == "unchanged"
    assert where_she_is() == set()


def test_a_kept_document_is_dropped_where_a_passage_of_it_goes_and_only_there() -> None:
    friend, other = speaker(), speaker(key="other", full_name="Cy Moor")
    SourceRecord.objects.update(original=b"%PDF", original_name="cv.pdf")
    erase_her()
    assert len(of(friend).documents) == 1
    take_out(friend)
    leave(other)
    assert SourceRecord.objects.get(profile=friend).original is None
    assert SourceRecord.objects.get(profile=other).original


def test_a_word_on_a_record_stays_and_so_does_what_an_older_record_said() -> None:
    friend = speaker()
    older = career(full_name="Bo Lind", city="Lund", linkedin_url="", email="")
    twin = stored_profile("twin", full_name="Bo Lind", city="Lund")
    merge(friend.pk, twin.pk, rule=Merge.Rule.PERSON, actor=SYSTEM, choices={"city": twin.source_records.get().pk})
    choices, provenance = again(friend).choices, again(friend).provenance
    erase_her()
    take_out(friend)
    assert (again(friend).choices, again(friend).provenance) == (choices, provenance)
    assert again(friend).city == older.city


def test_a_career_that_was_read_by_an_earlier_mapping_loses_the_words_alone() -> None:
    friend = speaker()
    record = SourceRecord.objects.get(profile=friend)
    SourceRecord.objects.update(extracted={**record.extracted, "headline": f"CIO at {NAME} GmbH, {SAID}"})
    erase_her()
    take_out(friend)
    assert SourceRecord.objects.get().extracted["headline"] == "CIO at [removed] GmbH, Reported to [removed]."
    assert again(friend).experience.get().description == "Reported to [removed]."


# --- refusing ----------------------------------------------------------------------------------


def test_a_record_that_has_changed_since_is_looked_at_by_hand() -> None:
    friend = speaker()
    erase_her()
    seal = of(friend).seal
    changed = career(full_name="Bo Lind", summary=f"Now {SAID}", linkedin_url="", email="")
    store(Record("shortlist", "friend", changed.model_dump(mode="json"), changed, ()))
    assert (of(friend).choices, len(of(friend).by_hand)) == ([], 1)
    with pytest.raises(Conflict, match="not what you have seen"):
        decide(friend.pk, seal=seal, numbers=[1], actor=SYSTEM)
    with pytest.raises(Conflict, match="nothing was chosen"):
        decide(friend.pk, seal=of(friend).seal, numbers=[1], actor=SYSTEM)
    assert again(friend).summary == f"Now {SAID}"
    leave(friend)
    assert not Mention.objects.exists()


def test_the_second_decision_loses() -> None:
    friend = speaker()
    erase_her()
    seal = of(friend).seal
    leave(friend)
    before = bytes_of(friend)
    with pytest.raises(Conflict, match="somebody has decided"):
        decide(friend.pk, seal=seal, numbers=[1], actor=SYSTEM)
    assert bytes_of(friend) == before


def test_under_a_hold_nothing_is_taken_out() -> None:
    friend = speaker()
    erase_her()
    holds.place(friend, "Claim 12", actor=SYSTEM)
    before = bytes_of(friend)
    with pytest.raises(Conflict, match="legal hold"):
        take_out(friend)
    assert bytes_of(friend) == before
    LegalHold.objects.update(released_at=timezone.now())
    take_out(friend)
    assert where_she_is() == set()


@pytest.mark.parametrize(
    "state",
    [
        {"status": "processing", "lease_token": "0" * 32, "lease_expires_at": timezone.now()},
        {"status": "cancelled", "finished_at": timezone.now(), "started_at": timezone.now()},
        {"status": "pending", "started_at": timezone.now()},
    ],
)
def test_an_answer_that_may_still_come_is_waited_for(state: dict[str, Any]) -> None:
    friend = speaker()
    requested_job(friend)
    erase_her()
    ScoringJob.objects.update(**state)
    with pytest.raises(Conflict, match="right now"):
        take_out(friend)
    assert of(friend).choices


def test_a_question_that_nobody_has_asked_yet_is_asked_without_the_words() -> None:
    friend = speaker()
    job = requested_job(friend)
    erase_her()
    take_out(friend)
    job.refresh_from_db()
    assert job.status == "pending"
    assert where_she_is() == set()


def test_the_audit_trail_says_how_many_and_not_what() -> None:
    friend = speaker()
    erase_her()
    take_out(friend)
    event = AuditEvent.objects.get(action="mention_decided")
    assert (event.subject, event.data) == (f"profile:{friend.pk}", {"taken_out": 1, "left": 0})


@pytest.mark.usefixtures("as_app_role")
def test_the_rights_of_the_application_are_enough() -> None:
    friend = speaker()
    scored(friend)
    erase_her()
    take_out(friend)
    assert where_she_is() == set()
