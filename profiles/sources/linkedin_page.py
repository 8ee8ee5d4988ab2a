"""The JSON-LD of a public LinkedIn page, as seen by somebody who is not signed in: much of it masked by asterisks."""

from collections.abc import Iterator
from typing import Any

from profiles.sources.extraction import Extraction
from profiles.sources.records import Json


def recognises(document: Json) -> bool:
    return _person(document) is not None


def read(document: Json, extract: Extraction) -> dict[str, Any]:
    person = _person(document) or {}
    address = person.get("address")
    address = address if isinstance(address, dict) else {}
    place = extract.place(
        ("address.addressLocality", address.get("addressLocality")),
        ("address.addressRegion", address.get("addressRegion")),
        ("address.addressCountry", address.get("addressCountry")),
    )
    return {
        "full_name": extract.name("Person.name", person.get("name")),
        "summary": extract.prose("description", person.get("description")),
        "linkedin_url": extract.linkedin(*_urls(document, person)),
        **place,
        "experience": extract.limited("experience", _jobs(person, extract)),
        "education": extract.limited("education", _schools(person, extract)),
        "languages": extract.limited("languages", _languages(person, extract)),
    }


def _person(document: Json) -> Json | None:
    graph = document.get("@graph")
    nodes = [document, *graph] if isinstance(graph, list) else [document]
    return next((node for node in nodes if isinstance(node, dict) and node.get("@type") == "Person"), None)


def _urls(document: Json, person: Json) -> Iterator[tuple[str, object]]:
    yield "Person.url", person.get("url")
    graph = document.get("@graph")
    for node in graph if isinstance(graph, list) else []:
        if isinstance(node, dict) and node.get("@type") in ("WebPage", "ProfilePage"):
            yield "WebPage.url", node.get("url")


def _jobs(person: Json, extract: Extraction) -> list[dict[str, Any]]:
    titles = person.get("jobTitle")
    titles = titles if isinstance(titles, list) else [titles]
    employers = list(extract.entries("worksFor", _as_list(person.get("worksFor"))))
    # Titles belong to employers by their place alone, so only where there are as many of the one as of the other.
    paired = titles if len(titles) == len(employers) else [None] * len(employers)
    kept = []
    for (where, employer), title in zip(employers, paired, strict=True):
        start, end = _member(employer)
        first, last, lasts = extract.period((f"{where}.startDate", start), (f"{where}.endDate", end))
        job = {
            "title": extract.line(f"jobTitle of {where}", title),
            "company": extract.line(f"{where}.name", employer.get("name")),
            "location": extract.line(f"{where}.location", employer.get("location")),
            "start": first,
            "end": last,
            "is_current": lasts,
        }
        if extract.saying_something(where, job, "title", "company"):
            kept.append(job)
    return [*kept, *_former_jobs(person, extract)]


def _former_jobs(person: Json, extract: Extraction) -> Iterator[dict[str, Any]]:
    """Former employers stand among the schools, as plain organisations and without a title."""
    for where, employer in _alumni_of(person, extract, schools=False):
        start, end = _member(employer)
        first, last, _ = extract.period((f"{where}.startDate", start), (f"{where}.endDate", end))
        job = {"company": extract.line(f"{where}.name", employer.get("name")), "start": first, "end": last}
        if extract.saying_something(where, job, "company"):
            yield job


def _schools(person: Json, extract: Extraction) -> list[dict[str, Any]]:
    kept = []
    for where, place in _alumni_of(person, extract, schools=True):
        start, end = _member(place)
        first, last, _ = extract.period((f"{where}.startDate", start), (f"{where}.endDate", end))
        school = {"school": extract.line(f"{where}.name", place.get("name")), "start": first, "end": last}
        if extract.saying_something(where, school, "school"):
            kept.append(school)
    return kept


def _alumni_of(person: Json, extract: Extraction, *, schools: bool) -> Iterator[tuple[str, Json]]:
    for where, place in extract.entries("alumniOf", _as_list(person.get("alumniOf"))):
        if (place.get("@type") != "Organization") == schools:
            yield where, place


def _languages(person: Json, extract: Extraction) -> list[dict[str, Any]]:
    entries = extract.entries("knowsLanguage", _as_list(person.get("knowsLanguage")), text=True)
    names = [extract.line(f"{where}.name", language.get("name")) for where, language in entries]
    return [{"name": name} for name in names if name]


def _member(organisation: Json) -> tuple[object, object]:
    member = organisation.get("member")
    return (member.get("startDate"), member.get("endDate")) if isinstance(member, dict) else (None, None)


def _as_list(value: object) -> object:
    return [value] if isinstance(value, dict | str) else value
