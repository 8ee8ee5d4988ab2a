from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config.audit.models import Actor
from config.pages import Request
from profiles import vectors
from profiles.imports import mapping, reports, running
from profiles.imports.files import MAX_UPLOAD_BYTES, NothingSent, TooLarge, receive
from profiles.imports.pasted import pasted
from profiles.imports.reports import Report


@require_GET
def import_list(request: Request) -> HttpResponse:
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request) -> HttpResponse:
    if request.method != "POST":  # the address that a refused upload leaves in the browser, opened again
        return redirect("imports")
    text = request.POST.get("text", "")
    uploads = [(file.name or "", file) for file in request.FILES.getlist("files")]
    try:
        job = receive([*uploads, *pasted(text)])
    except (TooLarge, NothingSent) as problem:
        return _list(request, text=text, problem=str(problem), status=422)
    if mapping.has_tables(job):
        return redirect("import-columns", job.pk)
    running.check(job.pk, actor=Actor.of(request))
    return redirect("import", job.pk)


@require_GET
def page(request: Request, import_id: int) -> HttpResponse:
    report = Report(get_object_or_404(reports.with_runs(), pk=import_id))
    if report.run is None:
        return redirect("import-columns", import_id)
    context: dict[str, Any] = {"report": report}
    if report.is_ready or report.has_ended:
        context |= {"page": report.refused(request.GET.get("cursor", "")), "warned": report.warned()}
        context |= {"people": report.people()} if report.has_ended else {}
    return render(request, "imports/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, import_id: int) -> HttpResponse:
    """What each column of the tables holds: `sheet-7` is the sheet of file 7, `column-7-0` what its first column is.

    Where another sheet is chosen than the one that was `shown-7`, its columns come first.
    """
    job = get_object_or_404(reports.with_runs(), pk=import_id)
    if job.run_id:
        messages.error(request, "This import has been started already; its columns cannot be changed any more.")
        return redirect("import", import_id)
    asked = request.POST if request.method == "POST" else request.GET
    sheets = {file.pk: sheet for file in job.files.all() if (sheet := asked.get(f"sheet-{file.pk}"))}
    if any(sheet != asked.get(f"shown-{file}", sheet) for file, sheet in sheets.items()):
        return redirect(f"{request.path}?{urlencode({f'sheet-{file}': sheet for file, sheet in sheets.items()})}")
    tables = mapping.tables_of(job, sheets)
    if request.method == "POST":
        tables = [table.chosen(_chosen(request, table)) for table in tables]
        if not any(table.problems for table in tables):
            readable = [table for table in tables if not table.refusal]
            try:
                running.check(import_id, actor=Actor.of(request), tables=readable)
            except running.NotReady as problem:
                return _refused(request, import_id, problem)
            return redirect("import", import_id)
    told = request.method == "POST"
    is_hopeless = len(tables) == len(job.files.all()) and all(table.refusal for table in tables)
    context = {"report": Report(job), "tables": tables, "told": told, "is_hopeless": is_hopeless}
    return render(request, "imports/columns.html", context, status=422 if told else 200)


@require_POST
def start(request: Request, import_id: int) -> HttpResponse:
    try:
        running.begin(import_id, actor=Actor.of(request), checked=request.POST.get("check", ""))
    except running.NotReady as problem:
        return _refused(request, import_id, problem)
    return redirect("import", import_id)


@require_POST
def check(request: Request, import_id: int) -> HttpResponse:
    try:
        running.check(import_id, actor=Actor.of(request))
    except running.NotReady as problem:
        return _refused(request, import_id, problem)
    return redirect("import", import_id)


@require_POST
def discard(request: Request, import_id: int) -> HttpResponse:
    try:
        running.discard(import_id)
    except running.NotReady as problem:
        return _refused(request, import_id, problem)
    messages.info(request, "Discarded. Nothing was imported, and the files are gone.")
    return redirect("imports")


@require_GET
def report_file(request: Request, import_id: int) -> HttpResponse | StreamingHttpResponse:
    report = Report(get_object_or_404(reports.with_runs(), pk=import_id))
    if report.run is None:
        return redirect("import", import_id)
    answer = StreamingHttpResponse(reports.as_csv(report.run), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{import_id}.csv"'
    return answer


def _chosen(request: Request, table: mapping.TableFile) -> dict[str, str]:
    return {
        column.header: request.POST.get(f"column-{table.file.pk}-{place}", "")
        for place, column in enumerate(table.columns)
        if not column.sensitive
    }


def _refused(request: Request, import_id: int, problem: running.NotReady) -> HttpResponse:
    if isinstance(problem, running.Discarded):  # in another window
        return _list(request, problem=str(problem), status=404)
    messages.error(request, str(problem))
    return redirect("import", import_id)


def _list(request: Request, *, text: str = "", problem: str = "", status: int = 200) -> HttpResponse:
    page = reports.listed(request.GET.get("cursor", ""))
    context = {
        "page": page,
        "imports": [Report(job) for job in page.rows],
        "text": text,
        "problem": problem,
        "limit": MAX_UPLOAD_BYTES // 1_000_000_000,
        "lag": vectors.lag(),
    }
    return render(request, "imports/list.html", context, status=status)
