"""What comes out of reading: a person, or the sentence that says why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from profiles.canonical import CanonicalProfile

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """One person. `key` is the identity inside the source, "" where the source has none."""

    source: str
    key: str
    payload: dict[str, Any]
    profile: CanonicalProfile
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """One item that is no person. `where` names it inside its file: "file", "line 12", "item 3"."""

    where: str
    reason: str


class NoPersonError(Exception):
    """Raised while reading one item; its text is the refusal's reason."""
