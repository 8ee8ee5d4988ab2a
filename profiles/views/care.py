"""What a person may ask of those who hold their data: to see it, to have it erased; and holds, which forbid that."""

import re
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from config.audit.models import Actor
from config.pages import Request, wants_fragment
from config.runs.models import Run
from profiles import erasing, holds, retention
from profiles.deletion import CannotDelete, delete_one
from profiles.erasure import CannotErase
from profiles.models import Profile
from profiles.personal_data import document_of

FIRST_SPEAKING = 100
_IMPORT = re.compile(r"\bimport (\d+)")


@require_GET
def care(request: Request, profile_id: int) -> HttpResponse:
    profile = _person(profile_id)
    entry = profile.deletion_entries.select_related("deletion").filter(state="deleted").first()
    context = {
        "profile": profile,
        "hold": holds.standing_hold(profile),
        "deletion": entry and entry.deletion,
        "erasing": erasing.under_way(profile),
        "retention_days": settings.RETENTION_DAYS,
    }
    return render(request, "care/page.html", context)


@require_GET
def data(request: Request, profile_id: int) -> HttpResponse:
    administrator(request)
    profile = get_object_or_404(Profile.everyone.with_career(), pk=profile_id)
    answer = HttpResponse(document_of(profile, actor=Actor.of(request)), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="person-{profile.pk}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def hold(request: Request, profile_id: int) -> HttpResponse:
    try:
        holds.place(_person(profile_id), request.POST.get("reason", ""), actor=Actor.of(request))
    except holds.HoldConflict as conflict:
        messages.error(request, str(conflict))
    else:
        messages.info(request, "The hold stands: until it is released nobody can delete or erase this person.")
    return redirect("care", profile_id)


@require_POST
def release(request: Request, profile_id: int) -> HttpResponse:
    administrator(request)
    try:
        holds.release(_person(profile_id), actor=Actor.of(request))
    except holds.HoldConflict as conflict:
        messages.error(request, str(conflict))
    else:
        messages.info(request, "The hold is released.")
    return redirect("care", profile_id)


@require_POST
def keep(request: Request, profile_id: int) -> HttpResponse:
    """The date until which this person is kept; blank is the rule for everyone."""
    profile, text = _person(profile_id), request.POST.get("until", "").strip()
    try:
        until = date.fromisoformat(text) if text else None
    except ValueError:
        messages.error(request, "This is not a date. Write it as 2027-12-31.")
    else:
        if until and until < timezone.localdate():
            messages.error(request, "That day has passed. Choose one that is to come, or delete the person.")
            return redirect("care", profile_id)
        retention.keep_until(profile, until, actor=Actor.of(request))
        messages.info(request, f"Kept until {until:%-d %B %Y}." if until else "Kept as the rule for everyone says.")
    return redirect("care", profile_id)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request, profile_id: int) -> HttpResponse:
    """Asks once, then does it."""
    profile = get_object_or_404(Profile, pk=profile_id)
    if request.method != "POST":
        until = timezone.now() + timedelta(days=settings.DELETE_UNDO_DAYS)
        context = {"profile": profile, "hold": holds.standing_hold(profile), "until": until}
        return render(request, "care/delete.html", context)
    try:
        deletion = delete_one(profile, actor=Actor.of(request))
    except CannotDelete as refusal:
        messages.error(request, str(refusal))
        return redirect("care", profile_id)
    until = deletion.undo_until or timezone.now()
    messages.info(request, f"Deleted. You can undo this until {timezone.localtime(until):%-d %B}.")
    return redirect("deletion", deletion.pk)


@require_POST
def erase_person(request: Request, profile_id: int) -> HttpResponse:
    administrator(request)
    if not request.POST.get("sure"):
        messages.error(request, "Nothing was erased: tick the box first, as it cannot be taken back.")
        return redirect("care", profile_id)
    try:
        run = erasing.begin(_person(profile_id), actor=Actor.of(request))
    except CannotErase as refusal:
        messages.error(request, str(refusal))
        return redirect("care", profile_id)
    return redirect("erasure", run.pk)


@require_GET
@vary_on_headers("HX-Request")
def erasure(request: Request, run_id: int) -> HttpResponse:
    """How far it is, and when it is done, what was erased: not whom."""
    administrator(request)
    run = get_object_or_404(Run, pk=run_id, kind=erasing.ERASE)
    template = "care/erasure.html#state" if wants_fragment(request) else "care/erasure.html"
    speaking = Profile.everyone.filter(pk__in=run.parameters.get("spoken_of_by", ())).order_by("pk")
    said = _IMPORT.split(run.parameters.get("said", "Erased."))
    return render(request, template, {"run": run, "said": said, "people": speaking[:FIRST_SPEAKING]})


def administrator(request: Request) -> None:
    if not request.user.is_staff:
        raise PermissionDenied


def _person(profile_id: int) -> Profile:
    """Deleted or not: the duty to show and to erase does not end with a deletion."""
    return get_object_or_404(Profile.everyone.only("full_name", "headline", "deleted_at", "keep_until"), pk=profile_id)
