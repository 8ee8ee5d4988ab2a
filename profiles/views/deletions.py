from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Exists, OuterRef
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from config.audit.models import Actor
from config.pages import Request, wants_fragment
from config.paging import paginate
from config.runs import engine, states
from profiles import deletion as service
from profiles.deletion import CannotDelete, Criteria, Entry
from profiles.models import Deletion, DeletionEntry
from profiles.taking_out import with_mentions

LONGEST_QUERY = 200
_RUNS = ("first_run", "run", "undo_run", "by")


@require_GET
def deletion_list(request: Request) -> HttpResponse:
    still_deleted = DeletionEntry.objects.filter(deletion=OuterRef("pk"), state=Entry.DELETED)
    deletions = Deletion.objects.select_related(*_RUNS).annotate(can_be_undone=Exists(still_deleted))
    page = paginate(deletions, "-id", cursor=request.GET.get("cursor", ""))
    of_one = DeletionEntry.objects.filter(deletion__in=[deletion.pk for deletion in page.rows], deletion__total=1)
    names = dict(of_one.values_list("deletion_id", "profile__full_name"))
    rows = [(deletion, names.get(deletion.pk, "")) for deletion in page.rows]
    context = {"page": page, "rows": rows, "now": timezone.now()}
    if request.user.is_staff:
        context["mentioning"] = with_mentions().count()
    return render(request, "deletions/list.html", context)


@require_GET
def new(request: Request) -> HttpResponse:
    """What would be deleted; nothing is."""
    criteria = _criteria(request.GET)
    try:
        found = service.check(criteria)
    except CannotDelete as refusal:
        return render(request, "deletions/new.html", {"problem": str(refusal)}, status=422)
    context = {"check": found, "criteria": criteria, "first": service.FIRST, "until": _undo_until()}
    return render(request, "deletions/new.html", context)


@require_POST
def begin(request: Request) -> HttpResponse:
    """The first ten at once, so that they can be looked at; where that is interrupted, a worker goes on with them."""
    try:
        deletion = service.begin(_criteria(request.POST), seal=request.POST.get("seal", ""), actor=Actor.of(request))
    except CannotDelete as refusal:
        messages.error(request, str(refusal))
        query = request.POST.copy()
        for name in ("seal", "csrfmiddlewaretoken"):
            query.pop(name, None)
        return redirect(f"{reverse('deletion-new')}?{query.urlencode()}")
    if deletion.first_run and (run := states.claim(deletion.first_run.pk)):
        engine.work_off(run)
    return redirect("deletion", deletion.pk)


@require_GET
@vary_on_headers("HX-Request")
def page(request: Request, deletion_id: int) -> HttpResponse:
    deletion = get_object_or_404(Deletion.objects.select_related(*_RUNS), pk=deletion_id)
    entries = deletion.entries.select_related("profile").only(
        "deletion_id", "state", "profile__full_name", "profile__headline"
    )
    states_of = dict(deletion.entries.order_by().values_list("state").annotate(Count("pk")))
    until = deletion.undo_until
    context = {
        "deletion": deletion,
        "page": paginate(entries, "profile_id", cursor=request.GET.get("cursor", "")),
        "found": states_of.get(Entry.FOUND, 0),
        "deleted": states_of.get(Entry.DELETED, 0),
        "held": states_of.get(Entry.HELD, 0),
        "restored": states_of.get(Entry.RESTORED, 0),
        "can_be_undone": bool(until and until > timezone.now()),
        "until": until if until and not states_of.get(Entry.FOUND) else _undo_until(),
    }
    template = "deletions/page.html#steps" if wants_fragment(request) else "deletions/page.html"
    return render(request, template, context)


@require_POST
def finish(request: Request, deletion_id: int) -> HttpResponse:
    return _act(request, deletion_id, lambda deletion, actor: service.finish(deletion, actor=actor))


@require_POST
def undo(request: Request, deletion_id: int) -> HttpResponse:
    return _act(request, deletion_id, lambda deletion, actor: service.undo(deletion, actor=actor))


@require_POST
def restore(request: Request, deletion_id: int, profile_id: int) -> HttpResponse:
    return _act(request, deletion_id, lambda deletion, actor: service.restore_one(deletion, profile_id, actor=actor))


def _act(request: Request, deletion_id: int, act: Callable[[Deletion, Actor], object]) -> HttpResponse:
    deletion = get_object_or_404(Deletion, pk=deletion_id)
    try:
        act(deletion, Actor.of(request))
    except CannotDelete as refusal:
        messages.error(request, str(refusal))
    return redirect("deletion", deletion_id)


def _criteria(asked: QueryDict) -> Criteria:
    """From an address or a form, of which nothing is certain."""
    ids = tuple(int(text) for text in asked.getlist("id") if _is_number(text))
    number = asked.get("import", "")
    q = " ".join(asked.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    return Criteria(ids=ids, q=q, import_id=int(number) if _is_number(number) else None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _undo_until() -> datetime:
    return timezone.now() + timedelta(days=settings.DELETE_UNDO_DAYS)
