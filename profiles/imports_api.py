"""Imports for other systems."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Router, Schema, Status
from pydantic import TypeAdapter, ValidationError

from config.access.keys import KeyWith
from config.access.problems import Problem
from config.audit.models import Actor
from config.pages import upload_problem
from config.paging import Cursor, PageSize, first_of
from config.runs import states
from config.runs.models import Run
from config.runs.schemas import RunState
from config.uploads import CutOff, Readable, Whole
from profiles import fetching
from profiles.imports import mapping, reports, running
from profiles.imports.files import NothingSent, TooLarge, receive
from profiles.imports.reports import Report
from profiles.models import Import, ImportRow, Outcome
from profiles.sources import SOURCES

router = Router(tags=["imports"])

_NAMES = {
    "application/json": "body.json",
    "application/x-ndjson": "body.ndjson",
    "text/plain": "body.txt",
    "text/csv": "body.csv",
}
_MAPPING_LOOKS = '{"Name": "full_name"}'
_BODY = {
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "properties": {
                "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                "dry_run": {"type": "boolean"},
                "source": {"type": "string"},
                "mapping": {"type": "string", "description": f"JSON, column to field, for tables: {_MAPPING_LOOKS}"},
            },
        }
    },
    **{kind: {"schema": {"type": "string"}} for kind in _NAMES},
}


class FileOut(Schema):
    name: str
    size: int
    sheet: str
    mapping: dict[str, str] | None


class ImportOut(Schema):
    """`check` is the dry run, `run` the import itself; null where there is none."""

    id: int
    state: str
    check: RunState | None
    run: RunState | None
    files: list[FileOut]
    preview: dict[str, Any] | None = Field(
        description="Of a check: how many people and companies would be written, the first of them (`rows`), and "
        "likely duplicates (`alike_rows`)"
    )
    created_at: datetime

    @staticmethod
    def of(job: Import) -> dict[str, Any]:
        return {
            "id": job.pk,
            "state": Report(job).state,
            "check": RunState.of(job.check_run),
            "run": RunState.of(job.run),
            "files": list(job.files.all()),
            "preview": job.check_run and job.check_run.parameters.get("preview"),
            "created_at": job.created_at,
        }


class ImportPage(Schema):
    items: list[ImportOut]
    next: int | None


class RowOut(Schema):
    number: int
    file: str
    where: str
    outcome: Outcome
    profile_id: int | None
    company_id: int | None
    reason: str
    field: str
    value: str
    warnings: list[str]


class RowPage(Schema):
    items: list[RowOut]
    next: int | None


@router.post(
    "/imports",
    response={202: ImportOut},
    auth=KeyWith("write"),
    summary="Bring in files (multipart), or one body: JSON, NDJSON, CSV, or the text of a CV",
    openapi_extra={"requestBody": {"content": _BODY}},
)
def create_import(request: HttpRequest, response: HttpResponse, dry_run: bool = False, source: str = "") -> Status[Any]:
    uploads, form = _sent(request)
    told = _told_mapping(form.get("mapping", ""))
    dry_run = _yes(form["dry_run"]) if "dry_run" in form else dry_run
    source = form.get("source", source)
    if unknown := (request.GET.keys() | form.keys()) - {"dry_run", "source", "mapping"}:  # a check must not import
        names = ", ".join(sorted(unknown))[:100]
        raise Problem(422, f"There is no parameter {names}; there are dry_run, source and mapping.")
    if source and source not in SOURCES:
        raise Problem(422, f"There is no source “{source[:40]}”. Known are {', '.join(SOURCES)}.")
    try:
        with transaction.atomic():
            job = receive(uploads, source=source)
            _map(job, told)
            (running.check if dry_run else running.begin)(job.pk, actor=Actor.of(request))
    except TooLarge as problem:
        raise Problem(413, str(problem)) from None
    except NothingSent as problem:
        raise Problem(422, str(problem)) from None
    except CutOff as problem:
        raise Problem(400, upload_problem(problem)) from None
    return _accepted(response, job.pk)


class FetchIn(Schema):
    url: Annotated[str, Field(max_length=500)]
    refresh: bool = False


@router.post(
    "/profiles/fetch",
    response={202: ImportOut},
    auth=KeyWith("write"),
    summary="Have the provider asked about one LinkedIn address",
)
def fetch_profile(request: HttpRequest, response: HttpResponse, body: FetchIn) -> Status[Any]:
    try:
        job = fetching.fetch([body.url], actor=Actor.of(request), refresh=body.refresh)
    except fetching.NotSetUp as problem:
        raise Problem(409, str(problem)) from None
    except fetching.CannotFetch as problem:
        raise Problem(422, str(problem)) from None
    return _accepted(response, job.pk)


@router.get("/imports", response=ImportPage, auth=KeyWith("read"), summary="List imports, newest first")
def list_imports(request: HttpRequest, cursor: Cursor = None, limit: PageSize = 50) -> dict[str, Any]:
    jobs = reports.with_runs()
    page, following = first_of(jobs.filter(pk__lt=cursor) if cursor else jobs, limit)
    return {"items": [ImportOut.of(job) for job in page], "next": following}


@router.get("/imports/{int:import_id}", response=ImportOut, auth=KeyWith("read"), summary="How far an import is")
def get_import(request: HttpRequest, import_id: int) -> dict[str, Any]:
    return ImportOut.of(_import(import_id))


@router.get(
    "/imports/{int:import_id}/rows",
    response=RowPage,
    auth=KeyWith("read"),
    summary="What became of each record; of the check while that is all there is",
)
def list_rows(
    request: HttpRequest, import_id: int, outcome: Outcome | None = None, cursor: Cursor = None, limit: PageSize = 50
) -> dict[str, Any]:
    rows = ImportRow.objects.filter(run=Report(_import(import_id)).run, number__gt=cursor or 0).order_by("number")
    page, following = first_of(rows.filter(outcome=outcome) if outcome else rows, limit, "number")
    return {"items": page, "next": following}


@router.post(
    "/imports/{int:import_id}/start",
    response={202: ImportOut},
    auth=KeyWith("write"),
    summary="Import what was checked",
)
def start_import(request: HttpRequest, response: HttpResponse, import_id: int) -> Status[Any]:
    running.begin(_import(import_id).pk, actor=Actor.of(request))
    return _accepted(response, import_id)


@router.delete(
    "/imports/{int:import_id}",
    response={204: None},
    auth=KeyWith("write"),
    summary="Discard what was checked and not imported, with its files",
)
def discard_import(request: HttpRequest, import_id: int) -> Status[Any]:
    running.discard(_import(import_id).pk)
    return Status(204, None)


@router.post("/imports/{int:import_id}/pause", response=ImportOut, auth=KeyWith("write"), summary="Pause it")
def pause_import(request: HttpRequest, import_id: int) -> dict[str, Any]:
    return _act(import_id, states.pause)


@router.post("/imports/{int:import_id}/resume", response=ImportOut, auth=KeyWith("write"), summary="Go on")
def resume_import(request: HttpRequest, import_id: int) -> dict[str, Any]:
    return _act(import_id, states.resume)


@router.post("/imports/{int:import_id}/cancel", response=ImportOut, auth=KeyWith("write"), summary="Stop for good")
def cancel_import(request: HttpRequest, import_id: int) -> dict[str, Any]:
    return _act(import_id, states.cancel)


@router.get(
    "/imports/{int:import_id}/report.csv",
    response={200: None},
    auth=KeyWith("read"),
    summary="Every record with what became of it and why, streamed",
)
def get_report(request: HttpRequest, import_id: int) -> StreamingHttpResponse:
    run = Report(_import(import_id)).run
    if run is None:
        raise Problem(409, "The columns of its tables have to be named first; there is no report yet.")
    return StreamingHttpResponse(reports.as_csv(run), content_type="text/csv; charset=utf-8")


def _sent(request: HttpRequest) -> tuple[list[tuple[str, Readable]], dict[str, str]]:
    """The files that came, and the fields of the form."""
    if request.content_type != "multipart/form-data":
        name = _NAMES.get(request.content_type or "")
        if name is None:
            raise Problem(415, f"Send multipart/form-data, or a body of type {', '.join(_NAMES)}.")
        return [(name, Whole(request, int(request.META.get("CONTENT_LENGTH") or 0)))], {}
    try:
        files = [file for _, several in request.FILES.lists() for file in several]
        return [(file.name or "", file) for file in files], {name: str(request.POST[name]) for name in request.POST}
    except MultiPartParserError as error:
        raise Problem(400, upload_problem(error)) from None
    except SuspiciousOperation as error:
        raise Problem(413, upload_problem(error)) from None


def _told_mapping(text: str) -> Any:
    """What the columns of tables hold, where the caller says so."""
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        raise Problem(422, f"`mapping` is not JSON. It looks like this: {_MAPPING_LOOKS}.") from None


def _yes(text: str) -> bool:
    try:
        return TypeAdapter(bool).validate_python(text)
    except ValidationError:
        raise Problem(422, "`dry_run` is true or false.") from None


def _map(job: Import, told: Any) -> None:
    """Each as the caller says (one mapping for all, or one for each file's name); else as remembered or guessed."""
    if told is not None and not isinstance(told, dict):
        raise Problem(422, f"`mapping` has to be an object: {_MAPPING_LOOKS}.")
    for table in mapping.tables_of(job):
        own = told.get(table.file.name, told) if told else None
        if own is not None:
            if not isinstance(own, dict) or not all(isinstance(target, str) for target in own.values()):
                raise Problem(422, f"`mapping` for {table.file.name} has to hold a field for each column's name.")
            table = table.chosen(own)
        if table.problems:
            headers = ", ".join(column.header for column in table.columns)[:500]
            said = " ".join((*table.notes[:1], *table.problems, f"Its columns are: {headers}."))
            raise Problem(422, f"{table.file.name}: {said}", problems=list(table.problems))
        if not table.refusal:  # a file that is no table after all is refused when it is read; the others come in
            mapping.keep(table)


def _act(import_id: int, act: Callable[[Run], None]) -> dict[str, Any]:
    run = Report(_import(import_id)).run
    if run is None:
        raise Problem(409, "Nothing of this import is under way.")
    act(run)
    return ImportOut.of(_import(import_id))


def _accepted(response: HttpResponse, import_id: int) -> Status[Any]:
    response["Location"] = reverse("api:get_import", args=[import_id])
    return Status(202, ImportOut.of(_import(import_id)))


def _import(import_id: int) -> Import:
    return get_object_or_404(reports.with_runs(), pk=import_id)
