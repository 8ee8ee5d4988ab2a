"""From a file or a JSON document to people: finds each item, recognises its shape, and reads or refuses it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from profiles.sources import jsonresume, linkedin_page, shortlist
from profiles.sources.documents import documents, from_text
from profiles.sources.extraction import Extraction, key_of, kind, profile_from
from profiles.sources.mapping import found
from profiles.sources.providers import PEOPLE_DATA_LABS, PROVIDERS, read_people_data_labs
from profiles.sources.records import Json, NoPersonError, Record, Refusal
from profiles.sources.strangers import is_company, what_it_is
from profiles.storable import storable


@dataclass(frozen=True)
class _Shape:
    recognises: Callable[[Json], bool]
    read: Callable[[Json, Extraction], dict[str, Any]]
    id: str = ""


# In the order in which they are tried: our own first, since it is recognised by having nothing else in it.
_SHAPES: Mapping[str, _Shape] = {
    "shortlist": _Shape(shortlist.recognises, shortlist.read),
    "jsonresume": _Shape(jsonresume.recognises, jsonresume.read),
    "linkedin-page": _Shape(linkedin_page.recognises, linkedin_page.read),
    **{
        shape.source: _Shape(
            shape.recognises, read_people_data_labs if shape is PEOPLE_DATA_LABS else shape.read, shape.id
        )
        for shape in PROVIDERS
    },
}
SOURCES = tuple(_SHAPES)

# What providers wrap their answers in.
_ENVELOPES = ("person", "matches", "people", "data", "results", "result", "profiles", "profile", "items", "records")


def read_file(data: bytes, *, filename: str = "", source: str | None = None) -> Iterator[Record | Refusal]:
    """Every person in a JSON or NDJSON file, and for everything else in it a refusal. Never raises."""
    for where, document in documents(data, filename):
        if isinstance(document, Refusal):
            yield document
        else:
            yield from parse_document(document, source, where=where)


def parse_document(
    document: object, source: str | None = None, *, where: str = "document"
) -> Iterator[Record | Refusal]:
    """Every person in a parsed JSON value. `source` is one of SOURCES; without it the shape is recognised."""
    if source is not None and source not in _SHAPES:
        yield Refusal(where, f"There is no source '{source}'; known are {', '.join(SOURCES)}.")
        return
    for place, item in _unfold(where, document):
        if isinstance(item, Refusal):
            yield item
            continue
        try:
            yield _read(item, source)
        except NoPersonError as reason:
            yield Refusal(place, str(reason))


def _unfold(where: str, value: object) -> Iterator[tuple[str, Any]]:
    """The objects that may be people, out of lists, envelopes, and strings that hold JSON."""
    if isinstance(value, str):
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
    if is_company(value) or any(shape.recognises(value) for shape in _SHAPES.values()):
        return None
    return next((key for key in _ENVELOPES if _may_hold_people(value.get(key))), None)


def _may_hold_people(value: object) -> bool:
    if isinstance(value, list):
        return all(item is None or isinstance(item, dict) for item in value)
    return isinstance(value, dict)


def _read(item: Json, source: str | None) -> Record:
    try:
        payload, cleaned = storable(item)
    except ValueError as error:
        raise NoPersonError(str(error)) from None
    name = source or next((name for name, shape in _SHAPES.items() if shape.recognises(payload)), None)
    if name is None:
        raise NoPersonError(what_it_is(payload))
    shape, extract = _SHAPES[name], Extraction()
    if cleaned:
        extract.warnings.append(f"{cleaned} texts held characters that cannot be stored; these were taken out.")
    profile = profile_from(shape.read(payload, extract))
    identity = found(payload, shape.id)[1] if shape.id else None
    return Record(name, key_of(identity, profile), payload, profile, tuple(extract.warnings))
