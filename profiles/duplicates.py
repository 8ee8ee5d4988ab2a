"""Finds profiles that may be one person, and keeps what it finds as pairs for people to decide.

A search reads everybody, compares those who share enough keys (`profiles/blocking.py`, `profiles/likeness.py`), and
writes at its end. It holds some four kilobytes per person meanwhile.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from config.audit.models import Actor, AuditEvent, record
from config.runs import engine, states
from config.runs.engine import Batch
from config.runs.models import Run
from config.runs.states import Step
from profiles import merges
from profiles.blocking import Blocks
from profiles.imports.batches import one_writer
from profiles.likeness import Likeness, Person, likeness, person
from profiles.models import Duplicate, Merge, Profile

FIND = "find-duplicates"
BATCH = 1_000
_PAIRS = 50_000  # compared before anybody is told
Pair = tuple[int, int]


class CannotDecide(Exception):
    """Nothing was changed; the message says why, for the person who asked."""


def search_all(*, actor: Actor) -> Run:
    """Begin a search through everybody, unless one is under way: then that one."""
    under_way = Run.objects.unfinished().filter(kind=FIND).first()
    return under_way or states.start(FIND, "Looking for duplicates", actor=actor, total=Profile.objects.count())


def finding(run: Run) -> Iterator[Batch]:
    """Holds everybody in memory, so it begins anew where it was interrupted, and gives way to other runs only at its
    end: where one is always waiting, it would never come that far."""
    states.begin_again(run)
    total = Profile.objects.count()
    blocks, people = Blocks(), dict[int, Person]()
    last = 0
    while ids := list(Profile.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = ids[-1]
        some = people_of(ids)
        people |= some
        for each in some.values():
            blocks.add(each)
        engine.go_on(run, Step(len(ids), total=total))
    alike = {}
    for number, (first, second) in enumerate(blocks.pairs()):
        if (found := likeness(people[first], people[second])).is_suggested:
            alike[first, second] = found
        if number % _PAIRS == 0:
            engine.go_on(run)
    yield partial(_keep_all, alike, last)


def _keep_all(alike: Mapping[Pair, Likeness], last: int) -> Step:
    one_writer()
    _keep(alike, among=Q(first__lte=last, second__lte=last))
    return Step(counts={"alike": len(alike)})


def _compare_again(profile_ids: Sequence[int], others: Iterable[int]) -> None:
    """These with whom they, or those of whom they were made, made a pair; in the caller's transaction. Whoever else is
    like them the next search finds."""
    people = people_of([*profile_ids, *others])
    pairs = {(min(one, other), max(one, other)) for one in profile_ids for other in people if one != other}
    alike = {
        (first, second): found
        for first, second in sorted(pairs)
        if first in people and second in people and (found := likeness(people[first], people[second])).is_suggested
    }
    _keep(alike, among=Q(first__in=profile_ids) | Q(second__in=profile_ids))


def _partners(*profile_ids: int) -> set[int]:
    pairs = Duplicate.objects.filter(Q(first__in=profile_ids) | Q(second__in=profile_ids))
    return {each for pair in pairs.order_by().values_list("first_id", "second_id") for each in pair}


def to_show(state: str) -> "QuerySet[Duplicate]":
    """Pairs of people who are both here, with what a list shows of them."""
    pairs = Duplicate.objects.filter(state=state, first__deleted_at=None, second__deleted_at=None)
    shown = [f"{side}__{column}" for side in ("first", "second") for column in ("full_name", "headline")]
    return pairs.select_related("first", "second").only("likeness", "reasons", "state", "updated_at", *shown)


def suggested_for(profile: Profile) -> Duplicate | None:
    """The likeliest pair with this person in it that nobody has decided about."""
    pairs = to_show(Duplicate.State.SUGGESTED).filter(Q(first=profile) | Q(second=profile))
    return pairs.order_by("-likeness", "-id").first()


@transaction.atomic
def unite(pair: Duplicate, *, was: str, kept_id: int, choices: Mapping[str, int], actor: Actor) -> Merge:
    """One profile of two. `was` is the pair's state as whoever decides has seen it. Raises CannotMerge."""
    one_writer()
    if not Duplicate.objects.filter(pk=pair.pk, state=was).exists():
        raise merges.CannotMerge(_decision_on(pair))
    if kept_id not in (pair.first_id, pair.second_id):
        raise merges.CannotMerge("Say which of the two profiles is kept.")
    merged_id = pair.first_id + pair.second_id - kept_id
    partners = _partners(kept_id, merged_id)
    done = merges.merge(kept_id, merged_id, rule=Merge.Rule.PERSON, actor=actor, choices=choices)
    done.moved["before"]["pair"] = pair.pk  # whose address somebody may have kept
    done.save(update_fields=["moved"])
    _compare_again([kept_id], partners)
    return done


@transaction.atomic
def take_apart(merge: Merge, *, actor: Actor) -> None:
    """Two profiles again. Raises CannotMerge."""
    merges.undo(merge, actor=actor)
    both = (merge.kept_id, merge.merged_id)
    _compare_again(both, _partners(*both))


@transaction.atomic
def dismiss(pair: Duplicate, *, actor: Actor) -> None:
    """They are two people, and will not be shown again. Raises CannotDecide where somebody was quicker."""
    changed = Duplicate.objects.filter(pk=pair.pk, state=Duplicate.State.SUGGESTED).update(
        state=Duplicate.State.DISMISSED, decided_by=actor.user_id
    )
    if not changed:
        raise CannotDecide(_decision_on(pair))
    first, second = Duplicate.objects.values_list("first", "second").get(pk=pair.pk)
    record(AuditEvent.Action.DUPLICATE_DISMISSED, actor, f"profile:{first}", other=second)


def _decision_on(pair: Duplicate) -> str:
    now = Duplicate.objects.select_related("decided_by").filter(pk=pair.pk, state=Duplicate.State.DISMISSED).first()
    if now is None:
        return "These two have been decided about meanwhile."
    who = now.decided_by.get_full_name() or now.decided_by.get_username() if now.decided_by else "Somebody"
    return f"{who} has said already that these are two people."


def became(pair_id: int) -> Duplicate | Merge | None:
    """What there is instead of a pair that was merged: the merge, or the pair that the two are again since its undoing.

    None where no merge tells of the pair: those of earlier versions do not, nor those that were made by a rule.
    """
    known = Merge.objects.filter(moved__before__pair=pair_id).first()
    if known is None:
        return None
    first, second = sorted((known.kept_id, known.merged_id))
    standing = Merge.objects.select_related("kept", "by").filter(undone_at=None, kept__deleted_at=None)
    merge = standing.filter(kept__in=(first, second), merged_id__in=(first, second)).first()
    here = Duplicate.objects.filter(first__deleted_at=None, second__deleted_at=None)
    return merge or here.filter(first=first, second=second).first()


# --- who is there, and what is kept ---------------------------------------------------------------


def people_of(ids: Sequence[int]) -> dict[int, Person]:
    """What is compared of those that are here."""
    with connection.cursor() as cursor:

        def rows(query: str) -> Any:
            cursor.execute(query, [list(ids)])
            return cursor.fetchall()

        jobs, schools = _by_profile(rows(_JOBS)), _by_profile(rows(_SCHOOLS))
        return {
            profile_id: person(
                profile_id,
                full_name=full_name,
                email=email,
                phone=phone,
                linkedin=linkedin,
                city=city,
                country=country,
                jobs=jobs.get(profile_id, ()),
                schools=schools.get(profile_id, ()),
            )
            for profile_id, full_name, email, phone, linkedin, city, country in rows(_PEOPLE)
        }


_PEOPLE = """
SELECT id, full_name, email, phone, linkedin_key, city, country FROM profiles_profile
WHERE id = ANY(%s) AND deleted_at IS NULL ORDER BY id
"""
_JOBS = """
SELECT profile_id, title, company, employer_id, start FROM profiles_experience
WHERE profile_id = ANY(%s) ORDER BY profile_id, position
"""
_SCHOOLS = """
SELECT profile_id, school, "end" FROM profiles_education WHERE profile_id = ANY(%s) ORDER BY profile_id, position
"""


def _by_profile(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """The rest of each row, by its first column."""
    return {profile: [row[1:] for row in some] for profile, some in groupby(rows, itemgetter(0))}


def _keep(alike: Mapping[Pair, Likeness], *, among: Q) -> None:
    """What people have dismissed stays; what no longer looks like one person goes."""
    suggested = Duplicate.objects.filter(among, state=Duplicate.State.SUGGESTED).order_by()
    stale = [pk for pk, *pair in suggested.values_list("pk", "first_id", "second_id") if tuple(pair) not in alike]
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
            -- they may have been erased since they were compared
            JOIN profiles_profile AS first ON first.id = new.first_id
            JOIN profiles_profile AS second ON second.id = new.second_id
            FOR KEY SHARE OF first, second
            ON CONFLICT (first_id, second_id) DO UPDATE SET likeness = excluded.likeness, reasons = excluded.reasons
            WHERE old.state = 'suggested' AND (old.likeness, old.reasons) <> (excluded.likeness, excluded.reasons)
            """,
            [json.dumps(rows)],
        )
