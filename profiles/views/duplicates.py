"""Pairs that may be one person: the list, two side by side, and what was decided."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from config.audit.models import Actor
from config.pages import Request
from config.paging import paginate
from config.runs.models import Run
from profiles import duplicates
from profiles.merges import CannotMerge, merged_names
from profiles.models import Duplicate, Merge
from profiles.side_by_side import chosen, side_by_side

COUNT_LIMIT = 1_000
GONE = "These two have been decided about meanwhile, or one of them has changed or gone."


@require_GET
def pair_list(request: Request) -> HttpResponse:
    dismissed = request.GET.get("state") == Duplicate.State.DISMISSED
    state = Duplicate.State.DISMISSED if dismissed else Duplicate.State.SUGGESTED
    pairs = duplicates.to_show(state)
    context = {
        "state": state,
        "page": paginate(pairs, "-likeness", "-id", cursor=request.GET.get("cursor", "")),
        "total": pairs.order_by()[: COUNT_LIMIT + 1].count(),
        "count_limit": COUNT_LIMIT,
        "run": Run.objects.filter(kind=duplicates.FIND).first(),
        "done": _just_merged(request.GET.get("merged", "")),
    }
    return render(request, "duplicates/list.html", context)


@require_GET
def pair(request: Request, pair_id: int) -> HttpResponse:
    found = _pair(pair_id)
    if found is None:
        return _instead_of(request, pair_id)
    context = {"pair": found, "profiles": (found.first, found.second), "rows": side_by_side(found)}
    return render(request, "duplicates/pair.html", context)


@require_POST
def merge(request: Request, pair_id: int) -> HttpResponse:
    found = _pair(pair_id)
    if found is None:
        return redirect("duplicate", pair_id)
    try:
        kept = request.POST.get("kept", "")
        done = duplicates.unite(
            found,
            was=request.POST.get("was", ""),
            kept_id=int(kept) if kept.isdecimal() else 0,
            choices=chosen(side_by_side(found), request.POST.dict()),
            actor=Actor.of(request),
        )
    except CannotMerge as refusal:
        messages.error(request, str(refusal))
        return redirect("duplicates")
    return redirect(f"{reverse('duplicates')}?merged={done.pk}")


@require_POST
def dismiss(request: Request, pair_id: int) -> HttpResponse:
    try:
        duplicates.dismiss(Duplicate(pk=pair_id), actor=Actor.of(request))
        messages.success(request, "They are two people, and will not be suggested again.")
    except duplicates.CannotDecide as refusal:
        messages.error(request, str(refusal))
    return redirect("duplicates")


@require_GET
def merged(request: Request) -> HttpResponse:
    shown = _shown_merges().select_related("kept", "by")
    page = paginate(shown, "-id", cursor=request.GET.get("cursor", ""))
    names = merged_names(page.rows)
    rows = [(merge, names.get(merge.pk, "")) for merge in page.rows]
    return render(request, "duplicates/merged.html", {"page": page, "rows": rows})


@require_POST
def undo(request: Request, merge_id: int) -> HttpResponse:
    done = get_object_or_404(Merge, pk=merge_id)
    try:
        duplicates.take_apart(done, actor=Actor.of(request))
        messages.success(request, f"Profiles {done.kept_id} and {done.merged_id} are two again, as they were before.")
    except CannotMerge as refusal:
        messages.error(request, str(refusal))
    return redirect("duplicates-merged")


@require_POST
def look(request: Request) -> HttpResponse:
    duplicates.search_all(actor=Actor.of(request))
    return redirect("duplicates")


def _pair(pair_id: int) -> Duplicate | None:
    here = Duplicate.objects.filter(first__deleted_at=None, second__deleted_at=None)
    return here.select_related("first", "second").filter(pk=pair_id).first()


def _instead_of(request: Request, pair_id: int) -> HttpResponse:
    instead = duplicates.became(pair_id)
    if isinstance(instead, Duplicate):
        return redirect("duplicate", instead.pk)
    if instead is None:
        messages.error(request, GONE)
    else:
        who = f" by {instead.by.get_full_name() or instead.by.get_username()}" if instead.by else ""
        when = f"{timezone.localtime(instead.created_at):%-d %B %Y}"
        text = 'These two were merged{} on {}, and are <a href="{}">{}</a> now.'
        address = reverse("candidate", args=[instead.kept_id])
        messages.info(request, format_html(text, who, when, address, instead.kept))
    return redirect("duplicates")


def _just_merged(merge_id: str) -> Merge | None:
    """The merge that the page before this one has made, while it can be undone."""
    if not merge_id.isdecimal() or len(merge_id) > 18:
        return None
    return _shown_merges().select_related("kept").filter(pk=merge_id, undone_at=None).first()


def _shown_merges() -> "QuerySet[Merge]":
    return Merge.objects.filter(kept__deleted_at=None)
