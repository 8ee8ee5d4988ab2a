"""Stores records in batches: new people by COPY, known ones only where something differs. In the caller's transaction.

One batch is written at a time, whoever writes it: two imports of one new person would both find nobody and both insert.
The lock is held for one batch (about half a second), so that several imports take turns.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction

from config.audit.models import SYSTEM
from config.outbox.models import OutboxEvent, announce
from profiles import merges
from profiles.careers import SCALARS, insert_parts
from profiles.copying import copy_rows, new_ids
from profiles.imports.matching import Here, Incoming, Match, recognised
from profiles.models import Merge, Outcome, Profile, SourceRecord
from profiles.rebuilding import rebuild
from profiles.results import Result

_WRITERS = 0x5407  # names the advisory lock among those of this database


def one_writer() -> None:
    """Wait until nobody else stores people or companies; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])


def store_batch(batch: Sequence[Incoming], reading: str = "") -> list[Result]:
    """What became of each, in their order. A record that the database refuses does not take the others with it.

    `reading` names the import whose batches these are.
    """
    one_writer()
    if reading:
        batch = [replace(incoming, reading=reading) for incoming in batch]
    results = [result for group in _without_shared_signs(batch) for result in _store_apart(group)]
    # Whom one record is about, a later one may have merged away.
    now = merges.parts_of({result.profile_id for result in results if result.profile_id})
    return [replace(each, profile_id=now.get(each.profile_id or 0, each.profile_id)) for each in results]


def _without_shared_signs(batch: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    """Groups in which everyone is somebody else: who comes twice is looked up after the first time was stored."""
    group: list[Incoming] = []
    signs: set[str] = set()
    for incoming in batch:
        if not signs.isdisjoint(incoming.signs):
            yield group
            group, signs = [], set()
        group.append(incoming)
        signs.update(incoming.signs)
    if group:
        yield group


def _store_apart(group: Sequence[Incoming]) -> list[Result]:
    try:
        with transaction.atomic():
            results = _store(group)
            check_constraints()  # now, where it can be mended: Django's foreign keys wait for the commit otherwise
            return results
    except (IntegrityError, DataError):
        if len(group) == 1:
            reason = "The database would not take it: it contradicts what is stored already, or is too large."
            return [result_of(Outcome.REFUSED, group[0], reason=reason)]
        half = len(group) // 2
        return _store_apart(group[:half]) + _store_apart(group[half:])


def check_constraints() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _store(group: Sequence[Incoming]) -> list[Result]:
    results: list[Result | None] = [None] * len(group)
    notes: dict[int, tuple[str, ...]] = {}
    new: list[tuple[int, Incoming]] = []
    known: list[tuple[int, Incoming, Here]] = []
    people = recognised(group)
    for place, incoming in enumerate(group):
        if people[place].other:
            try:
                notes[place] = _merged(incoming)
            except merges.CannotMerge as refusal:
                results[place] = result_of(Outcome.REFUSED, incoming, reason=str(refusal))
    if notes:
        people = recognised(group)  # others may be about those who were merged
    for place, (incoming, person) in enumerate(zip(group, people, strict=True)):
        if results[place]:
            continue
        if person.reason:
            results[place] = result_of(Outcome.REFUSED, incoming, reason=person.reason)
        elif person.owner is None:
            new.append((place, incoming))
        elif not notes.get(place) and says_the_same(incoming, person.match):
            results[place] = result_of(Outcome.UNCHANGED, incoming, person.owner.profile_id)
        else:
            known.append((place, incoming, person.owner))
    for (place, incoming), profile_id in zip(new, _create([each for _, each in new]), strict=True):
        results[place] = result_of(Outcome.CREATED, incoming, profile_id)
    changed = _change([(incoming, owner) for _, incoming, owner in known])
    for place, incoming, owner in known:
        outcome = Outcome.CHANGED if notes.get(place) or owner.profile_id in changed else Outcome.UNCHANGED
        results[place] = result_of(outcome, incoming, owner.profile_id, note=notes.get(place, ()))
    return [result for result in results if result]


def _merged(incoming: Incoming) -> tuple[str, ...]:
    """Make one of two who turn out to be one person, before what shows it is stored: two cannot bear one address."""
    (person,) = recognised([incoming])  # again: an earlier record may have merged one of the two
    owner, other = person.owner, person.other
    if not (owner and other):
        return ()
    rule = Merge.Rule.SAME_URL if other == person.match.same_url else Merge.Rule.SAME_EMAIL
    merges.merge(owner.profile_id, other.profile_id, rule=rule, actor=SYSTEM)
    return (f"Profile {other.profile_id} was the same person ({rule.label}) and is now part of this one.",)


def says_the_same(incoming: Incoming, match: Match) -> bool:
    """Where the same files say two things of one person, the last holds; the first is no news when they come again."""
    same = (match.payload_hash, match.extracted_hash) == (incoming.payload_hash, incoming.extracted_hash)
    return same or incoming.payload_hash in match.earlier


def _create(group: Sequence[Incoming]) -> list[int]:
    if not group:
        return []
    ids = new_ids(Profile, len(group))
    people = list(zip(ids, group, strict=True))
    own = ("search_name", "search_words", "content_hash", "verified_email", "provenance", "choices")
    rows = (
        (
            profile_id,
            *incoming.columns,
            incoming.email,
            "{}",
            "{}",
        )
        for profile_id, incoming in people
    )
    copy_rows(Profile, ("id", *SCALARS, *own), rows)
    copy_rows(SourceRecord, _RECORD, (_record(incoming, profile_id) for profile_id, incoming in people))
    insert_parts([(profile_id, incoming.record.profile) for profile_id, incoming in people])
    announce("profile", OutboxEvent.Change.CREATED, ids)
    return ids


def _change(group: Sequence[tuple[Incoming, Here]]) -> set[int]:
    """Keep the records, make the profiles anew from all of theirs; the ids of those that now say something else."""
    if not group:
        return set()
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, [_record(incoming, owner.profile_id) for incoming, owner in group])
    return set(rebuild([owner.profile_id for _, owner in group]))


_RECORD = (
    "profile_id", "source", "key", "payload", "payload_hash", "extracted", "extracted_hash", "email_verified",
    "warnings", "original", "original_name", "reading", "earlier",
)  # fmt: skip
_MOST_EARLIER = 100
_UPSERT = f"""
INSERT INTO profiles_sourcerecord AS old ({", ".join(_RECORD)}, said_at)
VALUES ({", ".join(["%s"] * len(_RECORD))}, clock_timestamp())
ON CONFLICT (source, key) DO UPDATE SET
    {", ".join(f"{column} = EXCLUDED.{column}" for column in _RECORD[3:9])},
    original = coalesce(EXCLUDED.original, old.original),
    original_name = coalesce(nullif(EXCLUDED.original_name, ''), old.original_name),
    reading = EXCLUDED.reading,
    earlier = CASE
        WHEN old.reading = '' OR old.reading <> EXCLUDED.reading THEN '{{}}'
        WHEN old.payload_hash = EXCLUDED.payload_hash THEN old.earlier
        ELSE (old.earlier || old.payload_hash)[greatest(1, cardinality(old.earlier) - {_MOST_EARLIER - 2}):]
    END,
    said_at = EXCLUDED.said_at
"""  # noqa: S608 - our own names


def _record(incoming: Incoming, profile_id: int) -> tuple[Any, ...]:
    record = incoming.record
    return (
        profile_id,
        record.source,
        incoming.key,
        incoming.payload,
        incoming.payload_hash,
        incoming.extracted,
        incoming.extracted_hash,
        record.email_verified,
        json.dumps(record.warnings),
        record.original or None,
        (record.original_name or record.file)[:300],
        incoming.reading,
        [],
    )


def result_of(
    outcome: Outcome,
    incoming: Incoming,
    profile_id: int | None = None,
    *,
    reason: str = "",
    note: tuple[str, ...] = (),
) -> Result:
    record = incoming.record
    return Result(outcome, record.where, profile_id, reason, (*note, *record.warnings))
