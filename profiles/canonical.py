"""The one shape of a person's career that every source maps onto and every reader starts from."""

import hashlib
import json
import re
import unicodedata
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_text(value: str) -> str:
    """Unicode NFC without control characters (PostgreSQL refuses NUL) and halves of characters, trimmed."""
    if value.isascii() and value.isprintable():
        return value.strip()
    return _CONTROL.sub("", unicodedata.normalize("NFC", value)).strip()


Line = Annotated[str, AfterValidator(clean_text), Field(max_length=500)]
Name = Annotated[Line, Field(min_length=1)]  # as a field's default, min_length would count what is then trimmed away
Prose = Annotated[str, AfterValidator(clean_text), Field(max_length=20_000)]
# A date as exact as its source knew it: 2018, 2018-06 or 2018-06-15. Sorts as text. For pydantic, \d is a digit of any
# script.
PartialDate = Annotated[str, Field(pattern=r"^(1[89]|20|21)[0-9][0-9](-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Experience(_Part):
    title: Line = ""
    company: Line = ""
    company_url: Line = ""
    location: Line = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    is_current: bool = False
    description: Prose = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.title or self.company):
            raise ValueError("an experience entry needs a title or a company")
        if self.is_current and self.end:
            raise ValueError("an experience entry with an end date is not current")
        return self


class Education(_Part):
    school: Line = ""
    degree: Line = ""
    field: Line = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    description: Prose = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.school or self.degree or self.field):
            raise ValueError("an education entry needs a school, a degree or a field")
        return self


class Certification(_Part):
    name: Name
    issuer: Line = ""
    issued: PartialDate | None = None


class Language(_Part):
    name: Name
    proficiency: Line = ""


class CanonicalProfile(_Part):
    full_name: Name
    headline: Line = ""
    summary: Prose = ""
    email: Line = ""
    phone: Line = ""
    linkedin_url: Line = ""
    city: Line = ""
    region: Line = ""
    country: Line = ""
    experience: tuple[Experience, ...] = Field(default=(), max_length=200)
    education: tuple[Education, ...] = Field(default=(), max_length=100)
    skills: tuple[Name, ...] = Field(default=(), max_length=500)
    certifications: tuple[Certification, ...] = Field(default=(), max_length=200)
    languages: tuple[Language, ...] = Field(default=(), max_length=100)

    def as_json(self) -> str:
        """The canonical JSON: fields in their order, without those that say nothing; equal when two profiles are."""
        return self.model_dump_json(exclude_defaults=True)

    def content_hash(self) -> str:
        """SHA-256 (hex) over the canonical JSON: equal exactly when two profiles say the same."""
        return sha256(self.as_json())


def canonical_json(value: Any) -> str:
    """The one text of a JSON value, independent of key order and white space."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_of(value: Any) -> str:
    """SHA-256 (hex) of a JSON value's one text."""
    return sha256(canonical_json(value))
