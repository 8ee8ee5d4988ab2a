"""From a document's bytes to the profile in it, the way the importer goes."""

import json
from typing import Any

from profiles.canonical import CanonicalProfile
from profiles.sources.cv import read, read_document
from profiles.sources.extraction import Extraction, profile_from
from profiles.sources.records import NoPersonError, Refusal


def lines_of(data: bytes) -> list[str]:
    payload = payload_of(data)["cv"]
    at = payload["fields"].index("text")
    return [line[at] for line in payload["lines"]]


def payload_of(data: bytes) -> dict[str, Any]:
    payload = read_document(data)
    assert not isinstance(payload, Refusal), payload
    return payload


def person_in(data: bytes) -> tuple[CanonicalProfile, list[str]]:
    """The profile, and the warnings. Through JSON, as it is stored."""
    extract = Extraction()
    values = read(json.loads(json.dumps(payload_of(data))), extract)
    return profile_from(values), extract.warnings


def refusal_of(data: bytes) -> str:
    payload = read_document(data)
    if isinstance(payload, Refusal):
        return payload.reason
    try:
        read(payload, Extraction())
    except NoPersonError as reason:
        return str(reason)
    raise AssertionError("It was not refused.")
