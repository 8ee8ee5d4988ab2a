"""From a source's values to what the canonical profile takes, with a warning for each that it could not take."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from annotated_types import MaxLen
from pydantic import ValidationError

from profiles.canonical import CanonicalProfile, clean_text
from profiles.linkedin_urls import linkedin_key
from profiles.mojibake import repaired
from profiles.partial_dates import is_open, parse_partial
from profiles.places import placed
from profiles.sources.records import Json, NoPersonError, Warnings

LINE = 500
PROSE = 20_000
_MAX_KEY = 300
_MAX_ITEMS = {
    name: limit.max_length
    for name, field in CanonicalProfile.model_fields.items()
    for limit in field.metadata
    if isinstance(limit, MaxLen)
}

# Known tags only: "Vector<int>" and "latency <5 ms" are no markup.
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)"  # to the end where unclosed: else it takes n² steps
    r"|</?(?:a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|script|small|span|strong|style|table|td|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&#?\w{1,31};")
_ZERO_WIDTH = re.compile(r"[\u200b\u2060\ufeff]")
# Employers have one asterisk in their names (E*TRADE), people none.
_MASKED = re.compile(r"\*{3,}|[^\W\d_]\*{2,}[^\W\d_]|^[*\s]+$")
_MASKED_NAME = re.compile(rf"{_MASKED.pattern}|[^\W\d_]\*[^\W\d_]")
_EMAIL = re.compile(r"(?!')[^@\s,;<>\"]+@[^@\s,;<>\"']+")
# What stands in for an address that was not bought (Apollo).
_LOCKED_EMAIL = re.compile(r"email_not_unlocked@|@domain\.com$", re.IGNORECASE)
_NO_NAME = {"linkedin member", "linkedin user", "string", "null", "none", "n/a", "na", "unknown", "undefined"}


def kind(value: object) -> str:
    """What a JSON value is, in words."""
    match value:
        case None:
            return "empty"
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | float():
            return "a number"
        case list() | tuple():
            return "a list"
        case _:
            return "an object"


class Extraction:
    """Reads the values of one person. `where` is always the source's own name of the field, for the warning."""

    def __init__(self) -> None:
        self.warnings = Warnings()

    def line(self, where: str, value: object) -> str:
        text = self._text(where, value)
        if "*" in text and _MASKED.search(text):
            self.warn(where, "is masked by its source; left out")
            return ""
        return self._cut(where, _one_line(text), LINE)

    def prose(self, where: str, value: object) -> str:
        text = self._text(where, value)
        if text.count("*") * 5 > len(text):
            self.warn(where, "is masked by its source; left out")
            return ""
        lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
        return self._cut(where, re.sub(r"\n{3,}", "\n\n", "\n".join(lines)), PROSE)

    def name(self, looked_in: str, value: object) -> str:
        """The person's name. Raises NoPersonError where there is none to be had."""
        text = _one_line(self._plain(looked_in, value)) if isinstance(value, str) else ""
        if not text:
            raise NoPersonError(f"There is no person's name in it (looked in {looked_in}).", field=looked_in)
        if _MASKED_NAME.search(text):
            reason = f"The person's name is masked by its source: '{text[:LINE]}'."
            raise NoPersonError(reason, field=looked_in, value=text)
        if text.lower() in _NO_NAME or not any(map(str.isalpha, text)):
            reason = f"'{text[:LINE]}' is no person's name (found in {looked_in})."
            raise NoPersonError(reason, field=looked_in, value=text)
        return self._cut(looked_in, text, LINE)

    def email(self, where: str, value: object) -> str:
        text = self.line(where, value).removeprefix("mailto:")
        if text and (not _EMAIL.fullmatch(text) or _LOCKED_EMAIL.search(text)):
            self.warn(where, f"'{text}' is not an e-mail address; left out")
            return ""
        return text

    def linkedin(self, *candidates: tuple[str, object]) -> str:
        """The first of the given addresses that names a person; a warning where they name different people."""
        best = best_where = key = ""
        for where, value in candidates:
            url = self.line(where, value)
            found = linkedin_key(url) if url else None
            if url and not found:
                self.warn(where, f"'{url}' is not a person's LinkedIn address; left out")
            elif found and not key:
                best, best_where, key = url, where, found
            elif found and found != key:
                self.warn(where, f"'{url}' names someone else than {best_where}; left out")
        return best

    def place(self, *parts: tuple[str, object]) -> dict[str, str]:
        """The three fields from those three values; "London, England, United Kingdom" in the first is split."""
        city, region, country = placed(*(self.line(where, value) for where, value in parts))
        return {"city": city, "region": region, "country": country}

    def date(self, where: str, value: object) -> str | None:
        found = parse_partial(value)
        if found is None and not is_open(value):
            self.warn(where, f"{str(value)[:60]!r} is not a date; left out")
        return found

    def period(
        self, start: tuple[str, object], end: tuple[str, object], *, current: object = None
    ) -> tuple[str | None, str | None, bool]:
        """Start, end, and whether it lasts: no end, and either said so or begun at a known time."""
        first, last = self.date(*start), self.date(*end)
        if first and last and last[: len(first)] < first[: len(last)]:
            self.warn(end[0], f"{last} is before the start, {first}; left out")
            last = None
        lasts = is_open(end[1]) and (current if isinstance(current, bool) else first is not None)
        return first, last, lasts

    def entries(self, where: str, value: object, *, text: bool = False) -> Iterator[tuple[str, Json]]:
        """The objects of a list, each with its place; a list in the list is part of it, text (if taken) is a name."""
        if value in (None, "", [], {}):
            return
        if not isinstance(value, list):
            self.warn(where, f"is {kind(value)}, not a list; left out")
            return
        for number, item in enumerate(value):
            place = f"{where}[{number}]"
            if isinstance(item, dict):
                yield place, item
            elif isinstance(item, list):
                yield from self.entries(place, item, text=text)
            elif text and isinstance(item, str):
                yield place, {"name": item}
            elif item not in (None, ""):
                self.warn(place, f"is {kind(item)}, not an entry; left out")

    def limited(self, field: str, items: Iterable[Any]) -> tuple[Any, ...]:
        kept = tuple(items)
        if len(kept) > _MAX_ITEMS[field]:
            self.warn(field, f"has {len(kept)} entries; the first {_MAX_ITEMS[field]} were kept")
        return kept[: _MAX_ITEMS[field]]

    def saying_something(self, where: str, entry: dict[str, Any], *needed: str) -> bool:
        if any(entry[name] for name in needed):
            return True
        self.warn(where, f"has no {' or '.join(needed)}; left out")
        return False

    def warn(self, where: str, what: str) -> None:
        self.warnings.add(f"{where} {what}.")

    def _text(self, where: str, value: object) -> str:
        if isinstance(value, str):
            return self._plain(where, value)
        if value is None:
            return ""
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return ", ".join(filter(None, (self._plain(where, item) for item in value)))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.warn(where, f"is {kind(value)}, not text; left out")
        return ""

    def _plain(self, where: str, text: str) -> str:
        mended, was_wrong = repaired(_plain(text))
        if was_wrong:
            self.warn(where, "was written in the wrong encoding; it was set right")
        return mended

    def _cut(self, where: str, text: str, limit: int) -> str:
        if len(text) <= limit:
            return text
        self.warn(where, f"is {len(text):,} characters long; cut to {limit:,}")
        return text[:limit].rstrip()


def distinct(names: Iterable[str]) -> list[str]:
    """The names that are not blank, each once whatever its case, in their order."""
    first: dict[str, str] = {}
    for name in filter(None, names):
        first.setdefault(name.casefold(), name)
    return list(first.values())


def profile_from(values: dict[str, Any]) -> CanonicalProfile:
    """The canonical profile, or NoPersonError with what is wrong in a sentence."""
    try:
        return CanonicalProfile.model_validate(values)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        raise NoPersonError(
            "; ".join(map(_problem, problems[:3])) + ".", field=_place_of(problems[0]), value=_shown(problems[0])
        ) from None


def key_of(identity: object, profile: CanonicalProfile) -> str:
    """Who this is inside its source: the source's own id, else the LinkedIn address, else the e-mail, else nothing."""
    if isinstance(identity, str | int) and str(identity).strip() and "*" not in str(identity):
        own = str(identity).strip()
        if own.startswith("urn:"):  # of urn:li:fs_profile:ACoAA… the number alone
            own = own.rpartition(":")[2]
        if len(own) <= _MAX_KEY:
            return own
    return linkedin_key(profile.linkedin_url) or profile.email.lower()[:_MAX_KEY]


def _place_of(error: Any) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"]).lstrip(".")


def _shown(error: Any) -> str:
    return "" if isinstance(error["input"], dict | list | type(None)) else str(error["input"])


def _problem(error: Any) -> str:
    field = _place_of(error)
    message = error["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    shown = error["type"] not in ("missing", "extra_forbidden", "value_error")
    return f"{field}: {message}" + (f", not {str(error['input'])[:80]!r}" if shown else "")


def _one_line(text: str) -> str:
    return " ".join((text if text.isascii() else _ZERO_WIDTH.sub("", text)).split())


def _plain(text: str) -> str:
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text.strip() if text.isascii() and text.isprintable() else clean_text(text)
