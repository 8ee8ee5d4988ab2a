"""The rows of a career: which tables and columns its entries have, and how they get there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from profiles.canonical import CanonicalProfile
from profiles.companies.chosen import apply_choices
from profiles.companies.linking import Employers
from profiles.copying import copy_rows
from profiles.models import Certification, Education, Experience, Language, Skill
from profiles.models.people import CareerPart

# Field of the canonical profile → model and its columns, named as in the canonical entry.
PARTS: Mapping[str, tuple[type[CareerPart], tuple[str, ...]]] = {
    "experience": (
        Experience,
        ("title", "company", "company_url", "location", "start", "end", "is_current", "description"),
    ),
    "education": (Education, ("school", "degree", "field", "start", "end", "description")),
    "skills": (Skill, ("name",)),
    "certifications": (Certification, ("name", "issuer", "issued")),
    "languages": (Language, ("name", "proficiency")),
}
SCALARS = tuple(field for field in CanonicalProfile.model_fields if field not in PARTS)


class Change(NamedTuple):
    """What stands at one place of one list of a career; None where nothing stands there any more."""

    field: str
    profile_id: int
    position: int
    entry: Any


def read_careers(ids: Sequence[int]) -> Iterator[tuple[int, CanonicalProfile]]:
    """Who is still there, by id. For many: one question, and no object for each row on the way."""
    with connection.cursor() as cursor:
        cursor.execute(_READING, [list(ids)])
        for profile_id, text in cursor:
            yield profile_id, CanonicalProfile.model_validate_json(text)


def _entries(field: str) -> str:
    model, columns = PARTS[field]
    said = "name" if field == "skills" else f"json_build_object({_pairs(columns)})"
    return (
        f"'{field}', (SELECT coalesce(json_agg({said} ORDER BY position), '[]') "  # noqa: S608 - our own names
        f"FROM {model._meta.db_table} WHERE profile_id = profile.id)"
    )


def _pairs(columns: Sequence[str]) -> str:
    return ", ".join([f"'{column}', \"{column}\"" for column in columns])


_READING = (
    "SELECT id, json_build_object("  # noqa: S608 - our own names
    + ", ".join([_pairs(SCALARS), *map(_entries, PARTS)])
    + ")::text FROM profiles_profile AS profile WHERE id = ANY (%s) AND deleted_at IS NULL ORDER BY id"
)


def insert_parts(careers: Sequence[tuple[int, CanonicalProfile]]) -> None:
    """The rows of whole careers, by COPY. Each career comes with its profile's id; it has no rows yet."""
    for field in PARTS:
        _copy(
            field,
            [
                Change(field, profile_id, position, entry)
                for profile_id, career in careers
                for position, entry in enumerate(getattr(career, field))
            ],
        )


def differences(profile_id: int, before: CanonicalProfile, after: CanonicalProfile) -> Iterator[Change]:
    """The entries that differ; rows that say the same stay as they are."""
    for field in PARTS:
        old, new = getattr(before, field), getattr(after, field)
        for position in range(max(len(old), len(new))):
            was = old[position] if position < len(old) else None
            becomes = new[position] if position < len(new) else None
            if was != becomes:
                yield Change(field, profile_id, position, becomes)


def write_changes(changes: Sequence[Change]) -> None:
    for field, (model, _) in PARTS.items():
        own = [change for change in changes if change.field == field]
        if own:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"DELETE FROM {model._meta.db_table} WHERE (profile_id, position) IN "  # noqa: S608 - our own name
                    "(SELECT * FROM unnest(%s::bigint[], %s::int[]))",
                    [[change.profile_id for change in own], [change.position for change in own]],
                )
            _copy(field, [change for change in own if change.entry is not None])
    if careers := {change.profile_id for change in changes if change.field == "experience"}:
        apply_choices(careers)


def _copy(field: str, rows: Sequence[Change]) -> None:
    if not rows:
        return
    model, columns = PARTS[field]
    if field == "experience":
        own = ("profile_id", "position", "employer_id", "employer_chosen")
        # Before COPY begins: while it lasts, the connection answers no question.
        employers = Employers.of((row.entry.company, row.entry.company_url) for row in rows)
        copy_rows(model, (*own, *columns), _experience_rows(rows, columns, employers))
    elif field == "skills":
        copy_rows(model, ("profile_id", "position", "name"), (row[1:] for row in rows))
    else:
        copy_rows(
            model,
            ("profile_id", "position", *columns),
            ((row.profile_id, row.position, *[getattr(row.entry, column) for column in columns]) for row in rows),
        )


def _experience_rows(rows: Sequence[Change], columns: Sequence[str], employers: Employers) -> Iterator[Sequence[Any]]:
    for _, profile_id, position, entry in rows:
        employer = employers.id_of(entry.company, entry.company_url)
        yield profile_id, position, employer, False, *[getattr(entry, column) for column in columns]
