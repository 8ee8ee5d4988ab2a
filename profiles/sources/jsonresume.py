"""JSON Resume in every version seen: https://jsonresume.org/schema and what people wrote before it, and beside it.

References, pictures, birth dates, gender and postal addresses are never taken over.
"""

import re
from typing import Any

from profiles.sources.extraction import Extraction, distinct, kind
from profiles.sources.records import Json, NoPersonError

_PREFIXED = re.compile(r"[a-z]{2}_(.+)")


def recognises(document: Json) -> bool:
    work = document.get("work")
    return (
        "basics" in document
        or isinstance(work, list)
        or ("resume-schema" in str(document.get("$schema")) and "properties" not in document)
    )


def read(document: Json, extract: Extraction) -> dict[str, Any]:
    basics = document.get("basics", document)
    if not isinstance(basics, dict):
        raise NoPersonError(f"There is no person's name in it: basics is {kind(basics)}, not an object with a name.")
    full_name = _get(basics, "name") or " ".join(
        part for key in ("firstName", "lastName") if isinstance(part := basics.get(key), str)
    )
    location = basics.get("location")
    if not isinstance(location, dict):
        location = {"city": location}
    place = extract.place(
        ("basics.location.city", location.get("city")),
        ("basics.location.region", location.get("region")),
        ("basics.location.country", _get(location, "country", "countryCode")),
    )
    return {
        "full_name": extract.name("basics.name", full_name),
        "headline": extract.line("basics.label", _get(basics, "label", "headline")),
        "summary": extract.prose("basics.summary", _get(basics, "summary", "bio")),
        "email": extract.email("basics.email", basics.get("email")),
        "phone": extract.line("basics.phone", basics.get("phone")),
        "linkedin_url": _linkedin(basics, extract),
        **place,
        "experience": extract.limited("experience", _experience(document, extract)),
        "education": extract.limited("education", _education(document, extract)),
        "skills": extract.limited("skills", _skills(document, extract)),
        "certifications": extract.limited("certifications", _certifications(document, extract)),
        "languages": extract.limited("languages", _languages(document, extract)),
    }


def _get(entry: Json, *names: str) -> Any:
    """The first of those keys that has a value, also with a language before it, as some editors write: en_position."""
    for name in names:
        if entry.get(name) not in (None, ""):
            return entry[name]
    for key, value in entry.items():
        if (found := _PREFIXED.fullmatch(key)) and found[1] in names and value not in (None, ""):
            return value
    return None


def _linkedin(basics: Json, extract: Extraction) -> str:
    candidates: list[tuple[str, object]] = []
    for where, account in extract.entries("basics.profiles", basics.get("profiles")):
        url, username = account.get("url"), account.get("username")
        named_so = str(account.get("network")).strip().lower() == "linkedin"
        if isinstance(url, str) and url.strip():
            if named_so or "linkedin.com/" in url.lower():
                candidates.append((f"{where}.url", url))
        elif named_so and isinstance(username, str) and username.strip():
            candidates.append((f"{where}.username", f"https://www.linkedin.com/in/{username.strip()}"))
    for key in ("url", "website"):
        if "linkedin.com/" in str(basics.get(key)).lower():
            candidates.append((f"basics.{key}", basics[key]))
    return extract.linkedin(*candidates)


def _experience(document: Json, extract: Extraction) -> list[dict[str, Any]]:
    kept = []
    for where, entry in extract.entries("work", document.get("work")):
        start, end, lasts = extract.period(
            (f"{where}.startDate", _get(entry, "startDate")), (f"{where}.endDate", _get(entry, "endDate"))
        )
        job = {
            "title": extract.line(f"{where}.position", _get(entry, "position", "title")),
            "company": extract.line(f"{where}.name", _get(entry, "name", "company", "employer")),
            "company_url": extract.line(f"{where}.url", _get(entry, "url", "website")),
            "location": extract.line(f"{where}.location", _get(entry, "location")),
            "start": start,
            "end": end,
            "is_current": lasts,
            "description": extract.prose(f"{where}.summary", _with_highlights(where, entry, extract)),
        }
        if extract.saying_something(where, job, "title", "company"):
            kept.append(job)
    return kept


def _with_highlights(where: str, entry: Json, extract: Extraction) -> str:
    """`description` is left: it describes the employer. Older files have nothing else, so there it is taken."""
    summary = _get(entry, "summary") or (None if "highlights" in entry else _get(entry, "description"))
    texts = [extract.prose(f"{where}.summary", summary)]
    highlights = _get(entry, "highlights")
    if isinstance(highlights, list):
        texts += [extract.prose(f"{where}.highlights[{number}]", text) for number, text in enumerate(highlights)]
    else:
        texts.append(extract.prose(f"{where}.highlights", highlights))
    return "\n".join(filter(None, texts))


def _education(document: Json, extract: Extraction) -> list[dict[str, Any]]:
    kept = []
    for where, entry in extract.entries("education", document.get("education")):
        start, end, _ = extract.period(
            (f"{where}.startDate", _get(entry, "startDate")), (f"{where}.endDate", _get(entry, "endDate"))
        )
        score = extract.line(f"{where}.score", _get(entry, "score", "gpa"))
        courses = extract.prose(f"{where}.courses", _get(entry, "courses"))
        school = {
            "school": extract.line(f"{where}.institution", _get(entry, "institution", "school")),
            "degree": extract.line(f"{where}.studyType", _get(entry, "studyType", "degree")),
            "field": extract.line(f"{where}.area", _get(entry, "area", "field")),
            "start": start,
            "end": end,
            "description": "\n".join(filter(None, (score and f"Score: {score}", courses and f"Courses: {courses}"))),
        }
        if extract.saying_something(where, school, "school", "degree", "field"):
            kept.append(school)
    return kept


def _skills(document: Json, extract: Extraction) -> list[str]:
    names: list[str] = []
    for where, entry in extract.entries("skills", document.get("skills"), text=True):
        names.append(extract.line(f"{where}.name", _get(entry, "name")))
        keywords = _get(entry, "keywords")
        if isinstance(keywords, str):
            keywords = keywords.split(",")
        if isinstance(keywords, list):
            names += [extract.line(f"{where}.keywords[{number}]", word) for number, word in enumerate(keywords)]
        elif keywords is not None:
            extract.line(f"{where}.keywords", keywords)
    return distinct(names)


def _certifications(document: Json, extract: Extraction) -> list[dict[str, Any]]:
    kept = []
    for section in ("certificates", "certifications"):
        for where, entry in extract.entries(section, document.get(section), text=True):
            certificate = {
                "name": extract.line(f"{where}.name", _get(entry, "name", "title")),
                "issuer": extract.line(f"{where}.issuer", _get(entry, "issuer")),
                "issued": extract.date(f"{where}.date", _get(entry, "date", "startDate")),
            }
            if extract.saying_something(where, certificate, "name"):
                kept.append(certificate)
    return kept


def _languages(document: Json, extract: Extraction) -> list[dict[str, Any]]:
    kept = []
    for where, entry in extract.entries("languages", document.get("languages"), text=True):
        language = {
            "name": extract.line(f"{where}.language", _get(entry, "language", "name")),
            "proficiency": extract.line(f"{where}.fluency", _get(entry, "fluency", "level")),
        }
        if extract.saying_something(where, language, "name"):
            kept.append(language)
    return kept
