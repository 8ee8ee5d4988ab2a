"""What profiles mean, as vectors for "people like this": made in the background, after the fact, from the outbox.

An import never waits for it. How far it is behind is `lag()`.
"""

import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from config.outbox.models import OutboxEvent, OutboxReader
from profiles.canonical import CanonicalProfile
from profiles.models import Profile

READER = "vectors"
BATCH = 500
SLICE_SECONDS = 20  # then whatever else waits in the queue goes first
LONGEST = 4_000  # characters: what is said first weighs as much as a life told in full
MOST_COUNTED = 100_000


def text_of(profile: CanonicalProfile) -> str:
    """What a profile is about: no name, no contact, no place."""
    positions = [f"{entry.title}. {entry.description}" for entry in profile.experience]
    schools = [f"{entry.degree} {entry.field}" for entry in profile.education]
    return "\n".join([profile.headline, ", ".join(profile.skills), profile.summary, *positions, *schools])[:LONGEST]


def lag() -> int:
    """Changes that are not in the vectors yet; counted to a hundred thousand at most."""
    reader = OutboxReader.objects.filter(name=READER).first() or OutboxReader(name=READER)
    return int(_unread(reader).order_by()[:MOST_COUNTED].count())


def follow() -> int:
    """Read on in the outbox for a while; returns how many vectors were made. What RQ runs."""
    made, until = 0, time.monotonic() + SLICE_SECONDS
    while time.monotonic() < until:
        read, written = follow_batch()
        made += written
        if read < BATCH:
            break
    return made


@transaction.atomic
def follow_batch() -> tuple[int, int]:
    """The events that were read, and the vectors that were made of them."""
    reader = OutboxReader.objects.select_for_update(skip_locked=True).filter(pk=_reader().pk).first()
    if reader is None:
        return 0, 0  # somebody else reads
    events = list(_unread(reader)[:BATCH])
    if not events:
        return 0, 0
    written = _make(sorted({event.subject_id for event in events}))
    reader.transaction, reader.event_id = events[-1].transaction, events[-1].pk
    reader.save(update_fields=["transaction", "event_id"])
    return len(events), written


def _reader() -> OutboxReader:
    return OutboxReader.objects.get_or_create(name=READER)[0]


def _unread(reader: OutboxReader) -> Any:
    return OutboxEvent.objects.settled().after(reader.transaction, reader.event_id).filter(kind="profile")


def _make(profile_ids: Sequence[int]) -> int:
    stale = Profile.objects.filter(pk__in=profile_ids).exclude(vector__content_hash=F("content_hash"))
    profiles = list(stale.with_career())
    if not profiles:
        return 0
    vectors = model().embed([text_of(profile.canonical()) or " " for profile in profiles], norm=True)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO profiles_profilevector (profile_id, content_hash, embedding)
            SELECT * FROM unnest(%s::bigint[], %s::text[], %s::vector[])
            ON CONFLICT (profile_id) DO UPDATE
            SET content_hash = EXCLUDED.content_hash, embedding = EXCLUDED.embedding
            """,
            [
                [profile.pk for profile in profiles],
                [profile.content_hash for profile in profiles],
                [f"[{','.join(f'{number:.6g}' for number in vector)}]" for vector in vectors.tolist()],
            ],
        )
    return len(profiles)


@cache
def model() -> Any:
    import wordllama  # a second to import

    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
