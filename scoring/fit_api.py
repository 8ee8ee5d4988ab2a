"""Fit scores for other systems."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from config.access.keys import KeyWith
from config.access.problems import Problem
from profiles.models import Profile
from scoring import fitting
from scoring.fit.suggesting import suggested_titles
from scoring.fit.telling import telling
from scoring.models import FitScore, Rubric

router = Router(tags=["scoring"])


class Said(Schema):
    """A sentence, and the places in the career that it rests on."""

    text: str
    refs: list[str]


class RoleFit(Schema):
    role: str
    overall: int
    band: str
    confidence: int
    suggested_titles: list[str]


class FitOut(Schema):
    profile_id: int
    role: str
    rubric_version: int
    rubric_state: Literal["active", "earlier", "draft"]
    engine: int
    phrases: int
    as_of: str
    input_hash: str
    overall: int
    band: str
    confidence: int
    categories: dict[str, int]
    criteria: list[dict[str, Any]]
    summary: str
    speaks_for: list[Said]
    speaks_against: list[Said]
    unknown: list[Said]
    recommendations: list[Said]
    alternative_roles: list[RoleFit]


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
def get_fit(request: HttpRequest, profile_id: int, role: str, version: int | None = None) -> dict[str, Any]:
    profile = get_object_or_404(Profile, pk=profile_id)
    rubrics = fitting.active_rubrics()
    rubric = next((each for each in rubrics if each.role.slug == role), None)
    others: list[dict[str, Any]] = []  # beside a score by an earlier version they would be of another time
    if rubric and version in (None, rubric.version):
        found = fitting.current(profile, rubrics)
        fit, others = found[rubric.pk], _by_role(rubrics, found)
    elif version is not None:
        fit = _kept(profile, role, version)
        rubric = fit.rubric
    else:
        raise Problem(422, f"There is no rubric for a role “{role[:40]}”.")
    told = telling(fit.fit, rubric.content)
    versions = ("engine", "phrases", "as_of", "input_hash", "overall", "band", "confidence", "categories", "criteria")
    statements = ("speaks_for", "speaks_against", "unknown", "recommendations")
    return {
        "profile_id": profile_id,
        "role": role,
        "rubric_version": rubric.version,
        "rubric_state": rubric.state,
        **{name: getattr(fit, name) for name in versions},
        "summary": told.summary,
        **{name: [{"text": one.text, "refs": one.refs} for one in getattr(told, name)] for name in statements},
        "alternative_roles": [one for one in others if one["overall"] > fit.overall],
    }


@router.get(
    "/profiles/{int:profile_id}/role-compatibility",
    response=Compatibility,
    auth=KeyWith("read"),
    summary="How well this career fits each role, the best first",
)
def get_role_compatibility(request: HttpRequest, profile_id: int) -> dict[str, Any]:
    profile = get_object_or_404(Profile, pk=profile_id)
    rubrics = fitting.active_rubrics()
    roles = _by_role(rubrics, fitting.current(profile, rubrics))
    return {
        "profile_id": profile_id,
        "best": roles[0]["role"] if roles and roles[0]["overall"] else None,
        "roles": roles,
    }


def _by_role(rubrics: Sequence[Rubric], found: Mapping[int, FitScore]) -> list[dict[str, Any]]:
    """The best first."""
    ranked = sorted(rubrics, key=lambda rubric: (-found[rubric.pk].overall, rubric.pk))
    return [
        {
            "role": rubric.role.slug,
            **{name: getattr(found[rubric.pk], name) for name in ("overall", "band", "confidence")},
            "suggested_titles": suggested_titles(rubric.role.slug, found[rubric.pk].band, rubric.content),
        }
        for rubric in ranked
    ]


def _kept(profile: Profile, role: str, version: int) -> FitScore:
    """As it was made by a version that is not active; nothing is worked out anew."""
    rubric = Rubric.objects.with_past().filter(role__slug=role, version=version).first()
    if rubric is None:
        raise Problem(422, f"There is no version {version} of a rubric for a role “{role[:40]}”.")
    score = FitScore.objects.filter(profile=profile, rubric=rubric).first()
    if score is None:
        raise Problem(404, f"No score of this profile by version {version} was kept.")
    score.rubric = rubric
    return score
