"""What profiles mean, as vectors for "people like this": made in the background, after the fact, from the outbox.

An import never waits for it. How far it is behind is `lag()`.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import F

from config.outbox.following import Follower
from config.outbox.models import OutboxEvent
from profiles.canonical import CanonicalProfile
from profiles.models import Profile

LONGEST = 4_000  # characters: what is said first weighs as much as a life told in full


def text_of(profile: CanonicalProfile) -> str:
    """What a profile is about: no name, no contact, no place."""
    positions = [f"{entry.title}. {entry.description}" for entry in profile.experience]
    schools = [f"{entry.degree} {entry.field}" for entry in profile.education]
    return "\n".join([profile.headline, ", ".join(profile.skills), profile.summary, *positions, *schools])[:LONGEST]


def _make(events: Sequence[OutboxEvent]) -> int:
    changed = Profile.objects.filter(pk__in={event.subject_id for event in events})
    stale = changed.exclude(vector__content_hash=F("content_hash"))
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


_follower = Follower("vectors", ("profile",), _make)
lag, follow, step = _follower.lag, _follower.follow, _follower.step
