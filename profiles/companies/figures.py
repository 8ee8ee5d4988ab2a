"""Numbers about companies as sources write them: how many employees, how much money, since when. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal

from profiles.companies.canonical import MAX_COUNT
from profiles.partial_dates import parse_partial

Headcounts = tuple[int | None, int | None, int | None]  # exactly, at least, at most

_TIMES = {"": 1, "k": 10**3, "m": 10**6, "mn": 10**6, "mm": 10**6, "b": 10**9, "bn": 10**9}
_TIMES |= {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_HEADS = r"(\d{1,3}(?:[,.' ]\d{3})+|\d+(?:\.\d+)?)\s?(k?)"
_RANGE = re.compile(rf"{_HEADS}\s?(?:[-–—]|to)\s?{_HEADS}", re.ASCII)
_AT_LEAST = re.compile(rf"(?:(?:over|more than|>)[ -]?{_HEADS}|{_HEADS}\s?\+)", re.ASCII)
_EXACT = re.compile(_HEADS, re.ASCII)
_UNIT = re.compile(r"\s*\b(?:employees?|people|persons?|staff|workers?)\b\.?\s*")
_MONEY = re.compile(
    r"(?:us\s?\$|usd|\$)?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(thousand|million|billion|k|mn|mm|m|bn|b)?"
    r"\s*(?:usd|us\s?\$|us dollars)?",
    re.ASCII,
)
_DOLLARS = {"", "$", "us$", "usd"}
_LONGEST = 60


def headcounts(value: object) -> Headcounts | None:
    """ "51-200" is 51 to 200, "10,001+" at least 10,001, 37 exactly 37; None where it is no number."""
    match value:
        case bool():
            return None
        case int() | float():
            return _exactly(_whole(value))
        case str():
            return _read_headcounts(" ".join(value[: _LONGEST + 1].lower().split()))
        case [low, high]:
            return _between(low, high)
        case Mapping():
            return (
                headcounts(value["value"])
                if "value" in value
                else _between(_first(value, *_LOWS), _first(value, *_HIGHS))
            )
    return None


_LOWS = ("min", "from", "start", "low", "gte")
_HIGHS = ("max", "to", "end", "high", "lte")


def dollars(value: object) -> int | None:
    """ "$1.2M" and "1,200,000" as whole US dollars; None where it is another currency, a range, or no amount."""
    match value:
        case bool():
            return None
        case int() | float():
            return _whole(value)
        case Mapping():
            currency = _first(value, "currency", "currency_code", "currencyCode")
            if str(currency or "").strip().lower() not in _DOLLARS:
                return None
            inner = _first(value, "value_usd", "value", "amount")
            return None if isinstance(inner, Mapping) else dollars(inner)
        case str() if len(value) <= _LONGEST and (found := _MONEY.fullmatch(value.strip().lower())):
            amount = Decimal(found[1].replace(",", "") + (found[2] or ""))
            return int(amount * _TIMES[found[3] or ""])
    return None


def year(value: object) -> int | None:
    """The year in any form of a date; also those before 1800, as no person's career has them."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = _whole(value)
    elif isinstance(value, str) and re.fullmatch(r"\d{3,4}", value.strip(), re.ASCII):
        found = int(value)
    else:
        date = parse_partial(value)
        found = int(date[:4]) if date else None
    return found if found and 500 <= found < 2200 else None


def _read_headcounts(text: str) -> Headcounts | None:
    text = _UNIT.sub("", text)
    if text in ("myself only", "self-employed"):
        return 1, None, None
    if found := _RANGE.fullmatch(text):
        return _between(_heads(found[1], found[2]), _heads(found[3], found[4]))
    if found := _AT_LEAST.fullmatch(text):
        return None, _heads(found[1] or found[3], found[2] or found[4]), None
    found = _EXACT.fullmatch(text)
    return _exactly(_heads(found[1], found[2])) if found and not found[2] else None


def _heads(digits: str, thousands: str) -> int | None:
    if re.fullmatch(r"\d{1,3}([,.' ]\d{3})+", digits, re.ASCII):
        digits = re.sub(r"\D", "", digits)
    return _whole(float(digits) * _TIMES[thousands]) if len(digits) < 15 else None


def _exactly(count: int | None) -> Headcounts | None:
    return None if count is None else (count, None, None)


def _between(low: object, high: object) -> Headcounts | None:
    """At least and at most; the same twice is exact."""
    least, most = (_whole(end) if isinstance(end, int | float) else None for end in (low, high))
    if least is None or (most is not None and least > most) or (most is None and high is not None):
        return None
    return (least, None, None) if least == most else (None, least, most)


def _whole(number: int | float | bool) -> int | None:
    if isinstance(number, bool) or not 0 <= number <= 10**15:  # infinite and none-numbers too
        return None
    return int(number)


def _first(value: Mapping[object, object], *keys: str) -> object:
    return next((value[key] for key in keys if value.get(key) is not None), None)


def storable_heads(found: Headcounts) -> bool:
    return all(count is None or count <= MAX_COUNT for count in found)
