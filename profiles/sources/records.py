"""What comes out of reading: a person, a company, or the sentence that says why there is neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from profiles.canonical import CanonicalProfile
from profiles.companies.canonical import CanonicalCompany

Json = Mapping[str, Any]
_MAX_WARNINGS = 100


class Warnings(list[str]):
    """Sentences about a file or a person, each said once; of endless ones the first."""

    def add(self, sentence: str) -> None:
        if len(self) < _MAX_WARNINGS and sentence not in self:
            self.append(sentence)
            if len(self) == _MAX_WARNINGS:
                self.append(f"There is more of this; the first {_MAX_WARNINGS} sentences are shown.")


@dataclass(frozen=True)
class Record:
    """One person. `key` is the identity inside the source, "" where the source has none.

    `where` names the record inside its file ("line 12", "item 3"); `original` is the document itself where it is one
    that a person would want to open again (a CV). `email_verified` is the source's word that the e-mail reaches them.
    """

    source: str
    key: str
    payload: dict[str, Any]
    profile: CanonicalProfile
    warnings: tuple[str, ...] = ()
    where: str = ""
    original: bytes = b""
    original_name: str = ""
    email_verified: bool = False
    file: str = ""


@dataclass(frozen=True)
class CompanyRecord:
    """One company."""

    source: str
    payload: dict[str, Any]
    company: CanonicalCompany
    warnings: tuple[str, ...] = ()
    where: str = ""
    file: str = ""


@dataclass(frozen=True)
class Refusal:
    """One item that is no person. `where` names it inside its file: "file", "line 12", "item 3".

    `field` and `value` say what was wrong where it was one field, as the source names it.
    """

    where: str
    reason: str
    field: str = ""
    value: str = ""
    file: str = ""


class NoPersonError(Exception):
    """Raised while reading one item; its text is the refusal's reason, `field` and `value` what was wrong."""

    def __init__(self, reason: str, *, field: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.field, self.value = field, value[:500]
