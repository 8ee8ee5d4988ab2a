"""A profile is what its source records say, combined: this makes it so, and writes only what differs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from config.outbox.models import OutboxEvent, announce
from profiles.canonical import CanonicalProfile
from profiles.careers import SCALARS, differences, write_changes
from profiles.merging import Telling, combined
from profiles.models import SEARCH_NAME_LENGTH, Profile, SourceRecord
from profiles.names import fold
from profiles.search import search_words


@dataclass(frozen=True)
class Plan:
    """What a profile says now, and what its records make of it."""

    profile: Profile
    before: CanonicalProfile
    after: CanonicalProfile
    provenance: dict[str, int]
    verified_email: str

    @property
    def changes_it(self) -> bool:
        return self.profile.content_hash != self.after.content_hash()

    @property
    def changes_anything(self) -> bool:
        profile = self.profile
        return self.changes_it or (self.provenance, self.verified_email) != (profile.provenance, profile.verified_email)


def plan(profile_ids: Sequence[int], *, also: Sequence[SourceRecord] = ()) -> list[Plan]:
    """What the records make of these profiles. `also` are records that are not stored, in place of stored ones of the
    same id or (without an id) beside them: what would be, if they were."""
    profiles = Profile.everyone.with_career().in_bulk(profile_ids)
    records: dict[int, list[SourceRecord]] = {profile_id: [] for profile_id in profiles}
    instead = {record.pk for record in also if record.pk}
    stored = SourceRecord.objects.filter(profile_id__in=profiles).exclude(pk__in=instead).exclude(extracted={})
    for record in (*stored.defer("payload", "original", "warnings"), *also):
        if record.profile_id in records:
            records[record.profile_id].append(record)
    return [_plan(profiles[profile_id], told) for profile_id, told in records.items() if told]


def _plan(profile: Profile, records: Sequence[SourceRecord]) -> Plan:
    tellings = [
        Telling(record.pk or 0, record.said_at, CanonicalProfile.model_validate(record.extracted)) for record in records
    ]
    after, provenance = combined(tellings, profile.choices)
    verified = {record.extracted.get("email", "").lower() for record in records if record.email_verified}
    verified_email = after.email.lower() if after.email.lower() in verified else ""
    return Plan(profile, profile.canonical(), after, provenance, verified_email)


def write(plans: Sequence[Plan]) -> None:
    """Store them, in the caller's transaction, with an outbox row for each profile that now says something else."""
    writing = [each for each in plans if each.changes_anything]
    if not writing:
        return
    names = ", ".join(_COLUMNS)
    types = ", ".join(f"{column} {kind}" for column, kind in _COLUMNS.items())
    sets = ", ".join(f"{column} = new.{column}" for column in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE profiles_profile AS old SET {sets} "  # noqa: S608 - our own names
            f"FROM (SELECT id, {names} FROM json_to_recordset(%s::json) AS new (id bigint, {types})) AS new "
            "WHERE old.id = new.id",
            [json.dumps([_row(each) for each in writing])],
        )
    write_changes([change for each in writing for change in differences(each.profile.pk, each.before, each.after)])
    announce("profile", OutboxEvent.Change.CHANGED, [each.profile.pk for each in writing if each.changes_it])


def rebuild(profile_ids: Sequence[int]) -> list[int]:
    """Plan and write; the ids of those that now say something else."""
    if not profile_ids:
        return []
    list(Profile.everyone.filter(pk__in=profile_ids).order_by("pk").select_for_update().values_list("pk"))
    plans = plan(profile_ids)
    write(plans)
    return [each.profile.pk for each in plans if each.changes_it]


_COLUMNS = {
    **dict.fromkeys(SCALARS, "text"),
    "search_name": "text",
    "search_words": "tsvector",
    "content_hash": "text",
    "verified_email": "text",
    "provenance": "jsonb",
}


def columns_of(career: CanonicalProfile, content_hash: str) -> dict[str, Any]:
    """What the profile's own row holds, apart from what records add to it."""
    return {
        **{field: getattr(career, field) for field in SCALARS},
        "search_name": fold(career.full_name)[:SEARCH_NAME_LENGTH],
        "search_words": search_words(career),
        "content_hash": content_hash,
    }


def _row(each: Plan) -> dict[str, Any]:
    return {
        "id": each.profile.pk,
        **columns_of(each.after, each.after.content_hash()),
        "verified_email": each.verified_email,
        "provenance": each.provenance,
    }
