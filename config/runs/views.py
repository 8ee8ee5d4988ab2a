"""A run's progress and its buttons, on whatever page it is shown."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from config.pages import Request, wants_fragment
from config.runs import states
from config.runs.models import Run
from config.runs.watching import Watch

ENDED = "runEnded"  # the page's own part listens for it: `hx-trigger="runEnded from:body"`


@require_GET
def progress(request: Request, run_id: int) -> HttpResponse:
    """What is new since the page last looked, and when to look again."""
    run = get_object_or_404(Run, pk=run_id)
    watch, was = Watch.of(run), request.GET.get("was", "")
    changed = was.partition(":")[0] != run.state
    context = {"watch": watch, "changed": changed, "told": was != watch.was, "back": _page_of(request)}
    return _telling_the_end(render(request, "runs/_look.html", context), run)


@require_POST
def pause(request: Request, run_id: int) -> HttpResponse:
    return _act(request, run_id, states.pause)


@require_POST
def resume(request: Request, run_id: int) -> HttpResponse:
    return _act(request, run_id, states.resume)


@require_POST
def cancel(request: Request, run_id: int) -> HttpResponse:
    return _act(request, run_id, states.cancel)


def _act(request: Request, run_id: int, act: Callable[[Run], None]) -> HttpResponse:
    run, problem = get_object_or_404(Run, pk=run_id), ""
    try:
        act(run)
    except states.RunConflict as conflict:
        problem = str(conflict)
    if wants_fragment(request):
        context = {"watch": Watch.of(run), "problem": problem, "back": _page_of(request)}
        answer = render(request, "runs/_progress.html", context, status=409 if problem else 200)
        return _telling_the_end(answer, run)
    if problem:
        messages.error(request, problem)
    back = request.POST.get("back", "")
    known = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if known else "home")


def _page_of(request: Request) -> str:
    """The page that asked for the fragment, to which its forms lead back."""
    return request.htmx.current_url_abs_path or ""


def _telling_the_end(answer: HttpResponse, run: Run) -> HttpResponse:
    return trigger_client_event(answer, ENDED, after="settle") if run.is_finished else answer
