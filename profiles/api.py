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
from profiles import erasing, taking_out
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


class PassageOut(Schema):
    """What a passage says and what is around it. `records` are ids of the source records that have it."""

    number: int
    before: str
    words: str
    after: str
    records: list[int]


class MentionsOut(Schema):
    """`by_hand` are source records that have changed since; `drops_documents` those whose kept document goes when a
    passage of it goes. `seal` says what was seen; a decision gives it back."""

    profile_id: int
    seal: str
    passages: list[PassageOut]
    by_hand: list[int]
    drops_documents: list[int]

    @staticmethod
    def of(waiting: taking_out.Waiting) -> dict[str, Any]:
        return {
            "profile_id": waiting.profile_id,
            "seal": waiting.seal,
            "passages": [
                {
                    "number": choice.number,
                    "before": choice.before,
                    "words": choice.words,
                    "after": choice.after,
                    "records": sorted({record.pk for record, _ in choice.places}),
                }
                for choice in waiting.choices
            ],
            "by_hand": [record.pk for record in waiting.by_hand],
            "drops_documents": [record.pk for record in waiting.documents],
        }


class MentionsPage(Schema):
    items: list[MentionsOut]
    next: int | None


class Decision(Schema):
    """`take_out` are numbers of passages; the others are left."""

    seal: str
    take_out: list[int]


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


@router.get(
    "/mentions",
    response=MentionsPage,
    auth=KeyWith("admin"),
    summary="Passages that may speak of people who were erased, by the profile that has them",
)
def list_mentions(
    request: HttpRequest, response: HttpResponse, cursor: Cursor = None, limit: PageSize = 50
) -> dict[str, Any]:
    profiles = taking_out.with_mentions().order_by("-id")
    page, following = first_of(profiles.filter(id__lt=cursor) if cursor else profiles, limit)
    response["Cache-Control"] = "no-store"
    waiting = taking_out.waiting([profile.pk for profile in page])
    return {"items": [MentionsOut.of(each) for each in waiting.values()], "next": following}


@router.post(
    "/mentions/{int:profile_id}",
    response={204: None},
    auth=KeyWith("admin"),
    summary="Take passages out of this profile, wherever it quotes them, and leave the others",
)
def decide_mentions(request: HttpRequest, profile_id: int, decision: Decision) -> Status[Any]:
    taking_out.decide(profile_id, seal=decision.seal, numbers=decision.take_out, actor=Actor.of(request))
    return Status(204, None)


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
