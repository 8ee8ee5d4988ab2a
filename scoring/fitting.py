"""Fit scores as they are stored: made in the background for who changed, and for everyone when a rubric is activated.

This module alone writes them. Hashes and versions in its row say what a score rests on, and with what waits in the
outbox whether it still holds.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from functools import partial

from django.db import connection
from django.db.models import Exists, Q
from django.utils import timezone

from config.audit.models import Actor
from config.outbox.following import Follower
from config.outbox.models import OutboxEvent
from config.runs import states
from config.runs.engine import Batch
from config.runs.models import Run
from config.runs.states import Step
from profiles.canonical import canonical_json, sha256
from profiles.models import Company, Experience, Profile
from scoring.fit.engine import ENGINE, Fit, score
from scoring.fit.features import Employer, Features, features
from scoring.fit.topic_words import TABLE
from scoring.models import FitScore, Rubric

SCORE_ALL = "fit"
BATCH = 500


def this_month() -> str:
    return f"{timezone.localdate():%Y-%m}"


def rescore(profile_ids: Sequence[int], rubrics: Sequence[Rubric], month: str) -> int:
    """Score these people by these rubrics; returns how many scores were stored or differ from what was."""
    profiles = list(Profile.objects.filter(pk__in=profile_ids).order_by("pk").with_career())
    rows = [
        _row(profile, rubric, score(read, rubric.content), key, month)
        for profile, read, key in _read(profiles, month)
        for rubric in rubrics
    ]
    return _write(rows)


def active_rubrics() -> list[Rubric]:
    """Those that a fit score can be made by: the first ones had descriptions alone."""
    return [each for each in Rubric.objects.active() if each.definition.get("functions")]


def current(profile: Profile, rubrics: Sequence[Rubric]) -> dict[int, FitScore]:
    """By rubric: what is stored, where it still holds, else what it would be by now, which is not stored.

    `profile` from `with_career()`, or it asks five times more where something is missing.
    """
    employers = Experience.objects.filter(profile=profile).values("employer")
    about = Q(kind="profile", subject_id=profile.pk) | Q(kind="company", subject_id__in=employers)
    stored = FitScore.objects.filter(
        ~Exists(_follower.waiting().filter(about)),
        profile=profile,
        rubric__in=rubrics,
        profile_hash=profile.content_hash,
        engine=ENGINE,
        phrases=TABLE,
    )
    found = {each.rubric_id: each for each in stored}
    if missing := [rubric for rubric in rubrics if rubric.pk not in found]:
        month = this_month()
        for person, read, key in _read([profile], month):
            found |= {each.pk: _row(person, each, score(read, each.content), key, month) for each in missing}
    return found


def scoring_all(run: Run) -> Iterator[Batch]:
    """Everyone, by the rubrics of the run's parameters."""
    rubrics = list(Rubric.objects.filter(pk__in=run.parameters["rubrics"]))
    month = this_month()
    after = run.parameters.get("after", 0)
    while ids := list(Profile.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        after = ids[-1]
        yield partial(_score_batch, run, ids, rubrics, month)


def _score_batch(run: Run, ids: Sequence[int], rubrics: Sequence[Rubric], month: str) -> Step:
    written = rescore(ids, rubrics, month)
    Run.objects.filter(pk=run.pk).update(parameters={**run.parameters, "after": ids[-1]})
    run.parameters["after"] = ids[-1]
    return Step(len(ids), {"scored": len(ids), "changed": written})


def begin_all(rubrics: Sequence[Rubric], *, actor: Actor) -> Run:
    """Score everyone in the background."""
    names = ", ".join(rubric.role.short_name for rubric in rubrics)
    ids = [rubric.pk for rubric in rubrics]
    return states.start(SCORE_ALL, f"Fit scores: {names}", actor=actor, total=Profile.objects.count(), rubrics=ids)


def _changed(events: Sequence[OutboxEvent]) -> int:
    people = {event.subject_id for event in events if event.kind == "profile"}
    companies = {event.subject_id for event in events if event.kind == "company"}
    people |= set(Experience.objects.filter(employer__in=companies).values_list("profile", flat=True))
    ordered, rubrics, month = sorted(people), active_rubrics(), this_month()
    return sum(rescore(ordered[first : first + BATCH], rubrics, month) for first in range(0, len(ordered), BATCH))


_follower = Follower("fit", ("profile", "company"), _changed)
lag, follow = _follower.lag, _follower.follow


def _read(profiles: Sequence[Profile], month: str) -> Iterator[tuple[Profile, Features, str]]:
    """With the hash of all that was read."""
    ids = {entry.employer_id for profile in profiles for entry in profile.experience.all()} - {None}
    known = Company.objects.only("employees", "employees_low", "industry", "kind", "funding_stage").in_bulk(ids)
    for profile in profiles:
        career = profile.canonical()
        employers = {
            place: _employer(known[entry.employer_id])
            for place, entry in enumerate(profile.experience.all())
            if entry.employer_id in known
        }
        told = [(place, *astuple(employer)) for place, employer in sorted(employers.items())]
        key = sha256(f"{career.content_hash()} {canonical_json(told)} {month} {ENGINE} {TABLE}")
        yield profile, features(career, month, employers), key


def _employer(company: Company) -> Employer:
    size = company.employees or company.employees_low
    return Employer(size, company.industry, company.kind, company.funding_stage)


_COLUMNS = {
    "profile_id": "bigint",
    "rubric_id": "bigint",
    "profile_hash": "text",
    "input_hash": "text",
    "as_of": "text",
    "engine": "smallint",
    "phrases": "smallint",
    "overall": "smallint",
    "band": "text",
    "confidence": "smallint",
    "categories": "jsonb",
    "criteria": "jsonb",
}


def _row(profile: Profile, rubric: Rubric, fit: Fit, key: str, month: str) -> FitScore:
    return FitScore(
        profile=profile,
        rubric=rubric,
        profile_hash=profile.content_hash,
        input_hash=key,
        as_of=month,
        engine=ENGINE,
        phrases=TABLE,
        overall=fit.overall,
        band=fit.band,
        confidence=fit.confidence,
        categories=fit.categories,
        criteria=fit.details(),
    )


def _write(rows: Sequence[FitScore]) -> int:
    """Rows that say the same are not touched."""
    if not rows:
        return 0
    names = ", ".join(_COLUMNS)
    types = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    sets = ", ".join(f"{name} = EXCLUDED.{name}" for name in _COLUMNS)
    told = [{name: getattr(row, name) for name in _COLUMNS} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO scoring_fitscore AS old ({names}) "  # noqa: S608 - our own names
            f"SELECT {names} FROM json_to_recordset(%s::json) AS new ({types}) "
            f"ON CONFLICT (profile_id, rubric_id) DO UPDATE SET {sets} "
            "WHERE (old.input_hash, old.profile_hash) IS DISTINCT FROM (EXCLUDED.input_hash, EXCLUDED.profile_hash)",
            [json.dumps(told, ensure_ascii=False, separators=(",", ":"))],
        )
        return int(cursor.rowcount)
