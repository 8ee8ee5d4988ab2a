"""What people would write instead: Django's bulk_create, and django-import-export with a resource per person."""

import json
from collections.abc import Sequence
from typing import Any

import tablib
from import_export import fields, resources, widgets

from config.outbox.models import OutboxEvent
from profiles.canonical import canonical_json, sha256
from profiles.careers import PARTS, SCALARS
from profiles.companies.names import company_key
from profiles.models import (
    Certification,
    Company,
    CompanyAlias,
    Education,
    Experience,
    Language,
    Profile,
    Skill,
    SourceRecord,
)
from profiles.rebuilding import columns_of
from profiles.sources import Record

_known: dict[str, int] = {}


def bulk_create(records: Sequence[Record]) -> None:
    """Rows in batches through the ORM, with ON CONFLICT DO UPDATE, as its documentation shows it."""
    profiles = Profile.objects.bulk_create(
        [Profile(**columns_of(record.profile, record.profile.content_hash())) for record in records],
        update_conflicts=True,
        unique_fields=["linkedin_key"],
        update_fields=[*SCALARS, "search_name", "search_words", "content_hash"],
    )
    SourceRecord.objects.bulk_create(
        [
            SourceRecord(
                profile=profile,
                source=record.source,
                key=record.key,
                payload=record.payload,
                payload_hash=sha256(canonical_json(record.payload)),
                extracted=json.loads(record.profile.as_json()),
                extracted_hash=profile.content_hash,
                warnings=list(record.warnings),
            )
            for profile, record in zip(profiles, records, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=["payload", "payload_hash", "extracted", "extracted_hash", "warnings"],
    )
    employers = _employers({entry.company for record in records for entry in record.profile.experience})
    for field, (model, columns) in PARTS.items():
        rows = []
        for profile, record in zip(profiles, records, strict=True):
            for position, entry in enumerate(getattr(record.profile, field)):
                values = {"name": entry} if field == "skills" else {name: getattr(entry, name) for name in columns}
                if field == "experience":
                    values["employer_id"] = employers.get(company_key_of(entry.company))
                rows.append(model(profile=profile, position=position, **values))
        model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["profile", "position"], update_fields=columns
        )
    OutboxEvent.objects.bulk_create(
        [OutboxEvent(kind="profile", subject_id=profile.pk, change="created") for profile in profiles]
    )


_keys: dict[str, str] = {}


def company_key_of(name: str) -> str:
    if name not in _keys:
        _keys[name] = company_key(name)
    return _keys[name]


def _employers(names: set[str]) -> dict[str, int]:
    missing = {key: name for name in names if (key := company_key_of(name)) and key not in _known}
    if missing:
        _known.update(CompanyAlias.objects.filter(key__in=missing).values_list("key", "company_id"))
        new = {key: name for key, name in missing.items() if key not in _known}
        companies = Company.objects.bulk_create([Company(name=name) for name in new.values()])
        CompanyAlias.objects.bulk_create(
            [
                CompanyAlias(company=company, key=key, name=name)
                for company, (key, name) in zip(companies, new.items(), strict=True)
            ]
        )
        _known.update({key: company.pk for company, key in zip(companies, new, strict=True)})
    return _known


class PersonResource(resources.ModelResource):
    """One row a person; the career comes as JSON and is written after the row is saved."""

    career = fields.Field(attribute=None, column_name="career", widget=widgets.JSONWidget())

    class Meta:
        model = Profile
        import_id_fields = ("linkedin_url",)
        fields = (*SCALARS, "search_name", "search_words", "content_hash")
        use_bulk = False

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        career = json.loads(row["career"])
        employers = _employers({entry.get("company", "") for entry in career["experience"]})
        for model, field in (
            (Experience, "experience"),
            (Education, "education"),
            (Skill, "skills"),
            (Certification, "certifications"),
            (Language, "languages"),
        ):
            model.objects.filter(profile=instance).delete()
            for position, entry in enumerate(career[field]):
                values = {"name": entry} if field == "skills" else dict(entry)
                if field == "experience":
                    values["employer_id"] = employers.get(company_key_of(values.get("company", "")))
                model.objects.create(profile=instance, position=position, **values)
        SourceRecord.objects.update_or_create(
            source=row["source"],
            key=row["key"],
            defaults={
                "profile": instance,
                "payload": json.loads(row["payload"]),
                "payload_hash": sha256(row["payload"]),
                "extracted": career,
                "extracted_hash": instance.content_hash,
            },
        )
        OutboxEvent.objects.create(kind="profile", subject_id=instance.pk, change="created")


def import_export(records: Sequence[Record]) -> None:
    headers = [*SCALARS, "search_name", "search_words", "content_hash", "career", "source", "key", "payload"]
    data = tablib.Dataset(headers=headers)
    for record in records:
        columns = columns_of(record.profile, record.profile.content_hash())
        career = json.dumps(record.profile.model_dump(mode="json"))
        data.append([*columns.values(), career, record.source, record.key, canonical_json(record.payload)])
    PersonResource().import_data(data, raise_errors=True)
