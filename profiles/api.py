"""Profiles for other systems."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Body, Query, Router, Schema, Status

from config.access.keys import KeyWith
from config.access.problems import Problem
from config.audit.models import Actor, AuditEvent, record
from config.paging import Cursor, PageSize, first_of
from config.runs.models import Run
from config.runs.schemas import RunState
from profiles import erasing
from profiles.canonical import CanonicalProfile
from profiles.deletion import delete_one
from profiles.imports import Outcome, import_item
from profiles.models import Profile
from profiles.personal_data import document_of
from profiles.sources import parse_document

router = Router(tags=["profiles"])


class ProfileRow(Schema):
    id: int
    full_name: str
    headline: str
    place: str
    linkedin_url: str
    updated_at: datetime


class ProfilePage(Schema):
    items: list[ProfileRow]
    next: int | None


class ProfileDetail(CanonicalProfile):
    id: int
    created_at: datetime
    updated_at: datetime


class ErasureOut(Schema):
    """`said` tells what was erased, once it was, without a name. `spoken_of_by` are ids of profiles whose records may
    still speak of the person."""

    id: int
    run: RunState
    said: str
    spoken_of_by: list[int]

    @staticmethod
    def of(run: Run) -> dict[str, Any]:
        told = run.parameters
        return {
            "id": run.pk,
            "run": RunState.of(run),
            "said": told.get("said", ""),
            "spoken_of_by": told.get("spoken_of_by", []),
        }


class Stored(Schema):
    id: int
    outcome: Outcome
    warnings: list[str]


@router.get("/profiles", response=ProfilePage, auth=KeyWith("read"), summary="List profiles, newest first")
def list_profiles(
    request: HttpRequest, q: Annotated[str, Query(max_length=200)] = "", cursor: Cursor = None, limit: PageSize = 50
) -> dict[str, Any]:
    profiles = Profile.objects.named_like(q).order_by("-id")
    if cursor:
        profiles = profiles.filter(id__lt=cursor)
    page, following = first_of(profiles, limit)
    return {"items": page, "next": following}


@router.get("/profiles/{int:profile_id}", response=ProfileDetail, auth=KeyWith("read"), summary="One career")
def get_profile(request: HttpRequest, profile_id: int) -> dict[str, Any]:
    profile = get_object_or_404(Profile.objects.with_career(), pk=profile_id)
    return {
        **profile.canonical().model_dump(),
        "id": profile.pk,
        "created_at": profile.created_at,
        "updated_at": profile.updated_at,
    }


@router.delete(
    "/profiles/{int:profile_id}",
    response={204: None},
    auth=KeyWith("write"),
    summary="Delete; can be undone for a while",
)
def delete_profile(request: HttpRequest, profile_id: int) -> Status[Any]:
    delete_one(get_object_or_404(Profile, pk=profile_id), actor=Actor.of(request))
    return Status(204, None)


@router.get(
    "/profiles/{int:profile_id}/data",
    response={200: None},
    auth=KeyWith("admin"),
    summary="All that is stored about this person, deleted or not",
)
def get_personal_data(request: HttpRequest, profile_id: int) -> HttpResponse:
    profile = get_object_or_404(Profile.everyone.with_career(), pk=profile_id)
    document = document_of(profile, actor=Actor.of(request))
    return HttpResponse(document, content_type="application/json", headers={"Cache-Control": "no-store"})


@router.post(
    "/profiles/{int:profile_id}/erase",
    response={202: ErasureOut},
    auth=KeyWith("admin"),
    summary="Erase this person for good, in the background",
)
def erase_profile(request: HttpRequest, response: HttpResponse, profile_id: int) -> Status[Any]:
    run = erasing.begin(get_object_or_404(Profile.everyone, pk=profile_id), actor=Actor.of(request))
    response["Location"] = reverse("api:get_erasure", args=[run.pk])
    return Status(202, ErasureOut.of(run))


@router.get("/erasures/{int:run_id}", response=ErasureOut, auth=KeyWith("admin"), summary="How far an erasure is")
def get_erasure(request: HttpRequest, run_id: int) -> dict[str, Any]:
    return ErasureOut.of(get_object_or_404(Run, pk=run_id, kind=erasing.ERASE))


@router.post(
    "/profiles",
    response={200: Stored, 201: Stored},
    auth=KeyWith("write"),
    summary="Bring in one profile, in our own shape or any that a source understands",
)
def create_profile(request: HttpRequest, document: Body[dict[str, Any]], source: str | None = None) -> Status[Any]:
    items = list(parse_document(document, source=source))
    if len(items) != 1:
        raise Problem(422, f"Send one profile at a time; there are {len(items)} in this document.")
    result = import_item(items[0])
    if result.outcome is Outcome.REFUSED:
        raise Problem(422, f"Refused: {result.reason}")
    counts = {result.outcome: 1}
    record(AuditEvent.Action.PROFILES_IMPORTED, Actor.of(request), f"profile:{result.profile_id}", counts=counts)
    body = {"id": result.profile_id, "outcome": result.outcome, "warnings": list(result.warnings)}
    return Status(201 if result.outcome is Outcome.CREATED else 200, body)
