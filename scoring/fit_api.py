"""Fit scores for other systems."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from config.access.keys import KeyWith
from config.access.problems import Problem
from profiles.models import Profile
from scoring import fitting
from scoring.fit.telling import telling

router = Router(tags=["scoring"])


class FitOut(Schema):
    profile_id: int
    role: str
    rubric_version: int
    as_of: str
    input_hash: str
    overall: int
    band: str
    confidence: int
    categories: dict[str, int]
    criteria: list[dict[str, Any]]
    summary: str


class RoleFit(Schema):
    role: str
    overall: int
    band: str
    confidence: int


class Compatibility(Schema):
    profile_id: int
    best: str | None
    roles: list[RoleFit]


@router.get(
    "/profiles/{int:profile_id}/fit",
    response=FitOut,
    auth=KeyWith("read"),
    summary="How well this career fits a role, by the rubric, and why",
)
def get_fit(request: HttpRequest, profile_id: int, role: str) -> dict[str, Any]:
    profile = get_object_or_404(Profile, pk=profile_id)
    rubric = next((each for each in fitting.active_rubrics() if each.role.slug == role), None)
    if rubric is None:
        raise Problem(422, f"There is no rubric for a role “{role[:40]}”.")
    found = fitting.current(profile, [rubric])[rubric.pk]
    return {
        "profile_id": profile_id,
        "role": role,
        "rubric_version": rubric.version,
        **{name: getattr(found, name) for name in ("as_of", "input_hash", "overall", "band", "confidence")},
        "categories": found.categories,
        "criteria": found.criteria,
        "summary": telling(found.fit, rubric.content).summary,
    }


@router.get(
    "/profiles/{int:profile_id}/role-compatibility",
    response=Compatibility,
    auth=KeyWith("read"),
    summary="How well this career fits each role, the best first",
)
def get_role_compatibility(request: HttpRequest, profile_id: int) -> dict[str, Any]:
    profile = get_object_or_404(Profile, pk=profile_id)
    rubrics = {rubric.pk: rubric for rubric in fitting.active_rubrics()}
    found = fitting.current(profile, list(rubrics.values()))
    ranked = sorted(found.items(), key=lambda item: (-item[1].overall, item[0]))
    roles = [
        {"role": rubrics[key].role.slug, "overall": fit.overall, "band": fit.band, "confidence": fit.confidence}
        for key, fit in ranked
    ]
    return {
        "profile_id": profile_id,
        "best": roles[0]["role"] if roles and roles[0]["overall"] else None,
        "roles": roles,
    }
