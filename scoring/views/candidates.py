from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from config.audit.models import Actor
from config.pages import Request, wants_fragment
from profiles import merges
from profiles.duplicates import suggested_for
from profiles.holds import standing_hold
from profiles.models import Profile, Role
from scoring.candidate_page import cards_of, page_of
from scoring.candidates import Question, listing
from scoring.llm.requests import CannotBeScored, request_assessment

UNCHANGED = "Nothing has changed since this assessment was asked for, so it stands."


@require_GET
@vary_on_headers("HX-Request")
def candidate_list(request: Request) -> HttpResponse:
    asked = [request.GET.get(name, "") for name in ("q", "sort", "cursor")]
    question = Question.of(*asked)
    template = "candidates/list.html#listing" if wants_fragment(request) else "candidates/list.html"
    return render(request, template, {"question": question, "listing": listing(question)})


@require_GET
def candidate(request: Request, profile_id: int) -> HttpResponse:
    profile = Profile.objects.with_career().filter(pk=profile_id).first()
    if profile is None:
        if kept_id := merges.became(profile_id):
            return redirect("candidate", kept_id)
        if Profile.everyone.filter(pk=profile_id).exists():  # deleted, and still to be restored
            return redirect("care", profile_id)
        raise Http404
    page = page_of(profile, role_slug=request.GET.get("role", ""), today=timezone.localdate())
    context = {"page": page, "profile": profile, "hold": standing_hold(profile), "pair": suggested_for(profile)}
    return render(request, "candidates/page.html", context)


@require_GET
def live(request: Request, profile_id: int, role: str) -> HttpResponse:
    """What has changed on a card since the page last looked; with `fill`, the evidence that had been missing too."""
    profile = get_object_or_404(Profile, pk=profile_id)
    fill = bool(request.GET.get("fill"))
    (card,) = cards_of(profile, [get_object_or_404(Role, slug=role)], fill=fill)
    context = {"profile": profile, "card": card, "changed": request.GET.get("was") != card.mark}
    if fill and card.shown:
        career = Profile.objects.with_career().get(pk=profile_id)
        context["page"] = page_of(career, role_slug=role, today=timezone.localdate())
    return render(request, "candidates/_live.html", context)


@require_POST
def score(request: Request, profile_id: int, role: str) -> HttpResponse:
    profile = get_object_or_404(Profile.objects.with_career(), pk=profile_id)
    asked = get_object_or_404(Role, slug=role)
    try:
        job, is_new = request_assessment(profile, asked, actor=Actor.of(request))
    except CannotBeScored as refusal:
        return card_or_page(request, profile, asked, problem=str(refusal), status=422)
    note = UNCHANGED if not is_new and job.is_finished else ""
    return card_or_page(request, profile, asked, note=note)


def card_or_page(
    request: Request, profile: Profile, role: Role, *, note: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    """The card as it is now for htmx, the whole page for a browser without it."""
    if wants_fragment(request):
        (card,) = cards_of(profile, [role], fill=bool(request.POST.get("fill")))
        context = {"card": card, "profile": profile, "note": note, "problem": problem}
        return render(request, "candidates/_slot.html", context, status=status)
    if note or problem:
        messages.add_message(request, messages.ERROR if problem else messages.INFO, note or problem)
    return redirect(f"{reverse('candidate', args=[profile.pk])}?role={role.slug}")
