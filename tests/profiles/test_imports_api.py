"""Imports for other systems: sent in, watched, steered, and reported on."""

import json
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from config.access.models import ApiKey
from config.audit.models import SYSTEM
from config.runs import engine
from profiles.imports import files
from profiles.models import ColumnMapping, Import, ImportFile, Profile

pytestmark = pytest.mark.django_db

IMPORTS = "/api/v1/imports"
RESUME = {"basics": {"name": "Ada Brink", "label": "CTO"}}
COLUMNS = {"Full name": "full_name", "Role": "headline"}
PEOPLE = f"{json.dumps(RESUME)}\n{json.dumps({'basics': {'name': 'Bo Lind'}})}\n[1]\n"


@pytest.fixture
def writer(api: Callable[..., Client]) -> Client:
    return api("read", "write")


def send(client: Client, body: str = PEOPLE, kind: str = "application/x-ndjson", **query: str) -> Any:
    # The test client drops the type of an empty body.
    return client.post(IMPORTS, body, content_type=kind, headers={"Content-Type": kind}, query_params=query)


def send_files(client: Client, *names: str, content: str = "Full name,Role\nAda Brink,CTO\n", **form: str) -> Any:
    uploads = [SimpleUploadedFile(name, content.encode()) for name in names]
    return client.post(IMPORTS, {"files": uploads, **form})


def refused(answer: Any, status: int) -> str:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    return str(answer.json()["detail"])


def test_what_is_sent_is_imported_and_can_be_watched(writer: Client) -> None:
    answer = send(writer)
    assert (answer.status_code, answer["Location"]) == (202, f"{IMPORTS}/{answer.json()['id']}")
    assert answer.json()["run"]["state"] == "waiting"
    engine.work_off_all()
    now = writer.get(answer["Location"]).json()
    assert (now["state"], now["check"]) == ("Imported", None)
    assert now["run"]["counts"] == {"created": 2, "refused": 1}
    assert Profile.objects.count() == 2


def test_a_dry_run_changes_nothing_until_it_is_started_once(writer: Client) -> None:
    path = send(writer, dry_run="true")["Location"]
    engine.work_off_all()
    assert writer.get(path).json()["check"]["counts"] == {"created": 2, "refused": 1}
    assert Profile.objects.count() == 0
    assert writer.post(f"{path}/start").status_code == 202
    assert "started already" in refused(writer.post(f"{path}/start"), 409)
    engine.work_off_all()
    assert Profile.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (json.dumps(RESUME), "application/json"),
        (json.dumps(RESUME), "application/x-ndjson"),
        ("Full name,Role\nAda Brink,CTO\n", "text/csv"),
    ],
)
def test_bodies_of_each_kind(writer: Client, body: str, kind: str) -> None:
    assert send(writer, body, kind).status_code == 202
    engine.work_off_all()
    assert Profile.objects.get().full_name == "Ada Brink"


def test_a_body_larger_than_other_requests_may_be_is_streamed(writer: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert send(writer, PEOPLE * 10).status_code == 202
    assert ImportFile.objects.get().size == len(PEOPLE * 10)


PART = b'--cut\r\nContent-Disposition: form-data; name="files"; filename="people.csv"\r\nContent-Type: text/csv\r\n\r\n'
FORM = PART + b"Full name\nBo Lind\r\n" + PART


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kind", "head"), [("text/csv", b""), ("multipart/form-data; boundary=cut", FORM)])
def test_what_was_broken_off_on_its_way_is_refused(live_server: Any, kind: str, head: bytes) -> None:
    _, secret = ApiKey.objects.issue("test", ["write"], SYSTEM)
    server, sent = urlsplit(live_server.url), head + b"Full name,E-mail\nAda Brink,ada@exa"
    with socket.create_connection((server.hostname, server.port)) as client:
        client.sendall(
            f"POST {IMPORTS} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {secret}\r\nConnection: close\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(sent) + 100}\r\n\r\n".encode()
            + sent
        )
        client.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: client.recv(10_000), b"")).decode()
    assert answer.split()[1] == "400", answer[-400:]
    assert "cut off on its way" in answer
    assert not Import.objects.exists()


def test_rows_come_in_pages_and_by_outcome(writer: Client) -> None:
    path = send(writer)["Location"]
    engine.work_off_all()
    first = writer.get(f"{path}/rows", {"limit": 2}).json()
    rest = writer.get(f"{path}/rows", {"limit": 2, "cursor": first["next"]}).json()
    assert [row["outcome"] for row in first["items"] + rest["items"]] == ["created", "created", "refused"]
    assert rest["next"] is None
    broken = writer.get(f"{path}/rows", {"outcome": "refused"}).json()["items"]
    assert [(row["where"], bool(row["reason"])) for row in broken] == [("line 3, item 1", True)]


def test_what_was_checked_is_previewed_and_discarded(writer: Client) -> None:
    path = send(writer, dry_run="true")["Location"]
    engine.work_off_all()
    preview = writer.get(path).json()["preview"]
    assert (preview["people"], len(preview["rows"])) == (2, 2)
    assert writer.delete(path).status_code == 204
    assert writer.delete(path).status_code == 404
    assert not ImportFile.objects.exists()


def test_what_was_started_is_not_discarded(writer: Client) -> None:
    assert "started already" in refused(writer.delete(send(writer)["Location"]), 409)


def test_a_table_without_a_header_is_refused_with_what_its_columns_are_called(writer: Client) -> None:
    said = refused(send_files(writer, "people.csv", content="Ada Brink,ada@example.com\n"), 422)
    assert "There are no names of columns: line 1 is about somebody." in said
    assert said.endswith("Its columns are: Column 1, Column 2.")


def test_an_import_is_paused_resumed_and_cancelled(writer: Client) -> None:
    path = send(writer)["Location"]
    for act, state in (("pause", "Paused"), ("resume", "Waiting"), ("cancel", "Cancelled")):
        assert writer.post(f"{path}/{act}").json()["state"] == state
    assert "cannot be paused" in refused(writer.post(f"{path}/pause"), 409)


def test_the_report_is_csv(writer: Client) -> None:
    path = send(writer)["Location"]
    engine.work_off_all()
    answer = writer.get(f"{path}/report.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(answer.getvalue().splitlines()) == 4


def test_imports_are_listed_newest_first(writer: Client) -> None:
    ids = [send(writer).json()["id"] for _ in range(3)]
    first = writer.get(IMPORTS, {"limit": 2}).json()
    assert [one["id"] for one in first["items"]] == [ids[2], ids[1]]
    assert [one["id"] for one in writer.get(IMPORTS, {"cursor": first["next"]}).json()["items"]] == [ids[0]]


def test_a_table_is_read_as_guessed_and_the_answer_says_how(writer: Client) -> None:
    told = send_files(writer, "people.csv").json()["files"]
    assert [(file["name"], file["mapping"]["Full name"]) for file in told] == [("people.csv", "full_name")]


@pytest.mark.parametrize(
    "mapping",
    [{"Full name": "full_name", "Role": "headline"}, {"people.csv": {"Full name": "full_name", "Role": "headline"}}],
)
def test_a_table_is_read_as_told_and_that_is_remembered(writer: Client, mapping: dict[str, Any]) -> None:
    send_files(writer, "people.csv", mapping=json.dumps(mapping))
    engine.work_off_all()
    assert Profile.objects.get().headline == "CTO"
    assert ColumnMapping.objects.get().mapping["Role"] == "headline"


def test_a_dry_run_can_be_asked_for_in_the_form(writer: Client) -> None:
    path = send_files(writer, "people.csv", dry_run="true", source="")["Location"]
    engine.work_off_all()
    assert writer.get(path).json()["check"]
    assert not Profile.objects.exists()


@pytest.mark.parametrize("parameter", ["dry-run", "dryrun", "mappings"])
def test_a_parameter_that_there_is_not_imports_nothing(writer: Client, parameter: str) -> None:
    assert f"no parameter {parameter}" in refused(send(writer, **{parameter: "true"}), 422)
    assert f"no parameter {parameter}" in refused(send_files(writer, "people.csv", **{parameter: "true"}), 422)
    assert "true or false" in refused(send_files(writer, "people.csv", dry_run="maybe"), 422)
    assert not Import.objects.exists()


def test_columns_of_an_import_that_was_discarded_are_not_remembered(writer: Client) -> None:
    kept = json.dumps({"Full name": "full_name", "Role": "headline"})
    send_files(writer, "people.csv", mapping=kept)
    engine.work_off_all()
    told = json.dumps({"Colour": "full_name"})
    path = send_files(writer, "x.csv", content="Colour,Shape\nred,round\n", mapping=told, dry_run="true")["Location"]
    engine.work_off_all()
    assert writer.delete(path).status_code == 204
    assert "Role" in ColumnMapping.objects.get().mapping


def test_a_table_without_a_name_is_refused_and_nothing_is_kept(writer: Client) -> None:
    assert "people.csv: No column holds the person" in refused(
        send_files(writer, "people.csv", content="Colour,Shape\nred,round\n"), 422
    )
    assert not Import.objects.exists()


@pytest.mark.parametrize("mapping", ["{", "[]", '{"Full name": 1}', '{"people.csv": {"Full name": 1}}'])
def test_a_mapping_that_is_none_is_refused(writer: Client, mapping: str) -> None:
    assert "mapping" in refused(send_files(writer, "people.csv", mapping=mapping), 422)


def test_uploads_that_cannot_be_taken_are_told_in_words(
    writer: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No file" in refused(send_files(writer), 422)
    assert "nothing in what was sent" in refused(send(writer, ""), 422)
    assert "body of type" in refused(send(writer, "x", "image/png"), 415)
    assert "no source “nonsense”" in refused(send(writer, source="nonsense"), 422)
    assert "could not be read" in refused(writer.post(IMPORTS, b"x", content_type="multipart/form-data"), 400)
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    assert "More than 1 files" in refused(send_files(writer, "a.csv", "b.csv"), 413)
    monkeypatch.setattr(files, "MAX_UPLOAD_BYTES", 10)
    assert "is larger than" in refused(send(writer), 413)
    assert not Import.objects.exists()


def test_reading_needs_the_read_scope_and_changing_the_write_scope(api: Callable[..., Client], writer: Client) -> None:
    path = send(writer)["Location"]
    reader = api("read")
    for part in ("", "/rows", "/report.csv"):
        assert reader.get(f"{path}{part}").status_code == 200
    for address in (IMPORTS, *(f"{path}/{act}" for act in ("start", "pause", "resume", "cancel"))):
        assert reader.post(address).status_code == 403


def test_an_import_that_does_not_exist_is_404(writer: Client) -> None:
    for part in ("", "/rows", "/report.csv"):
        refused(writer.get(f"{IMPORTS}/1{part}"), 404)
    for act in ("start", "pause", "resume", "cancel"):
        refused(writer.post(f"{IMPORTS}/1/{act}"), 404)
