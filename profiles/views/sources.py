from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from config.pages import Request
from profiles.models import Profile, SourceRecord
from profiles.provenance import label_of, origins, records_of


@require_GET
def sources(request: Request, profile_id: int) -> HttpResponse:
    """Where each value of a profile comes from, and when it was said."""
    profile = get_object_or_404(Profile, pk=profile_id)
    records = records_of(profile)
    context = {
        "profile": profile,
        "origins": origins(profile, records),
        "records": [(record, label_of(record)) for record in records],
    }
    return render(request, "profiles/sources.html", context)


@require_GET
def payload(request: Request, profile_id: int, record_id: int) -> HttpResponse:
    """What arrived, as it arrived."""
    found = get_object_or_404(_records(), pk=record_id, profile_id=profile_id)
    return render(request, "profiles/payload.html", {"record": found, "label": label_of(found)})


@require_GET
def original(request: Request, profile_id: int, record_id: int) -> HttpResponse:
    """The document itself. Always as a download: it comes from strangers."""
    found = get_object_or_404(_records(), pk=record_id, profile_id=profile_id)
    if not found.original:
        raise Http404
    name = content_disposition_header(True, found.original_name or "document") or "attachment"
    headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(found.original), content_type="application/octet-stream", headers=headers)


def _records() -> "QuerySet[SourceRecord]":
    return SourceRecord.objects.filter(profile__deleted_at=None).select_related("profile")
