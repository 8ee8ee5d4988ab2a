"""Finds profiles that may be one person, and keeps what it finds as pairs for people to decide.

Everybody's keys (`profiles/blocking.py`) lie in a table; whoever shares enough of them is compared
(`profiles/likeness.py`). A search through all goes batch by batch in the order of ids, each batch against those before
it; `look_for` compares some with everybody. Neither holds more people in memory than one batch has to do with.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from config.audit.models import Actor
from config.runs import states
from config.runs.engine import Batch
from config.runs.models import Run
from config.runs.states import Step
from profiles import merges
from profiles.blocking import keys, marker
from profiles.copying import copy_rows
from profiles.imports.batches import one_writer
from profiles.likeness import Likeness, Person, likeness, person
from profiles.models import Duplicate, Education, Experience, LikenessKey, Merge, Profile

FIND = "find-duplicates"
BATCH = 1_000
_RARE = 10  # a strong key of more people than this is none: an office's phone, a common name
_MOST = 100  # a key of more people than this says nothing


class CannotDecide(Exception):
    """Nothing was changed; the message says why, for the person who asked."""


def search_all(*, actor: Actor) -> Run:
    """Begin a search through everybody, unless one is under way: then that one."""
    under_way = Run.objects.unfinished().filter(kind=FIND).first()
    return under_way or states.start(FIND, "Looking for duplicates", actor=actor, total=Profile.objects.count())


def finding(run: Run) -> Iterator[Batch]:
    last = run.parameters.get("last_id", 0)
    while ids := list(Profile.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = ids[-1]
        yield partial(_find, run, ids)


def _find(run: Run, ids: Sequence[int]) -> Step:
    found = _look(ids, only_before=True)
    Run.objects.filter(pk=run.pk).update(parameters={"last_id": ids[-1]})
    return Step(len(ids), {"alike": found})


def look_for(profile_ids: Sequence[int]) -> int:
    """Compare these with everybody. Returns how many pairs look like one person."""
    found = 0
    ids = sorted(set(profile_ids))
    for place in range(0, len(ids), BATCH):
        with transaction.atomic():
            found += _look(ids[place : place + BATCH])
    return found


def to_show(state: str) -> "QuerySet[Duplicate]":
    """Pairs of people who are both here, with what a list shows of them."""
    pairs = Duplicate.objects.filter(state=state, first__deleted_at=None, second__deleted_at=None)
    shown = [f"{side}__{column}" for side in ("first", "second") for column in ("full_name", "headline")]
    return pairs.select_related("first", "second").only("likeness", "reasons", "state", "updated_at", *shown)


@transaction.atomic
def unite(pair: Duplicate, *, was: str, kept_id: int, choices: Mapping[str, int], actor: Actor) -> Merge:
    """One profile of two. `was` is the pair's state as whoever decides has seen it. Raises CannotMerge."""
    one_writer()
    if not Duplicate.objects.filter(pk=pair.pk, state=was).exists():
        raise merges.CannotMerge("Somebody else has decided about these two meanwhile.")
    if kept_id not in (pair.first_id, pair.second_id):
        raise merges.CannotMerge("Say which of the two profiles is kept.")
    merged_id = pair.first_id + pair.second_id - kept_id
    done = merges.merge(kept_id, merged_id, rule=Merge.Rule.PERSON, actor=actor, choices=choices)
    look_for([kept_id])
    return done


@transaction.atomic
def take_apart(merge: Merge, *, actor: Actor) -> None:
    """Two profiles again. Raises CannotMerge."""
    merges.undo(merge, actor=actor)
    look_for([merge.kept_id, merge.merged_id])


def dismiss(pair: Duplicate, *, actor: Actor) -> None:
    """They are two people, and will not be shown again. Raises CannotDecide where somebody was quicker."""
    changed = Duplicate.objects.filter(pk=pair.pk, state=Duplicate.State.SUGGESTED).update(
        state=Duplicate.State.DISMISSED, decided_by=actor.user_id
    )
    if not changed:
        raise CannotDecide("Somebody else has decided about these two meanwhile.")


# --- one batch, in the caller's transaction ------------------------------------------------------


def _look(ids: Sequence[int], *, only_before: bool = False) -> int:
    one_writer()
    people = people_of(ids)
    _keep_keys(people)
    pairs = _sharing(list(people), only_before=only_before)
    people |= people_of([each for pair in pairs for each in pair if each not in people])
    alike = {
        (first, second): found
        for first, second in pairs
        if first in people and second in people and (found := likeness(people[first], people[second])).is_suggested
    }
    _keep_pairs(ids, alike, only_before=only_before)
    return len(alike)


def people_of(ids: Sequence[int]) -> dict[int, Person]:
    """What is compared of those that are here."""
    if not ids:
        return {}
    jobs = _by_profile(
        Experience.objects.filter(profile__in=ids).values_list(
            "profile_id", "title", "company", "employer_id", "start", "end", "is_current"
        )
    )
    schools = _by_profile(Education.objects.filter(profile__in=ids).values_list("profile_id", "school", "end"))
    columns = ("full_name", "email", "phone", "city", "country")
    return {
        row["id"]: person(
            row["id"],
            linkedin=row["linkedin_key"],
            jobs=jobs.get(row["id"], ()),
            schools=schools.get(row["id"], ()),
            **{column: row[column] for column in columns},
        )
        for row in Profile.objects.filter(pk__in=ids).order_by("pk").values("id", "linkedin_key", *columns)
    }


def _by_profile(rows: Any) -> dict[int, list[Any]]:
    """The rest of each row, by its first column."""
    ordered = rows.order_by("profile_id", "position")
    return {profile: [row[1:] for row in some] for profile, some in groupby(ordered, itemgetter(0))}


def _keep_keys(people: dict[int, Person]) -> None:
    """Only for those who say something else than when their keys were made."""
    hashes = Profile.objects.filter(pk__in=people).values_list("pk", "content_hash")
    markers = {profile_id: marker(content_hash) for profile_id, content_hash in hashes}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT made.id FROM unnest(%s::bigint[], %s::bigint[]) AS made (id, marker)
            JOIN profiles_likenesskey AS stored ON stored.profile_id = made.id AND stored.key = made.marker
            """,
            [list(markers), list(markers.values())],
        )
        current = {row[0] for row in cursor.fetchall()}
    changed = [profile_id for profile_id in markers if profile_id not in current]
    LikenessKey.objects.filter(profile__in=changed).delete()
    rows = [(key, each) for each in changed for key in (*keys(people[each]), markers[each])]
    copy_rows(LikenessKey, ("key", "profile_id"), sorted(rows))


_SHARING = """
WITH block AS (
    SELECT mine.profile_id, mine.key, theirs.ids
    FROM profiles_likenesskey AS mine
    CROSS JOIN LATERAL (
        SELECT array_agg(few.profile_id) AS ids FROM (
            SELECT profile_id FROM profiles_likenesskey AS same WHERE same.key = mine.key LIMIT %(most)s + 1
        ) AS few
    ) AS theirs
    WHERE mine.profile_id = ANY(%(ids)s) AND cardinality(theirs.ids) BETWEEN 2 AND %(most)s
), hit AS (
    SELECT least(profile_id, other) AS first, greatest(profile_id, other) AS second, key,
        CASE WHEN key %% 2 = 0 THEN 1 WHEN cardinality(ids) <= %(rare)s THEN 2 ELSE 0 END AS weight
    FROM block CROSS JOIN LATERAL unnest(ids) AS other
    WHERE other <> profile_id AND (other < profile_id OR NOT %(only_before)s)
)
SELECT first, second FROM (SELECT DISTINCT first, second, key, weight FROM hit) AS once
GROUP BY first, second HAVING sum(weight) >= 2
"""


def _sharing(ids: Sequence[int], *, only_before: bool) -> list[tuple[int, int]]:
    """Pairs, the lower id first, of which one is among `ids`: those who share a rare strong key or two others."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARING, {"ids": list(ids), "only_before": only_before, "most": _MOST, "rare": _RARE})
        pairs: list[tuple[int, int]] = cursor.fetchall()
        return pairs


def _keep_pairs(ids: Sequence[int], alike: dict[tuple[int, int], Likeness], *, only_before: bool) -> None:
    """What people have dismissed stays; what no longer looks like one person goes."""
    about = Q(second__in=ids) if only_before else Q(first__in=ids) | Q(second__in=ids)
    stale = [
        pk
        for pk, first, second in Duplicate.objects.filter(about, state=Duplicate.State.SUGGESTED)
        .order_by()
        .values_list("pk", "first_id", "second_id")
        if (first, second) not in alike
    ]
    Duplicate.objects.filter(pk__in=stale, state=Duplicate.State.SUGGESTED).delete()
    rows = [
        {"first_id": first, "second_id": second, "likeness": found.percent, "reasons": found.reasons}
        for (first, second), found in sorted(alike.items())
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO profiles_duplicate AS old (first_id, second_id, likeness, reasons, state)
            SELECT new.first_id, new.second_id, new.likeness, new.reasons, 'suggested'
            FROM json_to_recordset(%s::json)
                AS new (first_id bigint, second_id bigint, likeness int, reasons jsonb)
            ON CONFLICT (first_id, second_id) DO UPDATE SET likeness = excluded.likeness, reasons = excluded.reasons
            WHERE old.state = 'suggested' AND (old.likeness, old.reasons) <> (excluded.likeness, excluded.reasons)
            """,
            [json.dumps(rows)],
        )
