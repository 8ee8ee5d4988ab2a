"""All that is stored about one person, for that person: a JSON document with times in ISO 8601."""

import base64
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from config.audit.models import Actor, AuditEvent, record
from profiles import hooks
from profiles.models import (
    DeletionEntry,
    Duplicate,
    EmployerChoice,
    ImportRow,
    LegalHold,
    Merge,
    Profile,
    ProfileVector,
    SourceRecord,
)


def document_of(profile: Profile, *, actor: Actor) -> str:
    """`profile` from `with_career()`. Who asked for it is kept."""
    parts = {
        "profile": _profile(profile),
        "source_records": [_record(record) for record in SourceRecord.objects.filter(profile=profile).order_by("pk")],
        "import_rows": _rows(
            ImportRow.objects.filter(profile=profile).order_by("pk"),
            "run_id", "number", "file", "where", "outcome", "reason", "field", "value", "warnings", "created_at",
        ),
        "merges": _rows(
            Merge.objects.filter(Q(kept=profile) | Q(merged_id=profile.pk)),
            "kept_id", "merged_id", "rule", "moved", "created_at", "undone_at",
        ),
        "possible_duplicates": [_duplicate(each, profile) for each in _duplicates(profile)],
        "legal_holds": _rows(
            LegalHold.objects.filter(profile=profile), "reason", "created_at", "released_at",
        ),
        "deletions": _rows(
            DeletionEntry.objects.filter(profile=profile), "deletion_id", "state", "created_at", "updated_at",
        ),
        "employers_corrected": _rows(
            EmployerChoice.objects.filter(profile=profile), "company", "title", "start", "employer__name", "created_at",
        ),
        "meaning": _vector(profile),
        **{name: import_string(part)(profile) for name, part in hooks.on_export.items()},
    }  # fmt: skip
    record(AuditEvent.Action.PERSONAL_DATA_EXPORTED, actor, f"profile:{profile.pk}")
    return json.dumps(parts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "id": profile.pk,
        **profile.canonical().model_dump(mode="json"),
        "verified_email": profile.verified_email,
        "provenance": profile.provenance,
        "choices": profile.choices,
        "created_at": profile.created_at,
        "updated_at": profile.updated_at,
        "deleted_at": profile.deleted_at,
        "keep_until": profile.keep_until,
    }


def _record(record: SourceRecord) -> dict[str, Any]:
    original = record.original and base64.b64encode(bytes(record.original)).decode()
    return {
        "id": record.pk,
        "source": record.source,
        "key": record.key,
        "payload": record.payload,
        "read_from_it": record.extracted,
        "email_verified": record.email_verified,
        "warnings": record.warnings,
        "original": {"name": record.original_name, "base64": original} if original else None,
        "said_at": record.said_at,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
    }


def _duplicates(profile: Profile) -> "QuerySet[Duplicate]":
    return Duplicate.objects.filter(Q(first=profile) | Q(second=profile))


def _duplicate(pair: Duplicate, profile: Profile) -> dict[str, Any]:
    """Without its reasons, which speak of another person, too."""
    other = pair.second_id if pair.first_id == profile.pk else pair.first_id
    return {"profile_id": other, "likeness": pair.likeness, "state": pair.state, "created_at": pair.created_at}


def _vector(profile: Profile) -> dict[str, Any] | None:
    vector = ProfileVector.objects.filter(profile=profile).first()
    if vector is None:
        return None
    return {"vector": [float(number) for number in vector.embedding], "updated_at": vector.updated_at}


def _rows(rows: "QuerySet[Any]", *fields: str) -> list[dict[str, Any]]:
    found: Iterable[dict[str, Any]] = rows.values(*fields)
    return list(found)
