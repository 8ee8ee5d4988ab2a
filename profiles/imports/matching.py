"""Whom a record is about: a person who is here already, and by what sign, or somebody new."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from profiles.canonical import canonical_json, sha256
from profiles.likeness import is_shared_mailbox
from profiles.linkedin_urls import linkedin_key
from profiles.models import Duplicate
from profiles.name_likeness import are_one_persons, name_of
from profiles.names import may_be_one_person
from profiles.rebuilding import columns_of
from profiles.sources import Record


@dataclass(frozen=True)
class Incoming:
    """A record with the signs by which its person is known, and its payload as text alone: batches of these travel."""

    record: Record
    payload: str
    payload_hash: str
    extracted: str
    extracted_hash: str
    key: str
    url_key: str
    email: str  # verified ones only, in small letters
    columns: tuple[Any, ...]  # of its profile's row, if it becomes one
    reading: str = ""  # names the import that it comes in

    @classmethod
    def of(cls, record: Record) -> "Incoming":
        payload, extracted = canonical_json(record.payload), record.profile.as_json()
        payload_hash, extracted_hash, profile = sha256(payload), sha256(extracted), record.profile
        return cls(
            record=replace(record, payload={}),
            payload=payload,
            payload_hash=payload_hash,
            extracted=extracted,
            extracted_hash=extracted_hash,
            key=record.key or payload_hash,
            url_key=linkedin_key(profile.linkedin_url) or "",
            email=profile.email.lower() if record.email_verified else "",
            columns=tuple(columns_of(profile, extracted_hash).values()),
        )

    @property
    def file(self) -> str:
        return self.record.file

    @property
    def signs(self) -> tuple[str, ...]:
        """Two records that share one are, or may be, about one person."""
        return tuple(filter(None, (f"{self.record.source}\n{self.key}", self.url_key, self.email)))


@dataclass(frozen=True, slots=True)
class Here:
    """A profile that bears one of the signs. A check gives those that would be new a number below 0."""

    profile_id: int
    full_name: str
    deleted_at: datetime | None = None

    def __str__(self) -> str:
        return f"profile {self.profile_id}" if self.profile_id > 0 else "somebody else in these files"


@dataclass(frozen=True)
class Match:
    """What is known of an incoming record's person. `record_id` is the same source's earlier word, if there is one."""

    record_id: int | None = None
    payload_hash: str = ""
    extracted_hash: str = ""
    earlier: Sequence[str] = ()  # hashes of payloads that stood before it in the same files
    known: Here | None = None
    same_url: Here | None = None
    same_email: Here | None = None

    @property
    def profile_ids(self) -> set[int]:
        return {here.profile_id for here in (self.known, self.same_url, self.same_email) if here}


@dataclass(frozen=True)
class Recognised:
    """Whose record it is, who else then turns out to be the same person, and why it must be refused ("" if not)."""

    match: Match
    owner: Here | None = None
    other: Here | None = None
    reason: str = ""


_QUERY = """
SELECT asked.place, record.id, record.payload_hash, record.extracted_hash, record.earlier,
    known.id, known.full_name, known.deleted_at,
    url.id, url.full_name, url.deleted_at,
    email.id, email.full_name, email.deleted_at
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
    WITH ORDINALITY AS asked (source, key, url_key, email, place)
LEFT JOIN profiles_sourcerecord AS record ON record.source = asked.source AND record.key = asked.key
LEFT JOIN profiles_profile AS known ON known.id = record.profile_id
LEFT JOIN profiles_profile AS url ON url.linkedin_key = asked.url_key
LEFT JOIN LATERAL (
    SELECT min(id) AS id FROM profiles_profile WHERE verified_email = asked.email AND verified_email <> ''
    HAVING count(*) = 1 -- a mailbox of several people tells nobody apart
) AS owner ON asked.email <> ''
LEFT JOIN profiles_profile AS email ON email.id = owner.id
WHERE record.id IS NOT NULL OR url.id IS NOT NULL OR email.id IS NOT NULL
"""


def recognised(batch: Sequence[Incoming]) -> list[Recognised]:
    """For each record its person, in the same order; one question to the database, or two."""
    found = matches(batch)
    apart = two_people(found)
    return [whose(incoming, match, apart) for incoming, match in zip(batch, found, strict=True)]


def matches(batch: Sequence[Incoming]) -> list[Match]:
    found = [Match()] * len(batch)
    with connection.cursor() as cursor:
        cursor.execute(
            _QUERY,
            [
                [incoming.record.source for incoming in batch],
                [incoming.key for incoming in batch],
                [incoming.url_key or None for incoming in batch],
                [incoming.email for incoming in batch],
            ],
        )
        for place, record_id, payload_hash, extracted_hash, earlier, *people in cursor.fetchall():
            here = [Here(*people[at : at + 3]) if people[at] else None for at in (0, 3, 6)]
            found[place - 1] = Match(record_id, payload_hash or "", extracted_hash or "", earlier or (), *here)
    return found


def two_people(found: Sequence[Match]) -> set[frozenset[int]]:
    """Pairs among them of whom somebody has said that they are not one person: then no rule merges them."""
    ids = {profile_id for match in found if len(match.profile_ids) > 1 for profile_id in match.profile_ids}
    if not ids:
        return set()
    dismissed = Duplicate.objects.filter(state=Duplicate.State.DISMISSED, first__in=ids, second__in=ids)
    return {frozenset(pair) for pair in dismissed.order_by().values_list("first_id", "second_id")}


def whose(incoming: Incoming, match: Match, apart: Collection[frozenset[int]]) -> Recognised:
    """The same address or verified e-mail means the same person only where the names do not contradict it: records
    whose address names somebody else do occur. Families and offices share a mailbox, so there it must be one name.
    """
    name = incoming.record.profile.full_name
    owner = match.known
    other: Here | None = None
    for here, by_email in ((match.same_url, False), (match.same_email, True)):
        if here is None or (owner and here.profile_id == owner.profile_id):
            continue
        two = owner is not None and frozenset((owner.profile_id, here.profile_id)) in apart
        if by_email:
            if two or is_shared_mailbox(incoming.email) or not are_one_persons(name_of(name), name_of(here.full_name)):
                continue
        elif two or not may_be_one_person(name, here.full_name):
            reason = f"Its LinkedIn address belongs to {here}, " + (
                f"who was said to be not the same person as {owner}, whose record this is."
                if owner and two
                else "whose name has nothing in common with this one."
            )
            return Recognised(match, owner, reason=reason)
        if owner is None:
            owner = here
        else:
            other = other or here
    if other and other.deleted_at and other is not match.same_url:
        other = None  # several may bear an e-mail, but one alone an address, also when it was deleted
    for here in (owner, other):
        if here and here.deleted_at:
            reason = (
                f"This person was deleted on {here.deleted_at:%-d %B %Y} (profile {here.profile_id}); "
                "restore the profile first, or leave it deleted."
            )
            return Recognised(match, owner, reason=reason)
    return Recognised(match, owner, other)
