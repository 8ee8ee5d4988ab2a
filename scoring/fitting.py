"""Fit scores as they are stored: made in the background for who changed, and for everyone when a rubric is activated.

This module alone writes them. Hashes and versions in its row say what a score rests on, and with what waits in the
outbox whether it still holds.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import BooleanField, Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils import timezone

from config.audit.models import SYSTEM, Actor
from config.outbox.following import Follower
from config.outbox.models import OutboxEvent, OutboxReader
from config.runs import states, tasks
from config.runs.engine import Batch
from config.runs.models import Run, State
from config.runs.states import Step
from profiles.canonical import CanonicalProfile, canonical_json, sha256
from profiles.careers import read_careers
from profiles.models import Experience, Profile
from scoring.fit.engine import ENGINE, Fit, score
from scoring.fit.features import Employer, features
from scoring.fit.topic_words import TABLE
from scoring.models import FitScore, Rubric

SCORE_ALL = "fit"
QUEUE = "fit"
BATCH = 500
_PERSON = 7_302_115 << 32  # with a profile's number, the advisory lock of whoever scores it
_TURN = 7_302_115  # the advisory lock of whoever starts a run for new grounds


_Row = dict[str, Any]  # column to value


@dataclass(frozen=True)
class _Person:
    """`key` is the hash of all that a score rests on but for the rubric; `employers` are by place in the career."""

    content_hash: str
    key: str
    employers: dict[int, Employer]


def this_month() -> str:
    return f"{timezone.localdate():%Y-%m}"


def rescore(profile_ids: Sequence[int], rubrics: Sequence[Rubric], month: str) -> int:
    """Score these people by these rubrics; returns how many scores were stored or differ from what was.

    Who is scored already on the same grounds is not read again.
    """
    _one_after_another(profile_ids)
    people = _people(profile_ids, month)
    stored = FitScore.objects.filter(profile__in=people, rubric__in=rubrics)
    there = set(stored.values_list("profile_id", "rubric_id", "input_hash", "profile_hash"))
    missing = {
        profile_id: wanted
        for profile_id, person in people.items()
        if (wanted := [each for each in rubrics if (profile_id, each.pk, person.key, person.content_hash) not in there])
    }
    rows = [
        row
        for profile_id, career in read_careers(list(missing))
        for row in _scored(profile_id, career, people[profile_id], missing[profile_id], month)
    ]
    return _write(rows)


def _one_after_another(profile_ids: Sequence[int]) -> None:
    """Whoever scores the same people waits for the transaction that does, and reads after it: else what was read before
    a change could be written after what was read behind it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_advisory_xact_lock(%s + id)) FROM (SELECT unnest(%s::bigint[]) AS id ORDER BY 1) AS each",
            [_PERSON, list(profile_ids)],
        )


def hold_still() -> None:
    """The follower waits until the caller's transaction ends, and goes by the rubrics that are active then."""
    OutboxReader.objects.select_for_update().filter(name=_follower.name).first()


def active_rubrics() -> list[Rubric]:
    """Those that a fit score can be made by: the first ones had descriptions alone."""
    return [each for each in Rubric.objects.active() if each.definition.get("functions")]


def current(profile: Profile, rubrics: Sequence[Rubric]) -> dict[int, FitScore]:
    """By rubric: what is stored, where it still holds, else what it would be by now, which is not stored.

    `profile` from `with_career()`, or it asks five times more where something is missing.
    """
    by_id = {rubric.pk: rubric for rubric in rubrics}
    found = {each.rubric_id: each for each in stored([profile.pk], rubrics) if each.holds}
    for each in found.values():
        each.rubric = by_id[each.rubric_id]
    if missing := [rubric for rubric in rubrics if rubric.pk not in found]:
        month = this_month()
        person = _people([profile.pk], month)[profile.pk]
        rows = _scored(profile.pk, profile.canonical(), person, missing, month)
        found |= {row["rubric_id"]: FitScore(**row, rubric=by_id[row["rubric_id"]]) for row in rows}
    return found


def stored(profile_ids: Sequence[int], rubrics: Sequence[Rubric]) -> "QuerySet[FitScore]":
    """Each with `holds`: whether nothing that it rests on is another by now, or waits to be looked at."""
    holds = RawSQL(_HOLDS, grounds(), output_field=BooleanField())  # noqa: S611 - our own names
    those = FitScore.objects.filter(profile__in=profile_ids, rubric__in=rubrics)
    return those.annotate(holds=holds)  # type: ignore[no-redef]


# Written out: to put it together from expressions takes Django longer than PostgreSQL to answer.
_UNREAD = "(event.transaction, event.id) > (SELECT transaction, event_id FROM outbox_outboxreader WHERE name = 'fit')"
# Profiles of which something waits to be looked at: their own, or what became known of an employer.
MOVED = f"""
    SELECT event.subject_id FROM outbox_outboxevent event WHERE event.kind = 'profile' AND {_UNREAD}
    UNION ALL SELECT entry.profile_id FROM outbox_outboxevent event
    JOIN profiles_experience entry ON entry.employer_id = event.subject_id WHERE event.kind = 'company' AND {_UNREAD}
"""  # noqa: S608 - our own names
_HOLDS = f"""
    (scoring_fitscore.as_of, scoring_fitscore.engine, scoring_fitscore.phrases) = (%s, %s, %s)
    AND scoring_fitscore.profile_hash
        = (SELECT content_hash FROM profiles_profile person WHERE person.id = scoring_fitscore.profile_id)
    AND scoring_fitscore.profile_id NOT IN ({MOVED})
"""  # noqa: S608 - as above


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
    return states.start(
        SCORE_ALL,
        f"Fit scores: {names}",
        actor=actor,
        total=Profile.objects.count(),
        rubrics=[rubric.pk for rubric in rubrics],
        grounds=grounds(),
    )


def keep_current() -> None:
    """Follow what changed, and look at everyone anew once a month and a release; of several callers one starts it."""
    if _follower.lag():
        tasks.enqueue("scoring.fitting.follow", QUEUE)
    rubrics = active_rubrics()
    by_all = [rubric.pk for rubric in rubrics]
    runs = Run.objects.filter(kind=SCORE_ALL, parameters__grounds=grounds(), parameters__rubrics__contains=by_all)
    # One that somebody stopped, or that failed, is tried again a day later.
    runs = runs.exclude(state__in=(State.CANCELLED, State.FAILED), created_at__lt=Now() - timedelta(days=1))
    if not rubrics or runs.exists() or not FitScore.objects.exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
        if not runs.exists():
            begin_all(rubrics, actor=SYSTEM)


def grounds() -> list[Any]:
    """Why a score may be another though neither the career nor the rubric is."""
    return [this_month(), ENGINE, TABLE]


def distrust_all_but_same(rubric: Rubric, like: Rubric | None) -> None:
    """Scores by `rubric` hold only where they rest on what those by `like`, which were kept current, rest on."""
    current = FitScore.objects.filter(rubric=like, profile=OuterRef("profile"), input_hash=OuterRef("input_hash"))
    FitScore.objects.filter(~Exists(current), rubric=rubric, as_of=this_month()).update(profile_hash="")


def has_scores(rubric: Rubric) -> bool:
    return FitScore.objects.filter(rubric=rubric).exists()


def forget(rubric: Rubric, *, at_most: int) -> None:
    """Scores by a version that was never active."""
    some = FitScore.objects.filter(rubric=rubric).values("pk")[:at_most]
    FitScore.objects.filter(pk__in=some).delete()


def _changed(events: Sequence[OutboxEvent]) -> int:
    people = {event.subject_id for event in events if event.kind == "profile"}
    companies = {event.subject_id for event in events if event.kind == "company"}
    people |= set(Experience.objects.filter(employer__in=companies).values_list("profile", flat=True))
    ordered, rubrics, month = sorted(people), active_rubrics(), this_month()
    return sum(rescore(ordered[first : first + BATCH], rubrics, month) for first in range(0, len(ordered), BATCH))


_follower = Follower("fit", ("profile", "company"), _changed)
lag, follow = _follower.lag, _follower.follow


def _people(ids: Sequence[int], month: str) -> dict[int, _Person]:
    """Those of them who are still there. Read before their careers: one that changes in between has another hash."""
    rows = Profile.objects.filter(pk__in=ids).order_by("pk", "experience__position")
    employer = "experience__employer__"
    told = rows.values_list(
        "pk", "content_hash", "experience__position", "experience__employer",
        f"{employer}employees", f"{employer}employees_low", f"{employer}industry", f"{employer}kind",
        f"{employer}funding_stage", f"{employer}name",
    )  # fmt: skip
    people = {}
    for (profile_id, content_hash), entries in groupby(told, key=itemgetter(0, 1)):
        employers = {
            place: Employer(size or least, industry, kind, stage, name)
            for _, _, place, company, size, least, industry, kind, stage, name in entries
            if company
        }
        known = [(place, *astuple(each)) for place, each in employers.items()]
        key = sha256(f"{content_hash} {canonical_json(known)} {month} {ENGINE} {TABLE}")
        people[profile_id] = _Person(content_hash, key, employers)
    return people


def _scored(
    profile_id: int, career: CanonicalProfile, person: _Person, rubrics: Sequence[Rubric], month: str
) -> Iterator[_Row]:
    read = features(career, month, person.employers)
    for rubric in rubrics:
        yield _row(profile_id, person, rubric, score(read, rubric.content), month)


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


def _row(profile_id: int, person: _Person, rubric: Rubric, fit: Fit, month: str) -> _Row:
    """Not an object of the model: making it takes as long as a score."""
    return {
        "profile_id": profile_id,
        "rubric_id": rubric.pk,
        "profile_hash": person.content_hash,
        "input_hash": person.key,
        "as_of": month,
        "engine": ENGINE,
        "phrases": TABLE,
        "overall": fit.overall,
        "band": fit.band,
        "confidence": fit.confidence,
        "categories": fit.categories,
        "criteria": fit.details(),
    }


def _write(rows: Sequence[_Row]) -> int:
    """Rows that say the same are not touched."""
    if not rows:
        return 0
    names = ", ".join(_COLUMNS)
    types = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    sets = ", ".join(f"{name} = EXCLUDED.{name}" for name in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO scoring_fitscore AS old ({names}) "  # noqa: S608 - our own names
            f"SELECT {names} FROM json_to_recordset(%s::json) AS new ({types}) "
            f"ON CONFLICT (profile_id, rubric_id) DO UPDATE SET {sets} "
            "WHERE (old.input_hash, old.profile_hash) IS DISTINCT FROM (EXCLUDED.input_hash, EXCLUDED.profile_hash)",
            [json.dumps(rows, ensure_ascii=False, separators=(",", ":"))],
        )
        return int(cursor.rowcount)
