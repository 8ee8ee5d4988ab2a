"""The payload of an export is read into the values of a profile."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from profiles.linkedin_urls import linkedin_key
from profiles.sources.extraction import Extraction, distinct
from profiles.sources.linkedin_export.gathering import KEY, NOTES
from profiles.sources.records import Json, NoPersonError

_LABEL = re.compile(r"\A[A-Za-z_]+:(?!//)")


def recognises(document: Json) -> bool:
    return isinstance(document.get(KEY), dict)


def read(document: Json, extract: Extraction) -> dict[str, Any]:
    if not recognises(document):
        raise NoPersonError("It is not what a LinkedIn export is kept as.")
    parts: Json = document[KEY]
    notes = document.get(NOTES)
    for note in notes if isinstance(notes, list) else []:
        if isinstance(note, str):
            extract.warnings.add(note)
    where, person = next(extract.entries("Profile", parts.get("Profile")), ("Profile", {}))
    names = (person.get("First Name"), person.get("Last Name"))
    place = extract.place(
        (f"{where}.Geo Location", person.get("Geo Location")), ("", None), (f"{where}.Country", person.get("Country"))
    )
    return {
        "full_name": extract.name(
            "Profile: First Name and Last Name", " ".join(name for name in names if isinstance(name, str))
        ),
        "headline": extract.line(f"{where}.Headline", person.get("Headline")),
        "summary": extract.prose(f"{where}.Summary", person.get("Summary")) or _summary(parts, extract),
        "email": _email(parts, extract),
        "phone": _phone(parts, extract),
        "linkedin_url": extract.linkedin(*_websites(where, person)),
        **place,
        "experience": extract.limited("experience", _positions(parts, extract)),
        "education": extract.limited("education", _education(parts, extract)),
        "skills": extract.limited("skills", _skills(parts, extract)),
        "certifications": extract.limited("certifications", _certifications(parts, extract)),
        "languages": extract.limited("languages", _languages(parts, extract)),
    }


def has_confirmed_email(document: Json) -> bool:
    """Whether the e-mail that `read` takes is one that LinkedIn has confirmed."""
    return recognises(document) and _yes(_address(document[KEY], Extraction())[1].get("Confirmed"))


def _websites(where: str, person: Json) -> Iterator[tuple[str, object]]:
    """Of `PORTFOLIO:https://…, BLOG:https://…` or `[PORTFOLIO:https://…]` what names a person on LinkedIn."""
    sites = re.split(r"[\s,;\[\]]+", str(person.get("Websites", "")))
    urls = (_LABEL.sub("", site) for site in sites if "linkedin.com/" in site.lower())
    yield from ((f"{where}.Websites", url) for url in islice(filter(linkedin_key, urls), 10))


def _address(parts: Json, extract: Extraction) -> tuple[str, Json]:
    """The row of the e-mail address to take: confirmed before not, and primary before others."""
    entries = extract.entries("Email Addresses", parts.get("Email Addresses"))
    rows = [(where, row) for where, row in entries if row.get("Email Address")]
    ranked = sorted(rows, key=lambda row: (not _yes(row[1].get("Confirmed")), not _yes(row[1].get("Primary"))))
    return ranked[0] if ranked else ("Email Addresses", {})


def _email(parts: Json, extract: Extraction) -> str:
    where, row = _address(parts, extract)
    if row and not _yes(row.get("Confirmed")):
        extract.warn(f"{where}.Email Address", "is not confirmed, and none of the others is; left out")
        return ""
    return extract.email(f"{where}.Email Address", row.get("Email Address"))


def _yes(value: object) -> bool:
    return isinstance(value, str) and value.strip().lower() == "yes"


def _phone(parts: Json, extract: Extraction) -> str:
    numbers = [entry for entry in extract.entries("PhoneNumbers", parts.get("PhoneNumbers")) if entry[1].get("Number")]
    where, row = min(numbers, key=lambda entry: entry[1].get("Type") != "Mobile", default=("PhoneNumbers", {}))
    number = extract.line(f"{where}.Number", row.get("Number"))
    extension = extract.line(f"{where}.Extension", row.get("Extension"))
    return f"{number} ext. {extension}" if number and extension else number


def _summary(parts: Json, extract: Extraction) -> str:
    where, row = next(extract.entries("Profile Summary", parts.get("Profile Summary")), ("Profile Summary", {}))
    return extract.prose(where, row.get("Profile Summary"))


def _positions(parts: Json, extract: Extraction) -> Iterator[dict[str, Any]]:
    for where, row in extract.entries("Positions", parts.get("Positions")):
        start, end, lasts = extract.period(
            (f"{where}.Started On", row.get("Started On")), (f"{where}.Finished On", row.get("Finished On"))
        )
        job = {
            "title": extract.line(f"{where}.Title", row.get("Title")),
            "company": extract.line(f"{where}.Company Name", row.get("Company Name")),
            "location": extract.line(f"{where}.Location", row.get("Location")),
            "start": start,
            "end": end,
            "is_current": lasts,
            "description": extract.prose(f"{where}.Description", row.get("Description")),
        }
        if extract.saying_something(where, job, "title", "company"):
            yield job


def _education(parts: Json, extract: Extraction) -> Iterator[dict[str, Any]]:
    for where, row in extract.entries("Education", parts.get("Education")):
        start, end, _ = extract.period(
            (f"{where}.Start Date", row.get("Start Date")), (f"{where}.End Date", row.get("End Date"))
        )
        notes = extract.prose(f"{where}.Notes", row.get("Notes"))
        activities = extract.prose(f"{where}.Activities", row.get("Activities"))
        school = {
            "school": extract.line(f"{where}.School Name", row.get("School Name")),
            "degree": extract.line(f"{where}.Degree Name", row.get("Degree Name")),
            "start": start,
            "end": end,
            "description": "\n".join(filter(None, (notes, activities and f"Activities: {activities}"))),
        }
        if extract.saying_something(where, school, "school", "degree"):
            yield school


def _skills(parts: Json, extract: Extraction) -> list[str]:
    entries = extract.entries("Skills", parts.get("Skills"))
    return distinct(extract.line(f"{where}.Name", row.get("Name")) for where, row in entries)


def _certifications(parts: Json, extract: Extraction) -> Iterator[dict[str, Any]]:
    for where, row in extract.entries("Certifications", parts.get("Certifications")):
        certificate = {
            "name": extract.line(f"{where}.Name", row.get("Name")),
            "issuer": extract.line(f"{where}.Authority", row.get("Authority")),
            "issued": extract.date(f"{where}.Started On", row.get("Started On")),
        }
        if extract.saying_something(where, certificate, "name"):
            yield certificate


def _languages(parts: Json, extract: Extraction) -> Iterator[dict[str, Any]]:
    for where, row in extract.entries("Languages", parts.get("Languages")):
        language = {
            "name": extract.line(f"{where}.Name", row.get("Name")),
            "proficiency": extract.line(f"{where}.Proficiency", row.get("Proficiency")),
        }
        if extract.saying_something(where, language, "name"):
            yield language
