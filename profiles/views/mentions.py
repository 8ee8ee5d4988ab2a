"""Passages that speak of people who were erased, for administrators to decide on."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from config.audit.models import Actor
from config.pages import Request
from config.paging import paginate
from config.refusals import Conflict
from profiles import taking_out
from profiles.holds import held_among
from profiles.views.care import administrator

SHOWN = 20
NOTHING_TICKED = "Nothing was changed: tick what is to go, or leave all of it."


@require_GET
def mention_list(request: Request) -> HttpResponse:
    administrator(request)
    cursor = request.GET.get("cursor", "")
    page = paginate(taking_out.with_mentions(), "-id", cursor=cursor, size=SHOWN)
    ids = [profile.pk for profile in page.rows]
    waiting, held = taking_out.waiting(ids), held_among(ids)
    context = {
        "page": page,
        "cursor": cursor,
        "rows": [(profile, waiting[profile.pk], profile.pk in held) for profile in page.rows],
        "total": taking_out.with_mentions().count(),
    }
    answer = render(request, "care/mentions.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def decide(request: Request, profile_id: int) -> HttpResponse:
    """`act` is ticked, all or none."""
    administrator(request)
    act, ticked = request.POST.get("act"), request.POST.getlist("passage")
    numbers = {int(number) for number in ticked if number.isascii() and number.isdigit() and len(number) < 10}
    try:
        if act == "all":
            here = taking_out.waiting([profile_id])[profile_id]
            if not here.mentions:
                raise Conflict(taking_out.DECIDED)
            numbers = {choice.number for choice in here.choices}
        if act != "none" and not numbers:
            raise Conflict(NOTHING_TICKED)
        taking_out.decide(
            profile_id,
            seal=request.POST.get("seal", ""),
            numbers=set() if act == "none" else numbers,
            actor=Actor.of(request),
        )
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        done = "Left as it is." if act == "none" else "Taken out, wherever this profile quotes these words."
        messages.info(request, done)
    query = urlencode({"cursor": cursor}) if (cursor := request.POST.get("cursor")) else ""
    return redirect(f"{reverse('care-mentions')}?{query}" if query else "care-mentions")
