"""One person, one record; the same again changes nothing and says so."""

import io
import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from config.audit.models import SYSTEM, AuditEvent
from config.runs import engine, states
from config.runs.models import Run
from profiles.imports import Outcome, Result, import_files, running, store
from profiles.imports.batches import check_constraints
from profiles.imports.files import receive
from profiles.imports.items import judge_items, ready
from profiles.imports.judging import DryRun
from profiles.imports.matching import Incoming
from profiles.imports.running import _import
from profiles.imports.single import store_together
from profiles.models import ColumnMapping, Experience, ImportChunk, ImportRow, Profile, SourceRecord
from profiles.sources import Record
from profiles.sources.tables import signature
from tests.factories import career, stored_profile

pytestmark = pytest.mark.django_db


def _record(key: str = "1", source: str = "shortlist", **changes: Any) -> Record:
    person = career(**changes)
    return Record(source=source, key=key, payload=person.model_dump(mode="json"), profile=person, warnings=())


def import_file(path: Path, **how: Any) -> list[Result]:
    return [result for _, result in import_files([path], **how)]


def _resume(**basics: Any) -> str:
    work = [{"name": "Northwind Health", "position": "CTO", "startDate": "2019-03"}]
    return json.dumps({"basics": {"name": "Imara Okafor", **basics}, "work": work})


def test_new_person_is_stored_whole() -> None:
    result = store(_record())
    profile = Profile.objects.with_career().get(pk=result.profile_id)
    assert result.outcome is Outcome.CREATED
    assert profile.canonical() == career()
    assert profile.linkedin_key == "linkedin.com/in/imara-okafor-lindqvist"


def test_raw_payload_is_kept_apart_from_what_was_read_from_it() -> None:
    record = _record()
    store(record)
    assert SourceRecord.objects.get().payload == record.payload


def test_same_record_again_changes_nothing_and_says_so() -> None:
    store(_record())
    before = list(Profile.objects.values_list("updated_at")), list(Experience.objects.values_list("id", "updated_at"))
    assert store(_record()).outcome is Outcome.UNCHANGED
    after = list(Profile.objects.values_list("updated_at")), list(Experience.objects.values_list("id", "updated_at"))
    assert before == after


def test_changed_record_changes_the_same_person_and_only_what_differs() -> None:
    store(_record())
    experience = list(Experience.objects.values_list("id", flat=True))
    result = store(_record(skills=("Rust",)))
    profile = Profile.objects.with_career().get()
    assert (result.outcome, profile.pk) == (Outcome.CHANGED, result.profile_id)
    assert [skill.name for skill in profile.skills.all()] == ["Rust"]
    assert list(Experience.objects.values_list("id", flat=True)) == experience


def test_better_extraction_of_the_same_payload_is_not_taken_for_unchanged() -> None:
    record = _record()
    store(record)
    better = Record(source=record.source, key="1", payload=record.payload, profile=career(city="Malmö"), warnings=())
    assert store(better).outcome is Outcome.CHANGED
    assert Profile.objects.get().city == "Malmö"


def test_same_linkedin_url_from_another_source_is_the_same_person() -> None:
    first = store(_record())
    second = store(
        _record("77", "apollo", linkedin_url="https://se.linkedin.com/in/Imara-Okafor-Lindqvist/?x=1", city="Lund")
    )
    assert (second.outcome, second.profile_id) == (Outcome.CHANGED, first.profile_id)
    assert SourceRecord.objects.count() == 2


def test_same_name_is_not_the_same_person() -> None:
    stored_profile("a")
    stored_profile("b")
    assert Profile.objects.count() == 2


def test_two_who_turn_out_to_have_one_address_become_one_profile_and_it_is_said() -> None:
    first = store(_record())
    second = store(_record("2", linkedin_url=""))
    result = store(_record("2"))
    assert (result.outcome, result.profile_id) == (Outcome.CHANGED, second.profile_id)
    assert Profile.objects.get().pk == second.profile_id
    assert f"Profile {first.profile_id} was the same person" in result.warnings[0]


def _imported(*records: Record) -> list[tuple[str, int | None]]:
    """What a run reports of them, as it would be committed."""
    run = states.start("import", "people.ndjson", actor=SYSTEM)
    _import(run, [Incoming.of(record) for record in records])
    check_constraints()
    return list(ImportRow.objects.filter(run=run).order_by("number").values_list("outcome", "profile"))


def _two_with_an_address_of_another_source() -> tuple[int | None, int | None]:
    """Two people whose records say no address; the second has one from elsewhere."""
    first, second = store(_record("1", linkedin_url="")), store(_record("2"))
    store(_record("9", "apollo"))
    store(_record("2", linkedin_url=""))
    return first.profile_id, second.profile_id


_NAMING, _BEFORE, _MERGED_AWAY = _record("1"), _record("1", linkedin_url=""), _record("2", linkedin_url="")


@pytest.mark.parametrize(
    "records", [(_NAMING, _MERGED_AWAY), (_MERGED_AWAY, _NAMING), (_MERGED_AWAY, _BEFORE, _NAMING)]
)
def test_who_is_merged_away_within_a_file_is_reported_as_part_of_the_other(records: tuple[Record, ...]) -> None:
    first, _ = _two_with_an_address_of_another_source()
    assert {profile for _, profile in _imported(*records)} == {first}
    assert Profile.objects.get().pk == first


def test_what_a_file_says_of_who_is_merged_away_within_it_is_not_lost() -> None:
    first, _ = _two_with_an_address_of_another_source()
    told = _imported(_NAMING, _record("2", linkedin_url="", city="Malmö"))
    assert told == [("changed", first), ("changed", first)]
    assert Profile.objects.get().city == "Malmö"


def test_merges_within_a_file_follow_each_other() -> None:
    first, _ = _two_with_an_address_of_another_source()
    address = "https://www.linkedin.com/in/imara-o"
    store(_record("3", linkedin_url=address))
    assert _imported(_NAMING, _record("2", linkedin_url=address)) == [("changed", first)] * 2
    assert Profile.objects.get().linkedin_url == address


def test_a_record_whose_merge_is_refused_is_refused_alone() -> None:
    _, second = _two_with_an_address_of_another_source()
    SourceRecord.objects.filter(profile=second).delete()
    told = _imported(_NAMING, _record("4", linkedin_url="", full_name="Bo Ekholm"))
    assert [outcome for outcome, _ in told] == ["refused", "created"]
    assert f"Profile {second} has no source" in ImportRow.objects.get(outcome="refused").reason


def test_record_whose_url_belongs_to_someone_of_another_name_is_refused() -> None:
    store(_record())
    result = store(_record("2", full_name="Sten Varga"))
    assert (result.outcome, Profile.objects.count()) == (Outcome.REFUSED, 1)
    assert "whose name has nothing in common with this one" in result.reason


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sources", [["shortlist"] * 4, ["shortlist", "apollo", "proxycurl", "voyager"]])
def test_imports_of_a_new_person_at_once_store_one(sources: list[str]) -> None:
    start = threading.Barrier(4)
    outcomes: list[Result] = []

    def run(source: str) -> None:
        start.wait()
        outcomes.append(store(_record(source=source)))
        connection.close()

    threads = [threading.Thread(target=run, args=(source,)) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result.outcome for result in outcomes) == ["created", "unchanged", "unchanged", "unchanged"]
    assert Profile.objects.count() == 1


def test_dry_run_says_what_would_happen_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(_resume())
    assert [result.outcome for result in import_file(file, dry_run=True)] == [Outcome.CREATED]
    assert not Profile.objects.exists()


@pytest.mark.parametrize(
    "people",
    [
        [("Ada Brink", "ada", "info@acme.com"), ("Bo Lind", "bo", "info@acme.com"), ("Cy Moor", "", "info@acme.com")],
        [("Ada Brink", "ada", "ada@acme.com"), ("Ada Brink", "", "ada@acme.com"), ("Bo Lind", "", "ada@acme.com")],
        [("Ada Brink", "ada", ""), ("Bo Lind", "ada", ""), ("Bo Lind", "bo", ""), ("Ada Brink-Lind", "ada", "")],
        [("Ada Brink", "ada", "a@acme.com"), ("Bo Lind", "ada", "b@acme.com"), ("Bo Lind", "", "b@acme.com")],
        [("Bo Lind", "", "x@acme.com"), *[("Cy Moor", "", "x@acme.com")] * 3],
        [("Ada Brink", "ada", ""), ("Ada Brink", "", "a@acme.com"), ("Ada Brink", "ada", "a@acme.com")],
        [
            ("Ada Brink", "ada", "info@acme.com"),
            ("Ada Lind", "ada", "info@acme.com"),
            ("Ada Lind", "", "info@acme.com"),
        ],
        [("Known Person", "new", ""), ("Known Person", "new", ""), ("Bo Lind", "known", "")],
    ],
)
def test_dry_run_says_of_people_in_one_file_what_the_import_does(people: list[tuple[str, str, str]]) -> None:
    store(_record("k", full_name="Known Person", linkedin_url="https://www.linkedin.com/in/known"))
    records = [
        replace(
            _record(
                str(number),
                full_name=name,
                linkedin_url=f"https://www.linkedin.com/in/{slug}" if slug else "",
                email=email,
                headline=str(number),
            ),
            email_verified=bool(email),
        )
        for number, (name, slug, email) in enumerate(people)
    ]
    judged = judge_items([ready(record) for record in records], DryRun())
    stored = store_together([ready(record) for record in records])
    assert [result.outcome for result in judged] == [result.outcome for result in stored]


def test_record_whose_address_a_deleted_profile_bears_is_refused_as_such() -> None:
    gone = store(_record("1", full_name="Ada Brink", linkedin_url="https://www.linkedin.com/in/ada"))
    Profile.objects.filter(pk=gone.profile_id).update(deleted_at=timezone.now())
    store(_record("2", full_name="Ada Brink", linkedin_url="https://www.linkedin.com/in/ada-b"))
    record = _record("2", full_name="Ada Brink", linkedin_url="https://www.linkedin.com/in/ada")
    for result in (*judge_items([ready(record)], DryRun()), store(record)):
        assert result.outcome is Outcome.REFUSED
        assert f"was deleted on {timezone.now():%-d %B %Y} (profile {gone.profile_id})" in result.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"{", "JSON"),
        (b"\xff\xfe\x00{", "UTF-8"),
        ("{'name': 'Ren\xe9e'}".encode("latin-1"), "UTF-8"),
        (b"[" * 10_000, "nested|deep"),
        (b"{}", "no person|name"),
        (b'{"basics": {"name": ""}}', "no person|name"),
        (b'{"basics": {"name": "A"}, "x": 1e999}', "number|infinit|finite"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "UTF-8|JSON|binary"),
    ],
)
def test_file_that_yields_no_person_is_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    (result,) = import_file(file)
    assert result.outcome is Outcome.REFUSED
    import re

    assert re.search(reason, result.reason), result.reason
    assert not Profile.objects.exists()


def test_file_of_100_mb_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as output:
        output.write(b"[" + b" " * 10_000)
        output.truncate(100 * 1024 * 1024)
    (result,) = import_file(file)
    assert result.outcome is Outcome.REFUSED
    assert "105 MB; the limit for one file is 20 MB" in result.reason


def test_missing_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    (result,) = import_file(tmp_path / "none.json")
    assert result.reason == "cannot be read: No such file or directory"


def test_bad_item_in_a_file_does_not_hold_up_the_good_ones(tmp_path: Path) -> None:
    file = tmp_path / "many.json"
    file.write_text(json.dumps([json.loads(_resume()), {"basics": {}}, json.loads(_resume(name="Bela Curie"))]))
    outcomes = [result.outcome for result in import_file(file)]
    assert outcomes == [Outcome.CREATED, Outcome.REFUSED, Outcome.CREATED]


def test_command_reports_counts_reasons_and_is_audited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(_resume())
    bad.write_text("{}")
    call_command("import_profiles", str(good), str(bad))
    printed = capsys.readouterr()
    assert "1 created, 0 changed, 0 unchanged, 1 refused." in printed.out
    assert "bad.json" in printed.err
    assert AuditEvent.objects.get(action="profiles_imported").data == {"counts": {"created": 1, "refused": 1}}


def test_command_prints_a_json_object_per_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good.json"
    good.write_text(_resume())
    call_command("import_profiles", str(good), json=True, dry_run=True)
    assert json.loads(capsys.readouterr().out)["outcome"] == "created"


def test_command_shows_the_first_people_and_likely_duplicates_of_a_dry_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,Headline\nAda Brink,CTO\nAda Brink,CIO\n")
    call_command("import_profiles", str(file), dry_run=True)
    shown = capsys.readouterr().out
    assert "created · Ada Brink · CTO\ncreated · Ada Brink · CIO\n" in shown
    assert f"Likely a duplicate: Ada Brink (line 3) is called like the one in {file}, line 2.\n" in shown
    assert shown.endswith("Would be: 2 created, 0 changed, 0 unchanged, 0 refused.\n")


def test_command_reads_a_column_as_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Whom,What\nAda Brink,CTO\n")
    call_command("import_profiles", str(file), "--column", "Whom=full_name", "--column", "What=headline")
    assert "1 created" in capsys.readouterr().out
    assert Profile.objects.get().headline == "CTO"
    with pytest.raises(CommandError, match="'What=shoe' is not HEADER=FIELD"):
        call_command("import_profiles", str(file), "--column", "What=shoe")


def test_the_command_says_when_columns_are_read_as_the_last_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Whom,What\nAda Novak,CTO\n")
    mapping = {"Whom": "full_name", "What": ""}
    ColumnMapping.objects.create(signature=signature(["Whom", "What"]), mapping=mapping)
    call_command("import_profiles", str(file))
    assert "columns are read as the last time: Whom = full_name." in capsys.readouterr().err


def test_columns_are_read_as_the_last_time(tmp_path: Path) -> None:
    ColumnMapping.objects.create(signature=signature(["Whom", "What"]), mapping={"Whom": "full_name", "What": ""})
    file = tmp_path / "people.csv"
    file.write_text("What,Whom\nCTO,Ada Brink\n")
    assert [result.outcome for result in import_file(file)] == [Outcome.CREATED]


def test_command_fails_where_nothing_could_be_imported(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    with pytest.raises(CommandError, match="Nothing could be imported"):
        call_command("import_profiles", str(bad))


def test_what_could_be_read_before_a_pause_and_not_after_it_hides_nobody_of_the_next_file() -> None:
    people = b"Name\n" + b"".join(b"Ada Brink-%c\n" % letter for letter in b"abc")
    job = receive([("a.csv", io.BytesIO(people)), ("b.json", io.BytesIO(b'[{"basics": {"name": "Bo Lind"}}]'))])
    run = running.begin(job.pk, actor=SYSTEM)
    Run.objects.filter(pk=run.pk).update(parameters={**run.parameters, "batch": 2})
    claimed = states.claim(run.pk)
    assert claimed
    batches = running.importing(claimed)
    states.advance(claimed, next(batches)(), seconds=0)
    batches.close()  # type: ignore[attr-defined]
    states.give_back(claimed)
    ImportChunk.objects.filter(file__name="a.csv").update(data=b"<html>")
    engine.work_off_all()
    rows = ImportRow.objects.filter(run=run).values_list("file", "where", "outcome")
    assert list(rows) == [
        ("a.csv", "line 2", "created"),
        ("a.csv", "line 3", "created"),
        ("a.csv", "file", "refused"),
        ("b.json", "item 1", "created"),
    ]


def test_demo_people_are_loaded_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_demo", profiles=5)
    call_command("load_demo", profiles=5)
    assert capsys.readouterr().out == "5 fictional people loaded.\n0 fictional people loaded.\n"
    assert Profile.objects.count() == 5


def test_what_an_earlier_import_said_is_news_where_a_later_one_said_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    outcomes = []
    for title in ("CTO", "CIO", "CTO"):
        file.write_text(f"Id,Name,Job title\n7,Ada Brink,{title}\n")
        outcomes += [result.outcome.value for result in import_file(file)]
    assert outcomes == ["created", "changed", "changed"]


def test_a_person_who_stands_in_a_file_twice_is_as_the_last_line_says(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Id,Name,Job title\n7,Ada Brink,CTO\n7,Ada Brink,CIO\n")
    first, again = ([result.outcome.value for result in import_file(file)] for _ in range(2))
    assert (first, again) == (["created", "changed"], ["unchanged", "unchanged"])
    assert Experience.objects.get().title == "CIO"
