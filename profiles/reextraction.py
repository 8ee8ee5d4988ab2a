"""Extraction once more over the payloads that are kept, after a mapping got better: what would differ, then it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from profiles.canonical import CanonicalProfile
from profiles.imports.batches import one_writer
from profiles.linkedin_urls import linkedin_key
from profiles.models import Profile, SourceRecord
from profiles.rebuilding import rebuild
from profiles.sources import SOURCES, NoPersonError, read_payload

BATCH = 500


@dataclass(frozen=True)
class Reread:
    """One record read again. `problem` says why it can no longer be read: it is left as it is then."""

    record: SourceRecord
    profile: CanonicalProfile | None = None
    warnings: tuple[str, ...] = ()
    email_verified: bool = False
    problem: str = ""
    differences: list[tuple[str, str, str]] = field(default_factory=list)  # field, before, after

    @property
    def differs(self) -> bool:
        return self.profile is not None and self.profile.content_hash() != self.record.extracted_hash


def reread(source: str | None = None) -> Iterator[list[Reread]]:
    """Every kept record read again, in batches. `source` is one of SOURCES; without it all of them are read."""
    last = 0
    known = SourceRecord.objects.filter(source__in=[source] if source else SOURCES).order_by("pk")
    while batch := list(known.filter(pk__gt=last).defer("original")[:BATCH]):
        last = batch[-1].pk
        yield [_read(record) for record in batch]


@transaction.atomic
def store(batch: Sequence[Reread]) -> list[int]:
    """Keep what differs; returns the ids of the profiles that now say something else."""
    rows = [
        (
            each.profile.as_json(),
            each.profile.content_hash(),
            json.dumps(each.warnings),
            each.email_verified,
            each.record.pk,
            each.record.payload_hash,
        )
        for each in batch
        if each.differs and each.profile
    ]
    if not rows:
        return []
    one_writer()
    with connection.cursor() as cursor:
        # Only over the record that was read: one that was imported anew meanwhile is newer than this.
        cursor.executemany(
            "UPDATE profiles_sourcerecord SET extracted = %s, extracted_hash = %s, warnings = %s, email_verified = %s "
            "WHERE id = %s AND payload_hash = %s",
            rows,
        )
    return rebuild(sorted({each.record.profile_id for each in batch if each.differs}))


def _read(record: SourceRecord) -> Reread:
    try:
        profile, warnings, verified = read_payload(record.source, record.payload)
    except NoPersonError as reason:
        return Reread(record, problem=str(reason))
    address = record.extracted.get("linkedin_url", "")
    if profile.linkedin_url != address and _is_another_ones(profile.linkedin_url, record.profile_id):
        profile = profile.model_copy(update={"linkedin_url": address})
    before, after = record.extracted, json.loads(profile.as_json())
    differences = [
        (name, _shown(before.get(name)), _shown(after.get(name)))
        for name in CanonicalProfile.model_fields
        if before.get(name) != after.get(name)
    ]
    return Reread(record, profile, warnings, verified, differences=differences)


def _is_another_ones(address: str, profile_id: int) -> bool:
    """Two cannot bear one, and whose it is a merge or its undoing has said."""
    key = linkedin_key(address)
    return bool(key) and Profile.everyone.filter(linkedin_key=key).exclude(pk=profile_id).exists()


def _shown(value: object) -> str:
    return "–" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
