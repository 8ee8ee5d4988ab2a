"""From records that a source has read to rows, once per person; the same record again changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.db import connection, models, transaction

from profiles.canonical import CanonicalProfile, sha256_of
from profiles.linkedin_urls import linkedin_key
from profiles.models import (
    SEARCH_NAME_LENGTH,
    Certification,
    Education,
    Experience,
    Language,
    Profile,
    Skill,
    SourceRecord,
)
from profiles.names import fold
from profiles.sources import Record, Refusal, check_size, read_file


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """What became of one record. `where` names it inside its file; `profile_id` is None where refused."""

    outcome: Outcome
    where: str = ""
    profile_id: int | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()


def import_file(path: Path, *, source: str | None = None, dry_run: bool = False) -> Iterator[Result]:
    """Import every record of a file, one transaction each, so that a run killed half-way can simply run again."""
    try:
        check_size(path.stat().st_size)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = f"cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
        yield Result(Outcome.REFUSED, reason=reason)
        return
    for item in read_file(data, filename=path.name, source=source):
        yield import_item(item, dry_run=dry_run)


def import_item(item: Record | Refusal, *, dry_run: bool = False) -> Result:
    if isinstance(item, Refusal):
        return Result(Outcome.REFUSED, where=item.where, reason=item.reason)
    with transaction.atomic():
        result = store(item)
        if dry_run:
            transaction.set_rollback(True)
    return result


@transaction.atomic
def store(record: Record) -> Result:
    """Write one person and the payload it came from, or say that nothing had to be written."""
    payload_hash = sha256_of(record.payload)
    extracted_hash = record.profile.content_hash()
    key = record.key or payload_hash
    url_key = linkedin_key(record.profile.linkedin_url)
    _one_writer_at_a_time(f"{record.source}\n{key}", url_key)

    known = SourceRecord.objects.select_related("profile").filter(source=record.source, key=key).first()
    if known and (known.payload_hash, known.extracted_hash) == (payload_hash, extracted_hash):
        return Result(Outcome.UNCHANGED, profile_id=known.profile_id, warnings=record.warnings)

    same_url = Profile.objects.filter(linkedin_key=url_key).first() if url_key else None
    if known and same_url and known.profile_id != same_url.pk:
        reason = f"its LinkedIn URL belongs to another profile (number {same_url.pk})"
        return Result(Outcome.REFUSED, reason=reason, warnings=record.warnings)

    profile, outcome = _write(known.profile if known else same_url, record.profile)
    SourceRecord.objects.update_or_create(
        source=record.source,
        key=key,
        defaults={
            "profile": profile,
            "payload": record.payload,
            "payload_hash": payload_hash,
            "extracted_hash": extracted_hash,
            "warnings": list(record.warnings),
        },
    )
    return Result(outcome, profile_id=profile.pk, warnings=record.warnings)


def _one_writer_at_a_time(*identities: str | None) -> None:
    """Two imports of one new person would both find nobody and both insert. In one order, so that none deadlock."""
    with connection.cursor() as cursor:
        for identity in sorted(filter(None, identities)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [identity])


def _write(profile: Profile | None, career: CanonicalProfile) -> tuple[Profile, Outcome]:
    columns = {
        **career.model_dump(exclude={"experience", "education", "skills", "certifications", "languages"}),
        "search_name": fold(career.full_name)[:SEARCH_NAME_LENGTH],
        "content_hash": career.content_hash(),
    }
    outcome = Outcome.CHANGED
    if profile is None:
        profile, outcome = Profile.objects.create(**columns), Outcome.CREATED
    elif profile.content_hash == columns["content_hash"]:
        return profile, Outcome.UNCHANGED
    else:
        for name, value in columns.items():
            setattr(profile, name, value)
        profile.save(update_fields=[*columns])
    _replace(profile, Experience, [entry.model_dump() for entry in career.experience])
    _replace(profile, Education, [entry.model_dump() for entry in career.education])
    _replace(profile, Skill, [{"name": name} for name in career.skills])
    _replace(profile, Certification, [entry.model_dump() for entry in career.certifications])
    _replace(profile, Language, [entry.model_dump() for entry in career.languages])
    return profile, outcome


def _replace(profile: Profile, model: type[models.Model], entries: Sequence[dict[str, object]]) -> None:
    """Make the profile's rows of one kind say `entries`; rows that already do are left as they are."""
    rows = model._default_manager.filter(profile=profile).order_by("position")
    if entries and list(rows.values(*entries[0])) == list(entries):
        return
    rows.delete()
    model._default_manager.bulk_create(
        [model(profile=profile, position=position, **entry) for position, entry in enumerate(entries)]
    )
