"""Imports in the browser: drop, name the columns, see what would happen, import, read the report."""

import io
import json
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from config.audit.models import SYSTEM
from config.runs import engine, states
from config.runs.models import Run
from profiles.imports import files, running
from profiles.models import ColumnMapping, Import, ImportChunk, ImportFile, ImportRow, Profile
from tests.factories import career, stored_profile

pytestmark = pytest.mark.django_db

TABLE = (
    "Full name,Job title,Company,E-mail,Age\nAda Brink,CTO,Northwind,ada@example.com,51\nBo Lind,CIO,Bluefjord,,44\n"
)


def resume(name: str = "Ada Brink", **more: Any) -> dict[str, Any]:
    return {"basics": {"name": name, "label": "CTO", **more}, "work": [{"name": "Northwind", "position": "CTO"}]}


def people(*names: str) -> str:
    return "\n".join(json.dumps(resume(name)) for name in names)


def upload(client: Client, *contents: str | bytes, name: str = "people.ndjson", text: str = "") -> Any:
    sent = [
        SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode()) for content in contents
    ]
    return client.post("/imports/upload/", {"files": sent, "text": text})


def checked(client: Client, *contents: str, **more: str) -> Import:
    upload(client, *contents, **more)
    engine.work_off_all()
    return Import.objects.get()


def page(client: Client, job: Import) -> str:
    return client.get(f"/imports/{job.pk}/").text


def imported(client: Client, *contents: str, **more: str) -> Import:
    job = checked(client, *contents, **more)
    start(client, job)
    engine.work_off_all()
    return Import.objects.get()


def start(client: Client, job: Import, *, check: int | None = None) -> Any:
    sent = {"check": check or Import.objects.get(pk=job.pk).check_run_id}
    return client.post(f"/imports/{job.pk}/start/", sent, follow=True)


def test_two_long_checks_do_not_keep_each_other_from_their_end(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SLICE_SECONDS", -1)
    for names in (("Ada Brink", "Bo Lind"), ("Cy Dahl",)):
        upload(signed_in, people(*names))
    for _ in range(2):
        run = states.claim()
        assert run
        engine.work_off(run)
    assert list(Run.objects.order_by("pk").values_list("state", "done")) == [("completed", 2), ("completed", 1)]


def test_a_file_with_somebody_twice_is_unchanged_the_second_time(signed_in: Client) -> None:
    twice = people("Ada Brink", "Bo Lind") + "\n" + json.dumps(resume(email="ada@example.com"))
    twice = twice.replace('"Ada Brink"', '"Ada Brink", "url": "https://www.linkedin.com/in/ada-brink"')
    imported(signed_in, twice)
    before = list(Profile.objects.order_by("pk").values_list("updated_at"))
    assert len(before) == 2
    upload(signed_in, twice)
    engine.work_off_all()
    again = Import.objects.latest("pk")
    start(signed_in, again)
    engine.work_off_all()
    runs = Run.objects.filter(parameters__import_id=again.pk).order_by("pk")
    assert [run.counts for run in runs] == [{"unchanged": 3}, {"unchanged": 3}]
    assert list(Profile.objects.order_by("pk").values_list("updated_at")) == before


@pytest.mark.parametrize("odd", ['\0{"basics": 1}', '["\\u0000x"]', '["\\ud800"]'])
def test_what_cannot_be_stored_is_one_refused_line(signed_in: Client, odd: str) -> None:
    names = [f"Ada Brink {number}" for number in range(60)]  # what stands at the top is looked at before
    imported(signed_in, people(*names) + "\n" + odd)
    outcomes = list(ImportRow.objects.order_by("number").values_list("outcome", flat=True))
    assert outcomes == ["created"] * 60 + ["refused"]


# --- uploading ---------------------------------------------------------------------------------


def test_nothing_imported_yet_says_what_can_be_dropped(signed_in: Client) -> None:
    text = signed_in.get("/imports/").text
    for part in ("Nothing imported yet", "JSON Resume", "LinkedIn", "Excel", "PDF", 'type="file"'):
        assert part in text, part


def test_files_that_need_no_columns_are_checked_at_once(signed_in: Client) -> None:
    answer = upload(signed_in, people("Ada Brink"))
    job = Import.objects.get()
    assert answer["Location"] == f"/imports/{job.pk}/"
    assert Run.objects.get(pk=job.check_run_id).state == "waiting"
    assert "Nothing is imported yet" in page(signed_in, job)


def test_several_files_and_pasted_text_are_one_import(signed_in: Client) -> None:
    upload(signed_in, people("Ada Brink"), people("Bo Lind"), text=json.dumps(resume("Cy Moor")))
    assert [file.name for file in ImportFile.objects.all()] == ["people.ndjson", "people.ndjson", "Pasted profile.json"]
    engine.work_off_all()
    assert Run.objects.get().counts == {"created": 3}


def test_no_file_is_told_and_keeps_nothing(signed_in: Client) -> None:
    answer = signed_in.post("/imports/upload/", {})
    assert (answer.status_code, Import.objects.count()) == (422, 0)
    assert "No file was chosen." in answer.text


def test_a_file_beyond_the_limit_is_told_and_keeps_nothing(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_UPLOAD_BYTES", 10)
    answer = upload(signed_in, people("Ada Brink"))
    assert (answer.status_code, Import.objects.count(), ImportChunk.objects.count()) == (422, 0, 0)
    assert "people.ndjson is larger than" in answer.text


def test_too_many_files_are_told(signed_in: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    answer = upload(signed_in, "a", "b", "c")
    assert answer.status_code == 400
    assert "More than 2 files came at once" in answer.text


def test_a_files_name_is_a_label_and_is_escaped(signed_in: Client) -> None:
    job = checked(signed_in, people("Ada Brink"), name="<script>alert(1)<.ndjson")
    assert "<script>alert" not in page(signed_in, job)
    assert "<script>alert" not in signed_in.get("/imports/").text


def test_a_stream_that_gives_little_at_a_time_is_kept_whole() -> None:
    class Trickle(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, 7))

    file = files.add_file(Import.objects.create(), "a.json", Trickle(b"x" * 100))
    assert [bytes(chunk.data) for chunk in file.chunks.all()] == [b"x" * 100]


# --- columns -----------------------------------------------------------------------------------


def columns(client: Client, job: Import, *targets: str) -> Any:
    file = job.files.get()
    chosen = {f"column-{file.pk}-{place}": target for place, target in enumerate(targets)}
    return client.post(f"/imports/{job.pk}/columns/", chosen)


def test_a_table_asks_for_its_columns_with_guesses_and_samples(signed_in: Client) -> None:
    answer = upload(signed_in, TABLE, name="people.csv")
    job = Import.objects.get()
    assert answer["Location"] == f"/imports/{job.pk}/columns/"
    text = signed_in.get(answer["Location"]).text
    for part in ('<option value="full_name" selected>', "Ada Brink", "guessed", "Not stored"):
        assert part in text, part
    assert ">51<" not in text
    assert signed_in.get(f"/imports/{job.pk}/")["Location"] == answer["Location"]


def test_chosen_columns_are_checked_and_remembered_for_the_next_file(signed_in: Client) -> None:
    upload(signed_in, TABLE, name="people.csv")
    columns(signed_in, Import.objects.get(), "full_name", "headline", "current_company", "email", "")
    engine.work_off_all()
    assert Run.objects.get().parameters["preview"]["rows"][0]["headline"] == "CTO"
    assert ColumnMapping.objects.get().mapping["Job title"] == "headline"
    upload(signed_in, TABLE, name="later.csv")
    text = signed_in.get(f"/imports/{Import.objects.latest('id').pk}/columns/").text
    assert "remembered from last time" in text
    assert '<option value="headline" selected>' in text


def test_columns_without_a_name_are_told_and_the_choice_stays(signed_in: Client) -> None:
    upload(signed_in, TABLE, name="people.csv")
    answer = columns(signed_in, Import.objects.get(), "", "headline", "", "email", "")
    assert answer.status_code == 422
    assert "No column holds the person" in answer.text
    assert '<option value="headline" selected>' in answer.text
    assert not Run.objects.exists()


def test_a_row_without_a_name_is_told_by_its_columns_alone(signed_in: Client) -> None:
    upload(signed_in, "Vorname,Nachname\nAda,Brink\n,\n1,2\n,\u2014\n", name="people.csv")
    columns(signed_in, Import.objects.get(), "first_name", "last_name")
    engine.work_off_all()
    shown = page(signed_in, Import.objects.get())
    assert '<span class="muted">Vorname and Nachname</span>' in shown
    assert '<span class="muted">Vorname and Nachname:</span> 1 2' in shown


def test_a_target_for_a_column_that_must_not_count_is_ignored(signed_in: Client) -> None:
    upload(signed_in, TABLE, name="people.csv")
    columns(signed_in, Import.objects.get(), "full_name", "headline", "", "", "summary")
    assert ImportFile.objects.get().mapping == {"Full name": "full_name", "Job title": "headline"}


def test_another_sheet_of_a_workbook_can_be_chosen(signed_in: Client) -> None:
    book = openpyxl.Workbook()
    for text in ("Note", "What this is"):
        book.active.append([text])
    people_sheet = book.create_sheet("People")
    for row in (["Full name", "City"], ["Ada Brink", "Oslo"]):
        people_sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    upload(signed_in, data.getvalue(), name="book.xlsx")
    file = ImportFile.objects.get()
    path = f"/imports/{file.job_id}/columns/"
    assert "Only sheet &#x27;Sheet&#x27; is read; there is also &#x27;People&#x27;." in signed_in.get(path).text
    shown = {f"shown-{file.pk}": "Sheet", f"sheet-{file.pk}": "People", f"column-{file.pk}-0": "full_name"}
    answer = signed_in.post(path, shown)  # without a look at its columns
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{path}?sheet-{file.pk}=People")
    assert "Oslo" in signed_in.get(answer.headers["Location"]).text
    signed_in.post(path, {**shown, f"shown-{file.pk}": "People"})
    assert ImportFile.objects.get().sheet == "People"


def test_a_sheet_without_a_table_is_named_and_the_other_stays(signed_in: Client) -> None:
    book = openpyxl.Workbook()
    for row in (["Full name", "City"], ["Ada Brink", "Oslo"]):
        book.active.append(row)
    book.create_sheet("Empty")
    data = io.BytesIO()
    book.save(data)
    upload(signed_in, data.getvalue(), name="book.xlsx")
    file = ImportFile.objects.get()
    shown = signed_in.get(f"/imports/{file.job_id}/columns/", {f"sheet-{file.pk}": "Empty"}).text
    assert "Sheet “Empty” cannot be read." in shown
    assert "Oslo" in shown


def test_that_a_table_has_no_header_is_said_where_its_columns_are_named(signed_in: Client) -> None:
    upload(signed_in, "Ada Brink,ada@example.com\nBo Lind,bo@example.com\n", name="people.csv")
    shown = signed_in.get(f"/imports/{Import.objects.get().pk}/columns/").text
    assert "There are no names of columns: line 1 is about somebody." in shown


def test_a_table_in_which_nothing_can_be_read_is_not_to_be_checked(signed_in: Client) -> None:
    upload(signed_in, "Full name,City\n", name="people.csv")
    shown = signed_in.get(f"/imports/{Import.objects.get().pk}/columns/").text
    assert "There is nothing in it to import." in shown
    assert "Check what is in" not in shown


def test_a_table_whose_first_row_is_longer_than_what_is_looked_at_is_read_on(signed_in: Client) -> None:
    upload(signed_in, "Full name,City\nAda Brink," + "x" * 1_000_000 + "\nBo Lind,Oslo\n", name="people.csv")
    assert "Bo Lind" in signed_in.get(f"/imports/{Import.objects.get().pk}/columns/").text


def test_people_of_one_name_in_the_files_are_likely_duplicates(signed_in: Client) -> None:
    job = checked(signed_in, people("Ada Brink", "Bo Lind", "ADA  BRINK"))
    shown = page(signed_in, job)
    assert "Likely duplicates" in shown
    assert "also in people.ndjson, line 1" in shown


def test_the_check_counts_a_company_that_comes_with_a_career_as_the_import_does(signed_in: Client) -> None:
    company = {"name": "Northwind", "domain": "northwind.example.com", "industry": "Health"}
    job = checked(signed_in, people("Ada Brink") + "\n" + json.dumps(company))
    check = Run.objects.get()
    start(signed_in, job)
    engine.work_off_all()
    assert Run.objects.get(kind="import").counts == check.counts == {"created": 1, "changed": 1}


def test_changed_columns_are_checked_again_in_place_of_the_first_check(signed_in: Client) -> None:
    upload(signed_in, TABLE, name="people.csv")
    job = Import.objects.get()
    columns(signed_in, job, "full_name", "", "", "", "")
    engine.work_off_all()
    columns(signed_in, job, "full_name", "headline", "", "", "")
    engine.work_off_all()
    run = Run.objects.get()
    assert run.parameters["preview"]["rows"][0]["headline"] == "CTO"
    assert ImportRow.objects.filter(run=run).count() == 2


def test_columns_of_a_started_import_are_closed(signed_in: Client) -> None:
    job = imported(signed_in, people("Ada Brink"))
    assert "cannot be changed any more" in signed_in.get(f"/imports/{job.pk}/columns/", follow=True).text


def test_columns_chosen_while_the_import_is_started_change_nothing(signed_in: Client) -> None:
    upload(signed_in, TABLE, name="people.csv")
    job = Import.objects.get()
    columns(signed_in, job, "full_name", "", "", "", "")

    def start_meanwhile(execute: Any, sql: str, *told: Any) -> Any:
        if 'FROM "profiles_columnmapping"' in sql and not Import.objects.get().run_id:
            running.begin(job.pk, actor=SYSTEM)
        return execute(sql, *told)

    ImportFile.objects.update(mapping=None)  # so that what is remembered is asked for, after the view looked
    with connection.execute_wrapper(start_meanwhile):
        answer = columns(signed_in, job, "full_name", "headline", "", "", "")
    assert (answer["Location"], job.files.get().mapping) == (f"/imports/{job.pk}/", None)
    assert ColumnMapping.objects.get().mapping["Job title"] == ""
    assert "has been started already" in page(signed_in, job)


# --- the check ---------------------------------------------------------------------------------


def test_a_check_says_what_would_happen_and_changes_nothing(signed_in: Client) -> None:
    stored_profile()
    job = checked(signed_in, f"{people('Ada Brink', 'Bo Lind')}\n{{broken")
    text = page(signed_in, job)
    for part in ("Import 2 people", "Ada Brink", "Would be refused", "line 3", "The JSON is damaged", "Discard"):
        assert part in text, part
    assert Profile.objects.count() == 1


def test_namesakes_of_people_who_are_here_are_likely_duplicates(signed_in: Client) -> None:
    here = stored_profile("7", full_name="Ada Brink", headline="Head of Data")
    text = page(signed_in, checked(signed_in, people("ADA  Brink", "Bo Lind")))
    assert "Likely duplicates" in text
    assert f'<a href="/candidates/{here.pk}/">Ada Brink, Head of Data</a>' in text


def test_the_same_file_again_is_unchanged_and_offers_no_import(signed_in: Client) -> None:
    imported(signed_in, people("Ada Brink"))
    upload(signed_in, people("Ada Brink"))
    engine.work_off_all()
    text = page(signed_in, Import.objects.latest("id"))
    assert "there is nothing to import" in text
    assert "/start/" not in text


def test_a_changed_person_is_shown_with_a_link_to_the_profile(signed_in: Client) -> None:
    here = stored_profile()
    changed = json.dumps(resume(career().full_name, profiles=[{"network": "LinkedIn", "url": career().linkedin_url}]))
    text = page(signed_in, checked(signed_in, changed))
    assert f'<a href="/candidates/{here.pk}/">' in text
    assert '<dt>Changed</dt><dd class="number">1</dd>' in text


def test_the_first_people_alone_are_kept_for_the_preview(signed_in: Client) -> None:
    checked(signed_in, people(*(f"Person {'abcdefghijklmnopqrstuvwxyz'[number]}" for number in range(26))))
    assert len(Run.objects.get().parameters["preview"]["rows"]) == 20


def test_an_import_is_discarded_without_a_trace(signed_in: Client) -> None:
    job = checked(signed_in, people("Ada Brink"))
    assert "Discarded" in signed_in.post(f"/imports/{job.pk}/discard/", follow=True).text
    for model in (Import, ImportFile, ImportChunk, ImportRow, Run, Profile):
        assert not model._default_manager.exists(), model


@pytest.mark.parametrize("act", ["start", "check", "discard"])
def test_what_is_asked_of_an_import_that_was_discarded_in_another_window_is_answered(
    signed_in: Client, act: str
) -> None:
    job = checked(signed_in, people("Ada Brink"))
    signed_in.post(f"/imports/{job.pk}/discard/")
    answer = signed_in.post(f"/imports/{job.pk}/{act}/")
    assert answer.status_code == 404
    assert "This import is no longer here: it was discarded." in answer.text
    assert "Drop files here" in answer.text


def test_an_import_whose_files_went_with_somebody_erased_offers_no_import(signed_in: Client) -> None:
    job = checked(signed_in, people("Ada Brink"))
    job.files.all().delete()
    shown = page(signed_in, job)
    assert "somebody was in it who has been erased" in shown
    assert f"/imports/{job.pk}/start/" not in shown
    assert f"/imports/{job.pk}/discard/" in shown
    assert "Files removed" in signed_in.get("/imports/").text


def test_a_cancelled_check_can_be_made_again(signed_in: Client) -> None:
    upload(signed_in, people("Ada Brink"))
    job = Import.objects.get()
    states.cancel(Run.objects.get())
    shown = page(signed_in, job)
    assert "Check again" in shown
    assert "Check cancelled. Nothing was imported." in shown
    assert "Checking what is in" not in shown
    signed_in.post(f"/imports/{job.pk}/check/")
    engine.work_off_all()
    assert "Import 1 person" in page(signed_in, job)


# --- the import and its report -----------------------------------------------------------------


def test_importing_brings_people_in_and_reports(signed_in: Client) -> None:
    job = imported(signed_in, f"{people('Ada Brink')}\n{{broken")
    ada = Profile.objects.get()
    text = page(signed_in, job)
    for part in ("Imported people", f'href="/candidates/{ada.pk}/"', "Refused", "The JSON is damaged", "report.csv"):
        assert part in text, part


def test_of_two_clicks_the_second_is_told(signed_in: Client) -> None:
    job = checked(signed_in, people("Ada Brink"))
    start(signed_in, job)
    assert "has been started already" in start(signed_in, job).text
    for act in ("discard", "check"):
        assert "has been started already" in signed_in.post(f"/imports/{job.pk}/{act}/", follow=True).text


def test_only_the_check_that_was_looked_at_is_imported(signed_in: Client) -> None:
    upload(signed_in, TABLE, name="people.csv")
    job = Import.objects.get()
    columns(signed_in, job, "full_name", "", "", "", "")
    engine.work_off_all()
    seen = Import.objects.get().check_run_id
    assert f'name="check" value="{seen}"' in page(signed_in, job)
    columns(signed_in, job, "", "full_name", "", "", "")
    engine.work_off_all()
    assert "was checked anew meanwhile" in start(signed_in, job, check=seen).text
    assert Import.objects.get().run_id is None
    start(signed_in, job)
    assert Import.objects.get().run_id


def test_once_imported_nothing_is_kept_but_profiles_and_reasons(signed_in: Client) -> None:
    job = imported(signed_in, f"{people('Ada Brink')}\n{{broken")
    assert not ImportChunk.objects.exists()
    assert "preview" not in Run.objects.get(pk=job.check_run_id).parameters
    assert {row.run_id for row in ImportRow.objects.all()} == {job.run_id}


def test_the_report_is_a_file_in_which_no_cell_is_a_formula(signed_in: Client) -> None:
    job = imported(signed_in, people("Ada Brink"), name="=cmd.ndjson")
    answer = signed_in.get(f"/imports/{job.pk}/report.csv")
    lines = answer.getvalue().decode().splitlines()
    assert lines[0] == "file,where,outcome,profile_id,company_id,field,value,reason,warnings"
    assert lines[1].startswith(f"'=cmd.ndjson,line 1,created,{Profile.objects.get().pk},")
    assert answer["Content-Disposition"] == f'attachment; filename="import-{job.pk}.csv"'


def test_refused_rows_come_in_pages(signed_in: Client) -> None:
    job = checked(signed_in, "\n".join(["[1]"] * 60 + [people("Ada Brink")]))
    first = signed_in.get(f"/imports/{job.pk}/")
    rest = signed_in.get(f"/imports/{job.pk}/", {"cursor": first.context["page"].older})
    assert (len(first.context["page"].rows), len(rest.context["page"].rows)) == (50, 10)


def test_the_list_tells_state_counts_and_who(signed_in: Client, django_assert_max_num_queries: Any) -> None:
    imported(signed_in, people("Ada Brink", "Bo Lind"))
    upload(signed_in, TABLE, name="people.csv")
    for _ in range(5):
        upload(signed_in, people("Cy Moor"))
    with django_assert_max_num_queries(8):
        text = signed_in.get("/imports/").text
    for part in ("Imported", "Columns to be named", '<span class="number">2</span> new', "recruiter", "people.csv"):
        assert part in text, part


# --- what is left behind -----------------------------------------------------------------------


def test_imports_that_nobody_went_on_with_for_a_week_are_forgotten(signed_in: Client) -> None:
    old, young = checked(signed_in, people("Ada Brink")), None
    upload(signed_in, people("Bo Lind"))
    young = Import.objects.exclude(pk=old.pk).get()
    Import.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    assert files.forget_old() == 1
    assert Import.objects.get() == young
    assert {run.parameters["import_id"] for run in Run.objects.all()} == {young.pk}


def test_files_of_a_cancelled_import_are_forgotten(signed_in: Client) -> None:
    job = checked(signed_in, people("Ada Brink"))
    start(signed_in, job)
    states.cancel(Import.objects.get().run or Run())
    assert files.forget_old() == 1
    assert not ImportChunk.objects.exists()
    assert "Cancelled" in page(signed_in, job)


def test_an_import_in_hand_is_not_forgotten(signed_in: Client) -> None:
    job = checked(signed_in, people("Ada Brink"))
    start(signed_in, job)
    Import.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert files.forget_old() == 0
    assert ImportChunk.objects.exists()


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("", "get"), ("columns/", "get"), ("report.csv", "get"), ("check/", "post"), ("start/", "post"),
        ("discard/", "post"),
    ],
)  # fmt: skip
def test_strangers_and_imports_that_do_not_exist(client: Client, recruiter: Any, path: str, right: str) -> None:
    assert getattr(client, right)(f"/imports/1/{path}")["Location"].startswith("/sign-in/")
    client.force_login(recruiter)
    assert getattr(client, right)(f"/imports/1/{path}").status_code == 404
    assert client.delete(f"/imports/1/{path}").status_code == 405
