"""Dates of every form that sources write, as exact as they were written: 2018, 2018-06 or 2018-06-15."""

import re
from collections.abc import Mapping
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOW = {"", "present", "current", "currently", "now", "today", "ongoing", "to date", "-"}
_NAMED_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?:([-/.])(?P<month>\d{1,2})(?:\2(?P<day>\d{1,2})(?:[T ]\d{1,2}:\d\d.*)?)?)?",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        rf"(?:(?P<day>\d{{1,2}})\.? )?{_NAMED_MONTH}[.,]? ?(?P<year>\d{{4}})",
        rf"{_NAMED_MONTH}\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
    )
)
_EITHER_WAY = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})", re.ASCII)


def parse_partial(value: object) -> str | None:
    """The date in `value`, None where it holds none: blank, "Present", or nothing that can be a date."""
    if isinstance(value, Mapping):
        return _from_parts(value.get("year"), value.get("month"), value.get("day"))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_parts(value, None, None)
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    if both := _EITHER_WAY.fullmatch(text):
        return _from_day_and_month(int(both[1]), int(both[3]), both[4])
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = _MONTHS.index(parts["name"][:3].lower()) + 1 if parts.get("name") else parts.get("month")
            return _from_parts(parts["year"], month, parts.get("day"))
    return None


def is_open(value: object) -> bool:
    """Whether an end date says "not over yet": missing, blank, "Present", or an object with nothing in it."""
    if isinstance(value, Mapping):
        return not any(value.get(part) for part in ("year", "month", "day"))
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOW)


def _from_day_and_month(first: int, second: int, year: str) -> str | None:
    """6/15/2018 and 15/6/2018 are clear. 6/7/2018 is June or July, so only its year is known."""
    if first > 12 or second > 12:
        return _from_parts(year, min(first, second), max(first, second))
    return _from_parts(year, first, first) if first == second else _from_parts(year, None, None)


def _from_parts(year: object, month: object, day: object) -> str | None:
    """Providers write an unknown month or day as null or 0."""
    try:
        numbers = [int(part) for part in (year, month or None, day or None) if isinstance(part, str | int | float)]
        if (
            not numbers
            or not isinstance(year, str | int | float)
            or (day and not month)
            or not 1800 <= numbers[0] < 2200
        ):
            return None
        whole = date(*numbers, *[1] * (3 - len(numbers)))
    except (ValueError, OverflowError):
        return None
    return whole.isoformat()[: (4, 7, 10)[len(numbers) - 1]]
