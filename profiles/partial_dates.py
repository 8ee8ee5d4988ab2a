"""Dates of every form that sources write, as exact as they were written: 2018, 2018-06 or 2018-06-15."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from profiles.names import fold

# English, German, French, Spanish, Italian, Portuguese, Dutch and Swedish, January first.
_MONTHS_WRITTEN = (
    "jan january januar jänner januari janvier janv enero ene gennaio gen janeiro",
    "feb february februar feber februari février févr fév febrero febbraio fevereiro",
    "mar march märz maerz mär mrz mars marzo marco março maart mrt",
    "apr april avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei maj",
    "jun june juni juin junio giugno giu junho",
    "jul july juli juillet juil julio luglio lug julho",
    "aug august août agosto ago augustus augusti",
    "sep sept september septembre septiembre setiembre settembre set sett setembro",
    "oct october oktober okt octobre octubre ottobre ott outubro out",
    "nov november novembre noviembre novembro",
    "dec december dezember dez décembre déc diciembre dic dicembre dezembro",
)
MONTH_NAMES = tuple(name for names in _MONTHS_WRITTEN for name in names.split())
_MONTHS = {fold(name): number for number, names in enumerate(_MONTHS_WRITTEN, start=1) for name in names.split()}
NOW_WORDS = (
    "present", "presently", "to present", "current", "currently", "now", "until now", "till now",
    "today", "ongoing", "to date", "till date", "to the present", "heute", "bis heute", "aktuell", "derzeit",
    "laufend", "jetzt", "gegenwart", "présent", "à présent", "aujourd'hui", "aujourd’hui", "à ce jour", "actuel",
    "actuellement", "maintenant", "en cours", "actualidad", "la actualidad", "actual", "actualmente", "presente",
    "hoy", "hasta hoy", "hasta la fecha", "a la fecha", "oggi", "ad oggi", "in corso", "attuale", "attualmente",
    "o momento", "até o momento", "até o presente", "atual", "atualmente", "hoje", "até hoje", "heden", "tot heden",
    "nu", "huidig", "nuvarande", "pågående", "tills vidare", "nåværende", "nå", "nutid", "nykyinen", "obecnie",
    "настоящее время", "по настоящее время", "至今", "现在", "現在", "現在に至る", "至現在", "현재",
)  # fmt: skip
_NOW = {"", "-", "–", "—", *map(fold, NOW_WORDS)}
_NAME = r"(?P<name>[a-z]{3,10})"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<year>\d{4})(?:([-/.])(?P<month>\d{1,2})(?:\2(?P<day>\d{1,2})(?:[t ]\d{1,2}:\d\d.*)?)?)?",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        r"(?:(?:le )?(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er)? (?:of |de )?)?"
        rf"{_NAME}[.,]*[ -]?(?:of |de |del )?(?P<year>\d{{4}})",
        rf"{_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[ -]{_NAME}\.?",
        rf"(?:(?P<day>\d{{1,2}})\.? )?{_NAME}[.,]* ?(?:de |del )?['’](?P<short_year>\d\d)",
        r"(?P<year>\d{4}) ?[年년](?: ?(?P<month>\d{1,2}) ?[月월](?: ?(?P<day>\d{1,2}) ?[日일])?)?",
        # No month can be told from these, only the year.
        r"[qt][1-4][ /-]?(?P<year>\d{4})|(?P<other_year>\d{4})[ /-]?[qt][1-4]",
        r"(?:spring|summer|autumn|fall|winter|fruhling|fruhjahr|sommer|herbst|printemps|ete|automne|hiver"
        r"|primavera|verano|otono|invierno|estate|autunno|inverno|verao|outono|lente|zomer|herfst|var|host|vinter"
        r"|early|mid|late|anfang|mitte|ende),?[ -](?:of |de )?(?P<year>\d{4})",
        r"(?:circa|c\.|ca\.?|approx\.?|approximately|around|about|~) ?(?:[a-z]{3,10}\.? )?(?P<year>\d{4})",
    )
)
_EITHER_WAY = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})", re.ASCII)
_LONGEST = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_MILLISECOND, _LAST_MILLISECOND = 10**11, 4_102_444_800_000  # March 1973 to the end of 2099


def parse_partial(value: object) -> str | None:
    """The date in `value`, None where it holds none: blank, "Present", or nothing that can be a date.

    A number above 10¹¹ counts milliseconds since 1970, in UTC. "Jun '49" is 2049, "Jun '50" 1950.
    """
    if isinstance(value, Mapping):
        return _from_parts(value.get("year"), value.get("month"), value.get("day"))
    if isinstance(value, int | float) and not isinstance(value, bool):
        if _FIRST_MILLISECOND < value < _LAST_MILLISECOND:
            return (_EPOCH + timedelta(milliseconds=value)).date().isoformat()
        return _from_parts(value, None, None)
    return _from_text(value) if isinstance(value, str) and len(value) <= _LONGEST else None


def is_open(value: object) -> bool:
    """Whether an end date says "not over yet": missing, blank, "Present", or an object with nothing in it."""
    if isinstance(value, Mapping):
        return not any(value.get(part) for part in ("year", "month", "day"))
    return value is None or (isinstance(value, str) and len(value) <= _LONGEST and fold(value) in _NOW)


@lru_cache(maxsize=20_000)  # the same few thousand dates stand in all careers
def _from_text(written: str) -> str | None:
    text = unicodedata.normalize("NFC", fold(written))  # Korean letters together again
    if not any(map(str.isdigit, text)):
        return None
    if both := _EITHER_WAY.fullmatch(text):
        return _from_day_and_month(int(both[1]), int(both[3]), both[4])
    for form in _FORMS:
        if (found := form.fullmatch(text)) and (date := _from_match(found.groupdict())):
            return date
    return None


def _from_match(parts: dict[str, str | None]) -> str | None:
    year = parts.get("year") or parts.get("other_year")
    if short := parts.get("short_year"):
        year = ("20" if short < "50" else "19") + short
    month: str | int | None = parts.get("month")
    if name := parts.get("name"):
        month = _MONTHS.get(name)
        if month is None:
            return None
    return _from_parts(year, month, parts.get("day"))


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
