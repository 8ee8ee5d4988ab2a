"""Where each value of a profile comes from, when it was said, and what other sources say instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from profiles.canonical import CanonicalProfile
from profiles.merging import UNITS
from profiles.models import Profile, SourceRecord

LABELS = {
    "apollo": "Apollo",
    "brightdata": "Bright Data",
    "coresignal": "Coresignal",
    "cv": "CV",
    "demo": "Demo people",
    "jsonresume": "JSON Resume",
    "linkedin-api": "LinkedIn API",
    "linkedin-export": "LinkedIn export",
    "linkedin-page": "LinkedIn page",
    "network-api": "Network API",
    "peopledatalabs": "People Data Labs",
    "proxycurl": "Proxycurl",
    "shortlist": "API",
    "table": "Table",
    "voyager": "LinkedIn profile view",
}
UNIT_LABELS = {
    "full_name": "Name",
    "headline": "Headline",
    "summary": "Summary",
    "email": "E-mail",
    "phone": "Phone",
    "linkedin_url": "LinkedIn address",
    "city": "Place",
    "experience": "Positions",
    "education": "Education",
    "skills": "Skills",
    "certifications": "Certifications",
    "languages": "Languages",
}


@dataclass(frozen=True)
class Said:
    """What one source says of one thing."""

    record: SourceRecord
    lines: tuple[str, ...]
    is_chosen: bool = False

    @property
    def label(self) -> str:
        return label_of(self.record)


@dataclass(frozen=True)
class Origin:
    """One thing that the profile says: who said it, and what the others say where they differ."""

    unit: str
    shown: Said
    others: tuple[Said, ...]

    @property
    def label(self) -> str:
        return UNIT_LABELS[self.unit]


def label_of(record: SourceRecord) -> str:
    label = LABELS.get(record.source, record.source)
    return f"{label}, {record.original_name}" if record.original_name else label


def records_of(profile: Profile) -> list[SourceRecord]:
    """Newest word first, without what is large."""
    records = profile.source_records.defer("payload", "original").annotate(has_original=Q(original__isnull=False))
    return list(records.order_by("-said_at", "-pk"))


def origins(profile: Profile, records: Sequence[SourceRecord]) -> list[Origin]:
    """Per unit that says something, in the order of a profile."""
    told = {record.pk: CanonicalProfile.model_validate(record.extracted) for record in records if record.extracted}
    by_id = {record.pk: record for record in records}
    found = []
    for unit in UNITS:
        source = _source_of(profile, unit, told)
        if source is None or not (lines := lines_of(told[source], unit)):
            continue
        others = tuple(
            Said(by_id[pk], theirs)
            for pk, career in told.items()
            if pk != source and (theirs := lines_of(career, unit)) and theirs != lines
        )
        found.append(Origin(unit, Said(by_id[source], lines, profile.choices.get(unit) == source), others))
    return found


def lines_of(career: CanonicalProfile, unit: str) -> tuple[str, ...]:
    """What a profile says of a unit, as lines for people."""
    if unit == "city":
        place = ", ".join(filter(None, (career.city, career.region, career.country)))
        return (place,) if place else ()
    value: Any = getattr(career, unit)
    if isinstance(value, str):
        return (value,) if value else ()
    if unit == "skills":
        return (", ".join(value),) if value else ()
    return tuple(_line(unit, entry) for entry in value)


def _line(unit: str, entry: Any) -> str:
    match unit:
        case "experience":
            what = " at ".join(filter(None, (entry.title, entry.company)))
            dates = " – ".join(filter(None, (entry.start, "today" if entry.is_current else entry.end)))
        case "education":
            what = ", ".join(filter(None, (entry.degree, entry.field, entry.school)))
            dates = " – ".join(filter(None, (entry.start, entry.end)))
        case "certifications":
            what, dates = ", ".join(filter(None, (entry.name, entry.issuer))), entry.issued
        case _:
            what, dates = entry.name, entry.proficiency
    return f"{what} ({dates})" if dates else what


def _source_of(profile: Profile, unit: str, told: dict[int, CanonicalProfile]) -> int | None:
    if not profile.provenance:
        return next(iter(told), None)  # one record says it all
    fields = ("city", "region", "country") if unit == "city" else (unit,)
    return next((pk for field in fields if (pk := profile.provenance.get(field)) in told), None)
