"""Erasing a person: afterwards nothing in the database says who it was, and nobody else is missing."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from config.audit.models import SYSTEM, AuditEvent
from config.outbox.models import OutboxEvent
from config.runs import engine, states
from config.runs.models import Run
from profiles import holds
from profiles.canonical import Experience
from profiles.companies.choosing import choose_employer
from profiles.deletion import Criteria, begin, check, delete_one
from profiles.erasure import CannotErase, erase
from profiles.imports import running
from profiles.imports.files import add_file
from profiles.imports.mapping import TableFile, keep, tables_of
from profiles.models import (
    Company,
    Duplicate,
    Erasure,
    Import,
    ImportChunk,
    ImportFile,
    ImportRow,
    Merge,
    Profile,
    ProfileVector,
    SourceRecord,
)
from profiles.sources import read_payload
from profiles.traces import Crowd
from scoring.models import Attempt, ScoringJob
from tests.concurrency import meanwhile, waits_for_a_lock
from tests.factories import AssessmentFactory, requested_job, stored_profile

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Zaphodia Quuxenberg", "zaphodia@quuxenberg.example.com"
URL = "https://www.linkedin.com/in/zaphodia-quuxenberg"
SIGNS = ("zaphodia", "quuxenberg")


def resume(name: str = NAME, **basics: Any) -> bytes:
    work = [
        {"name": "Northwind Health", "position": "CTO", "startDate": "2019-03", "summary": f"{name} led 40 people."}
    ]
    return json.dumps({"basics": {"name": name, **basics}, "work": work}).encode()


def hers() -> bytes:
    return resume(email=EMAIL, profiles=[{"network": "LinkedIn", "url": URL}])


def quoting(said: str, name: str = "Bo Lind") -> bytes:
    work = [{"name": "Acme", "position": "CIO", "startDate": "2018-01", "summary": said}]
    return json.dumps({"basics": {"name": name}, "work": work}).encode()


def upload(*files: tuple[str, bytes]) -> Import:
    job = Import.objects.create()
    for name, data in files:
        add_file(job, name, io.BytesIO(data))
    return job


def imported(*files: tuple[str, bytes]) -> Import:
    job = upload(*files)
    running.begin(job.pk, actor=SYSTEM)
    engine.work_off_all()
    job.refresh_from_db()
    return job


def crew_without_a_header() -> TableFile:
    """Imported as its columns were named by hand: the first row is the header then."""
    job = upload(("crew.csv", f"{NAME},CTO,2019\nBo Lind,CIO,soon\nCy Moor,CISO,2018\n".encode()))
    (table,) = tables_of(job)
    keep(table.chosen(dict(zip(table.mapping, ("full_name", "current_title", "current_start"), strict=True))))
    running.begin(job.pk, actor=SYSTEM)
    engine.work_off_all()
    return table


def texts() -> Iterator[tuple[str, str]]:
    """Every text-like column of every table, as (table.column, an expression that gives its text)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT table_name, column_name, data_type FROM information_schema.columns
            JOIN information_schema.tables USING (table_schema, table_name)
            WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND data_type NOT IN (
                'bigint', 'integer', 'smallint', 'boolean', 'double precision', 'date', 'timestamp with time zone',
                'uuid'
            )
            """
        )
        for table, column, kind in cursor.fetchall():
            name = f'"{column}"'
            yield f"{table}.{column}", f"encode({name}, 'escape')" if kind == "bytea" else f"{name}::text"


def where_she_is() -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for place, expression in texts():
            table = place.partition(".")[0]
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE {expression} ILIKE ANY (%s))',
                [[f"%{sign}%" for sign in SIGNS]],
            )
            if cursor.fetchone()[0]:
                found.add(place)
    return found


def known_everywhere() -> Profile:
    """A person of whom something lies wherever something can."""
    done = imported((f"{NAME}.json", hers()), ("others.json", resume("Bo Lind")))
    imported(("broken.json", json.dumps({"basics": {"email": EMAIL}, "work": "Zaphodia Quuxenberg"}).encode()))
    checked = upload(("more.json", hers()))
    check_run = running.check(checked.pk, actor=SYSTEM)
    engine.work_off_all()
    upload((f"{NAME}.csv", b"not a table"))
    profile = Profile.objects.get(full_name=NAME)
    other = stored_profile("other", full_name="Bo Lind")
    job = AssessmentFactory(job=requested_job(profile), summary=f"{NAME} leads.").job
    Attempt.objects.create(
        job=job,
        token="0" * 32,
        try_number=1,
        latency_ms=1,
        response={"text": NAME},
        error_detail=EMAIL,
        sent={"to": URL},
    )
    requested_job(profile, "cio")
    first, second = sorted([profile.pk, other.pk])
    Duplicate.objects.create(first_id=first, second_id=second, likeness=90, reasons=[f"Both are called {NAME}."])
    Merge.objects.create(kept=profile, merged_id=999, rule="person", moved={}, merged_created_at=Now())
    ProfileVector.objects.create(profile=profile, content_hash="x", embedding=[0.0] * 256)
    ImportRow.objects.create(
        run=check_run, number=99, outcome="refused", reason="No such date.", value=f"{EMAIL}, 31 June"
    )
    ImportRow.objects.create(run=done.run, number=100, outcome="refused", reason="Too long.", field=EMAIL)
    SourceRecord.objects.filter(profile=profile).update(original=NAME.encode(), original_name=f"{NAME}.pdf")
    holds.place(profile, f"{NAME} has a claim", actor=SYSTEM)
    holds.release(profile, actor=SYSTEM)
    table = crew_without_a_header()
    ImportFile.objects.filter(job=done).update(sheet=NAME, mapping=table.mapping)
    Company.objects.create(name=f"{NAME} Consulting", source="peopledatalabs", payload={"about": EMAIL})
    states.start("fetch", f"Fetch {URL}", actor=SYSTEM, url=URL)
    for company in (f"{NAME} Consulting", "Acme"):  # her firm, then another: only her first word names it still
        choose_employer(profile.experience.all()[0], company, is_new=True, actor=SYSTEM)
    criteria = Criteria(q="zaphodia")
    begin(criteria, seal=check(criteria).seal, actor=SYSTEM)
    return profile


def test_nothing_in_any_table_says_who_it_was() -> None:
    profile = known_everywhere()
    before = where_she_is()
    assert {"profiles_profile.search_words", "profiles_sourcerecord.original", "profiles_importchunk.data"} <= before
    assert {"profiles_importfile.mapping", "profiles_columnmapping.mapping", "profiles_importfile.sheet"} <= before
    assert SourceRecord.objects.filter(payload__table__cells__has_key=NAME).count() == 2
    assert {
        "profiles_company.payload",
        "runs_run.title",
        "profiles_deletion.criteria",
        "scoring_attempt.response",
    } <= before
    assert len(before) >= 25
    erase(profile.pk, actor=SYSTEM)
    assert where_she_is() == set()


def test_what_stays_is_that_it_was_done() -> None:
    profile = known_everywhere()
    erased = erase(profile.pk, actor=SYSTEM)
    erasure = Erasure.objects.get()
    assert (erasure.profile_id, erasure.reason, erasure.rows) == (profile.pk, "asked for", erased.rows)
    assert erased.rows["scoring_scoringjob"] == 2
    assert erased.rows["profiles_profile"] == 1
    assert AuditEvent.objects.get(action="profile_erased").subject == f"profile:{profile.pk}"
    assert OutboxEvent.objects.get(change="erased").subject_id == profile.pk


def test_nobody_else_is_missing_anything() -> None:
    other = AssessmentFactory(job=requested_job(stored_profile("2", full_name="Bo Lind"))).job
    counts = {"jobs": ScoringJob.objects.count(), "records": SourceRecord.objects.count()}
    erase(stored_profile().pk, actor=SYSTEM)
    assert {"jobs": ScoringJob.objects.count(), "records": SourceRecord.objects.count()} == counts
    assert Profile.objects.with_career().get(pk=other.profile_id).canonical().experience


def test_a_row_whose_table_had_the_person_for_a_header_says_the_same_as_before() -> None:
    profile = known_everywhere()
    erase(profile.pk, actor=SYSTEM)
    record = SourceRecord.objects.get(source="table", extracted__full_name="Bo Lind")
    mapping = {"Full name": "full_name", "Current title": "current_title", "Current job's start": "current_start"}
    cells = {"Full name": "Bo Lind", "Current title": "CIO", "Current job's start": "soon"}
    assert record.payload == {"table": {"cells": cells, "mapping": mapping}}
    canonical, warnings, _ = read_payload("table", record.payload)
    assert canonical.model_dump(mode="json", exclude_defaults=True) == record.extracted
    assert list(warnings) == record.warnings


def test_a_header_without_a_field_does_not_stop_an_erasure() -> None:
    stored_profile()
    payload = {"table": {"cells": {NAME: "Bo Lind", "Extra": "x"}, "mapping": {NAME: ["full_name"]}}}
    SourceRecord.objects.update(source="table", payload=payload, extracted={})
    imported(("hers.json", hers()))
    erase(Profile.objects.get(email=EMAIL).pk, actor=SYSTEM)
    assert where_she_is() == set()


def test_a_table_that_had_the_person_for_a_header_changes_nothing_of_others_when_it_comes_again() -> None:
    erase(known_everywhere().pk, actor=SYSTEM)
    crew_without_a_header()
    assert ImportRow.objects.filter(profile__full_name="Bo Lind").latest("pk").outcome == "unchanged"
    record = SourceRecord.objects.get(source="table", extracted__full_name="Bo Lind")
    assert record.payload["table"]["cells"]["Full name"] == "Bo Lind"


@pytest.mark.parametrize(
    ("name", "said", "speaks_of_her"),
    [
        (NAME, f"Reported to {NAME}.", True),
        (NAME, "Reported to QUUXENBERG, Zaphodia", True),
        (NAME, "Reference: zaphodia@quuxenberg.example.com.", True),
        (NAME, "See linkedin.com/in/zaphodia-quuxenberg!", True),
        (NAME, "Zaphodia met one Quuxenberg", False),
        ("José García", "Succeeded Jose Garcia", True),
        ("Jose Garcia", "Succeeded José García", True),
        ("Sean O'Brien", "Hired by Sean O’Brien", True),
        ("山田 太郎", "上司は山田 太郎でした", True),
        ("Cher", "Cherished by all", False),
    ],
)
def test_who_still_speaks_of_the_person_is_told_and_stays_as_it_is(name: str, said: str, speaks_of_her: bool) -> None:
    her = resume(name, email=EMAIL, profiles=[{"network": "LinkedIn", "url": URL}])
    imported(("hers.json", her), ("friend.json", quoting(said)), ("other.json", quoting("Led 40 people.", "Cy Moor")))
    friend = Profile.objects.with_career().get(full_name="Bo Lind")
    erased = erase(Profile.objects.get(email=EMAIL).pk, actor=SYSTEM)
    assert erased.spoken_of_by == ((friend.pk,) if speaks_of_her else ())
    assert ("may speak of this person" in str(erased)) == speaks_of_her
    assert Profile.objects.with_career().get(pk=friend.pk).canonical() == friend.canonical()


def test_a_namesake_is_not_said_to_speak_of_the_person() -> None:
    imported(("hers.json", hers()), ("namesake.json", quoting("Led 40 people.", name=f"Dr. {NAME}")))
    assert erase(Profile.objects.get(email=EMAIL).pk, actor=SYSTEM).spoken_of_by == ()


@pytest.mark.parametrize(
    "text",
    ["Write to ({})!", "**{}**", "mailto:{}?subject=x", "\u201c{}\u201d", "\u90ae\u7bb1\uff1a{}\u3002", "{}. Then"],
)
@pytest.mark.parametrize("sign", [EMAIL, URL, URL.replace("/", "\\/"), "linkedin.com/x?to=https%3A%2F%2F" + URL[8:]])
def test_contacts_are_found_between_any_signs(text: str, sign: str) -> None:
    crowd = Crowd([1], emails={EMAIL}, pages={frozenset({"zaphodia"}): {"linkedin.com/in/zaphodia-quuxenberg"}})
    assert crowd.has_contact(text.format(sign))
    assert not crowd.has_contact(text.format(sign.replace("zaphodia", "other-zaphodia")))


def test_an_unfinished_import_that_has_the_person_ends_and_its_upload_goes() -> None:
    imported(("hers.json", hers()))
    job, other = upload(("new.json", hers())), upload(("others.json", resume("Bo Lind")))
    run = running.begin(job.pk, actor=SYSTEM)
    erased = erase(Profile.objects.get().pk, actor=SYSTEM)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert f"its import ended (import {job.pk})" in str(erased)
    assert set(ImportChunk.objects.values_list("file__job", flat=True)) == {other.pk}


def test_all_uploads_that_have_the_person_are_told() -> None:
    imported(("hers.json", hers()))
    jobs = [upload(("new.json", hers())), upload(("newer.json", hers()))]
    told = " and their imports ended ({}); upload them again".format(", ".join(f"import {job.pk}" for job in jobs))
    assert told in str(erase(Profile.objects.get().pk, actor=SYSTEM))


def test_a_namesake_with_another_page_on_linkedin_keeps_their_upload() -> None:
    imported(("hers.json", hers()))
    page = "https://www.linkedin.com/in/another-zaphodia"
    upload(("namesake.json", resume(profiles=[{"network": "LinkedIn", "url": page}])))
    assert erase(Profile.objects.get().pk, actor=SYSTEM).imports == []
    assert ImportChunk.objects.exists()


def test_what_no_reader_understands_is_searched_as_it_is() -> None:
    imported(("hers.json", hers()))
    job = upload(("notes.json", b'{"nonsense": "' + EMAIL.upper().encode() + b'"'))
    assert erase(Profile.objects.get().pk, actor=SYSTEM).imports == [job.pk]


def test_reports_of_others_keep_their_lines_and_lose_a_name_in_the_file_name() -> None:
    job = imported((f"{NAME}.json", b"[" + hers() + b"," + resume("Bo Lind") + b"]"))
    erase(Profile.objects.get(full_name=NAME).pk, actor=SYSTEM)
    assert list(ImportRow.objects.filter(run=job.run).values_list("file", flat=True)) == ["(name removed).json"]
    assert ImportFile.objects.get(job=job).name == "(name removed).json"


def test_a_company_that_bears_the_name_and_nobody_else_has_worked_for_goes() -> None:
    own = (
        Experience(title="Owner", company="Quuxenberg Advisory"),
        Experience(title="CTO", company="Northwind Health"),
    )
    person = stored_profile("1", full_name=NAME, experience=own)
    stored_profile("2", full_name="Bo Lind", experience=own[1:])
    erase(person.pk, actor=SYSTEM)
    assert list(Company.objects.values_list("name", flat=True)) == ["Northwind Health"]


def test_a_company_that_bears_the_name_goes_with_all_that_is_known_of_it() -> None:
    own = (Experience(title="Owner", company=f"{NAME} Consulting"),)
    person = stored_profile("1", full_name=NAME, experience=own)
    Company.objects.update(source="provider", payload={"founder": NAME}, domain="quux.example.com")
    erased = erase(person.pk, actor=SYSTEM)
    assert not Company.objects.exists()
    assert erased.rows["profiles_company"] == 1


def test_a_company_that_the_career_does_not_name_any_more_goes() -> None:
    own = Experience(title="Owner", company=f"{NAME} Consulting")
    person = stored_profile("1", full_name=NAME, experience=(own,))
    choose_employer(person.experience.get(), "Northwind Health", is_new=True, actor=SYSTEM)
    erase(person.pk, actor=SYSTEM)
    assert list(Company.objects.values_list("name", flat=True)) == ["Northwind Health"]


def test_a_company_that_others_worked_for_stays_though_it_bears_the_name() -> None:
    own = (Experience(title="Owner", company=f"{NAME} Consulting"),)
    person = stored_profile("1", full_name=NAME, experience=own)
    stored_profile("2", full_name="Bo Lind", experience=own)
    erase(person.pk, actor=SYSTEM)
    assert Company.objects.exists()


def test_names_of_files_are_looked_at_once_each() -> None:
    person = stored_profile()
    with CaptureQueriesContext(connection) as asked:
        erase(person.pk, actor=SYSTEM)
    (distinct,) = {"ORDER BY" in query["sql"] for query in asked if "SELECT DISTINCT" in query["sql"]}
    assert not distinct


@pytest.mark.django_db(transaction=True)
def test_an_import_that_ends_while_its_person_is_erased_stops_nothing() -> None:
    imported(("hers.json", hers()))
    run = running.begin(upload(("new.json", hers())).pk, actor=SYSTEM)
    profile = Profile.objects.get()
    with transaction.atomic():
        Run.objects.filter(pk=run.pk).update(state="completed", finished_at=Now())
        with meanwhile(lambda: erase(profile.pk, actor=SYSTEM)) as erasing:
            waits_for_a_lock()
    erasing.join()
    assert not Profile.everyone.exists()


def test_who_was_deleted_can_be_erased() -> None:
    person = stored_profile()
    delete_one(person, actor=SYSTEM)
    erase(person.pk, actor=SYSTEM)
    assert not Profile.everyone.exists()


def test_a_hold_forbids_it() -> None:
    person = stored_profile()
    holds.place(person, "Claim 12", actor=SYSTEM)
    with pytest.raises(CannotErase, match="legal hold stands"):
        erase(person.pk, actor=SYSTEM)
    assert Profile.objects.exists()
    assert not Erasure.objects.exists()


def test_nobody_is_erased_twice() -> None:
    person = stored_profile()
    erase(person.pk, actor=SYSTEM)
    with pytest.raises(CannotErase, match="There is no profile"):
        erase(person.pk, actor=SYSTEM)


def test_the_command_asks_for_a_yes(capsys: pytest.CaptureFixture[str]) -> None:
    person = stored_profile()
    call_command("erase_profile", str(person.pk))
    assert "add --yes" in capsys.readouterr().out
    assert Profile.objects.exists()
    call_command("erase_profile", str(person.pk), yes=True)
    assert capsys.readouterr().out.startswith("Erased: ")
    with pytest.raises(CommandError, match="There is no profile"):
        call_command("erase_profile", str(person.pk), yes=True)


@pytest.mark.parametrize(
    ("text", "is_hers"),
    [
        ("zaphodia_quuxenberg-cv.pdf", True),
        ("QuuxenbergZaphodia.pdf", True),
        ("Quuxenberg, Zaphodía", True),
        ("write to ZAPHODIA@quuxenberg.example.com.", True),
        (r"https:\/\/linkedin.com\/in\/zaphodia-quuxenberg\/", True),
        ("se.linkedin.com/in/zaphodia-quuxenberg?x=1", True),
        ("Zaphodia Lind", False),
        ("linkedin.com/in/zaphodia", False),
        ("candidates.csv", False),
        ("", False),
    ],
)
def test_texts_that_name_a_person(text: str, is_hers: bool) -> None:
    page = "linkedin.com/in/zaphodia-quuxenberg"
    crowd = Crowd([1], emails={EMAIL}, pages={frozenset({"zaphodia", "quuxenberg"}): {page}})
    assert crowd.is_in(text) is is_hers


@pytest.mark.parametrize(
    ("name", "text", "is_theirs"),
    [
        ("王小明", "王小明的简历.txt", True),
        ("王小明", "名单王小明等.csv", True),
        ("王小明", "王小红工作室", False),
        ("Li Bo", "LiBoCV.txt", True),
        ("Li Bo", "LiBo Labs", True),
        ("Li Bo", "calibration.csv", False),
        ("Ian McDonald", "IanMcDonald.pdf", True),
    ],
)
def test_names_that_stand_in_the_middle_of_a_text(name: str, text: str, is_theirs: bool) -> None:
    person = stored_profile(full_name=name)
    assert Crowd.of([person.pk]).is_in(text) is is_theirs


def test_warnings_about_others_lose_what_they_say_of_the_person() -> None:
    table = f"Name,E-mail,LinkedIn\n{NAME},{EMAIL},{URL}\nBo Lind,bo@example.com,ask {NAME} {EMAIL}\n".encode()
    job = imported(("people.csv", table))
    erase(Profile.objects.get(full_name=NAME).pk, actor=SYSTEM)
    assert ImportRow.objects.get(run=job.run).warnings == ["(name removed)"]


@pytest.mark.parametrize("text", ["x" * 1_000_000, "x@" * 500_000, "linkedin.com/in/" * 60_000, "é." * 500_000])
def test_a_megabyte_of_anything_is_searched_to_its_end(text: str) -> None:
    crowd = Crowd([1], emails={EMAIL}, pages={frozenset({"zaphodia"}): {"linkedin.com/in/zaphodia"}})
    assert not crowd.has_contact(text)
    assert crowd.has_contact(f"{text} {EMAIL}")
