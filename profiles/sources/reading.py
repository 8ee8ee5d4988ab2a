"""From files to people and companies: recognises each item's shape, and reads or refuses it."""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from profiles.canonical import CanonicalProfile
from profiles.companies import reading as companies
from profiles.sources import cv, jsonresume, linkedin_export, linkedin_page, shortlist, tables
from profiles.sources.documents import from_text
from profiles.sources.extraction import Extraction, key_of, kind, profile_from
from profiles.sources.formats import Found, InputFile, found_in
from profiles.sources.providers import PEOPLE_DATA_LABS, PROVIDERS, read_people_data_labs
from profiles.sources.records import CompanyRecord, Json, NoPersonError, Record, Refusal
from profiles.sources.strangers import what_it_is
from profiles.storable import storable

Item = Record | CompanyRecord | Refusal
Part = tuple[str, str]


@dataclass(frozen=True)
class _Shape:
    recognises: Callable[[Json], bool]
    read: Callable[[Json, Extraction], dict[str, Any]]
    identity: Callable[[Json], object] = lambda document: None
    # Whether the source says that it has verified the e-mail.
    verifies: Callable[[Json], bool] = lambda document: False


# In the order in which they are tried: our own first, since it is recognised by having nothing else in it.
_SHAPES: Mapping[str, _Shape] = {
    "shortlist": _Shape(shortlist.recognises, shortlist.read),
    "linkedin-export": _Shape(
        linkedin_export.recognises, linkedin_export.read, verifies=linkedin_export.has_confirmed_email
    ),
    "table": _Shape(tables.recognises, tables.read, tables.key),
    "cv": _Shape(cv.recognises, cv.read),
    "jsonresume": _Shape(jsonresume.recognises, jsonresume.read),
    "linkedin-page": _Shape(linkedin_page.recognises, linkedin_page.read),
    **{
        shape.source: _Shape(
            shape.recognises,
            read_people_data_labs if shape is PEOPLE_DATA_LABS else shape.read,
            shape.identity,
            shape.verifies,
        )
        for shape in PROVIDERS
    },
}
SOURCES = tuple(_SHAPES)

# What providers wrap their answers in.
_ENVELOPES = ("person", "matches", "people", "data", "results", "result", "profiles", "profile", "items", "records")


def read_files(files: Sequence[InputFile], *, done: Mapping[Part, int] | None = None) -> Iterator[Item]:
    """Every person and company in the files, and for everything else in them a refusal. Never raises.

    So many items of each part as `done` says are passed over unread: a run that was stopped goes on where it was, also
    where a file that could be read then is refused now, or the other way round.
    """
    left = Counter(done)
    for file, document in found_in(files):
        for place, value in _unfold(document.where, document.value):
            part = part_of(file.name, place)
            if left[part]:
                left[part] -= 1
            else:
                yield _read_found(file, replace(document, where=place, value=value))


def part_of(file: str, where: str) -> Part:
    """What an item is counted by: "people.zip" and "team.xlsx, row " for each row of that table in that archive."""
    return file, where[:300].rstrip("0123456789")  # as much as a report keeps


def parse_document(document: object, source: str | None = None, *, where: str = "document") -> Iterator[Item]:
    """Everyone in a parsed JSON value. `source` is one of SOURCES; without it the shape is recognised."""
    file = InputFile("", io.BytesIO, source)
    for place, value in _unfold(where, document):
        yield _read_found(file, Found(place, value))


def read_payload(source: str, payload: Json) -> tuple[CanonicalProfile, tuple[str, ...], bool]:
    """A kept payload read again: profile, warnings, and whether the e-mail is verified. Raises NoPersonError."""
    shape, extract = _SHAPES[source], Extraction()
    profile = profile_from(shape.read(payload, extract))
    return profile, tuple(extract.warnings), shape.verifies(payload)


def _read_found(file: InputFile, item: Found) -> Item:
    value = item.value() if callable(item.value) else item.value
    if isinstance(value, Refusal):
        return replace(value, where=item.where, file=file.name)
    if file.source is not None and file.source not in _SHAPES:
        reason = f"There is no source '{file.source}'; known are {', '.join(SOURCES)}."
        return Refusal(item.where, reason, file=file.name)
    try:
        return _read(value, file, item)
    except NoPersonError as reason:
        return Refusal(item.where, str(reason), reason.field, reason.value, file=file.name)
    except companies.NoCompanyError as reason:
        return Refusal(item.where, str(reason), file=file.name)


def _read(value: Json, file: InputFile, item: Found) -> Record | CompanyRecord:
    try:
        payload, cleaned = storable(value)
    except ValueError as error:
        raise NoPersonError(str(error)) from None
    warnings = item.warnings
    if cleaned:
        warnings += (f"{cleaned} texts held characters that cannot be stored; these were taken out.",)
    name = file.source or _shape_of(payload)
    if name is None:
        if companies.recognises(payload):
            source, company, more = companies.read_company(payload)
            return CompanyRecord(source, payload, company, (*warnings, *more), item.where, file.name)
        raise NoPersonError(what_it_is(payload))
    profile, more, verified = read_payload(name, payload)
    return Record(
        name,
        key_of(_SHAPES[name].identity(payload), profile),
        payload,
        profile,
        (*warnings, *more),
        item.where,
        item.original,
        item.original_name,
        bool(verified and profile.email),
        file.name,
    )


def _shape_of(payload: Json) -> str | None:
    return next((name for name, shape in _SHAPES.items() if shape.recognises(payload)), None)


def _unfold(where: str, value: object) -> Iterator[tuple[str, Any]]:
    """The objects that may be people, out of lists, envelopes, and strings that hold JSON."""
    if callable(value) or isinstance(value, Refusal):
        yield where, value
    elif isinstance(value, str):
        try:
            yield from _unfold(where, from_text(value))
        except json.JSONDecodeError as error:
            yield where, Refusal(where, f"It is text that holds damaged JSON: {error.msg}.")
        except ValueError as error:
            yield where, Refusal(where, str(error))
    elif isinstance(value, list):
        if not value:
            yield where, Refusal(where, "The list is empty: there is no person in it.")
        for number, item in enumerate(value, start=1):
            yield from _unfold(_inside(where, f"item {number}"), item)
    elif not isinstance(value, dict):
        what = "It is empty" if value is None else f"It is {kind(value)}"
        yield where, Refusal(where, f"{what}, not a person.")
    elif (envelope := _envelope(value)) is not None:
        yield from _unfold(_inside(where, envelope), value[envelope])
    else:
        yield where, value


def _inside(where: str, place: str) -> str:
    return place if where == "document" else f"{where}, {place}"


def _envelope(value: Json) -> str | None:
    """The key that holds the people, where `value` is only what a provider wraps them in."""
    if companies.recognises(value) or _shape_of(value):
        return None
    return next((key for key in _ENVELOPES if _may_hold_people(value.get(key))), None)


def _may_hold_people(value: object) -> bool:
    if isinstance(value, list):
        return all(item is None or isinstance(item, dict) for item in value)
    return isinstance(value, dict)
