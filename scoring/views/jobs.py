from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from config.audit.models import Actor
from config.pages import Request, wants_fragment
from scoring import jobs
from scoring.job_lists import counts_by_status, job_with_trail, listing, numbers_from, since
from scoring.models import ScoringJob
from scoring.polling import delay_of
from scoring.views.candidates import card_or_page


@require_GET
@vary_on_headers("HX-Request")
def job_list(request: Request) -> HttpResponse:
    status = request.GET.get("status", "")
    page = listing(status, cursor=request.GET.get("cursor", ""))
    context = {"page": page, "status": status, "counts": counts_by_status(), "watch": since(page.rows, {})}
    return render(request, "jobs/list.html", context)


@require_GET
def live(request: Request) -> HttpResponse:
    """The rows whose state has changed since the page last looked at them."""
    seen = numbers_from(request.GET.get("was", ""))
    watch = since(ScoringJob.objects.for_lists().filter(pk__in=[*seen]), seen)
    return render(request, "jobs/_live.html", {"watch": watch})


@require_GET
def job(request: Request, job_id: int) -> HttpResponse:
    found = get_object_or_404(job_with_trail(), pk=job_id)
    return render(request, "jobs/page.html", {"job": found, "delay": delay_of(found)})


@require_GET
def status(request: Request, job_id: int) -> HttpResponse:
    found = get_object_or_404(job_with_trail(), pk=job_id)
    changed = request.GET.get("was") != f"{found.status}:{found.tries}"
    return render(request, "jobs/_status.html", {"job": found, "delay": delay_of(found), "changed": changed})


@require_POST
def retry(request: Request, job_id: int) -> HttpResponse:
    found = get_object_or_404(ScoringJob.objects.for_lists(), pk=job_id)
    try:
        jobs.retry(found, actor=Actor.of(request))
    except jobs.JobConflict as conflict:
        return _answer(request, found, str(conflict))
    return _answer(request, found)


@require_POST
def cancel(request: Request, job_id: int) -> HttpResponse:
    found = get_object_or_404(ScoringJob.objects.for_lists(), pk=job_id)
    try:
        jobs.cancel(found, actor=Actor.of(request))
    except jobs.JobConflict as conflict:
        return _answer(request, found, str(conflict))
    return _answer(request, found)


def _answer(request: Request, job: ScoringJob, problem: str = "") -> HttpResponse:
    """On a candidate's page, the card; anywhere else the job's own page."""
    if wants_fragment(request):
        return card_or_page(request, job.profile, job.role, problem=problem, status=409 if problem else 200)
    if problem:
        messages.error(request, problem)
    return redirect(job)
