"""Periods as people write them in a CV: "Jan 2019 – Present", "03/2014 - 02/2019", "seit 2019", "2018年04月〜現在"."""

import re
from dataclasses import dataclass

from profiles.partial_dates import parse_partial

# Names of months in English, German, French and Spanish by the one that `parse_partial` reads.
_MONTHS = {
    "Jan": "january jan januar jänner janvier janv enero ene",
    "Feb": "february feb februar februar febr février fevrier févr fevr fév febrero",
    "Mar": "march mar märz maerz mär mrz mars marzo",
    "Apr": "april apr avril avr abril abr",
    "May": "may mai mayo",
    "Jun": "june jun juni juin junio",
    "Jul": "july jul juli juillet juil julio",
    "Aug": "august aug août aout agosto ago",
    "Sep": "september sept sep septembre septiembre",
    "Oct": "october oct oktober okt octobre octubre",
    "Nov": "november nov novembre noviembre",
    "Dec": "december dec dezember dez décembre decembre déc diciembre dic",
}
_MONTH_OF = {name: english for english, names in _MONTHS.items() for name in names.split()}
_NAMES = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_NOW = (
    r"present|current|currently|now|today|to date|ongoing|till now|till date|heute|jetzt|aktuell|laufend|gegenwart"
    r"|aujourd['’]hui|à ce jour|présent|maintenant|en cours|actualidad|actualmente|presente|actual|hoy"
    r"|現在に至る|現在|至現在"
)
_YEAR = r"(?:19|20)\d\d"
_POINT = (
    rf"(?:(?:\d{{1,2}}\.? )?(?:{_NAMES})\b\.?,? ?(?:de |del )?['’]?(?:{_YEAR}|(?<=['’])\d\d)"
    rf"|\d{{1,2}}\.\d{{1,2}}\.{_YEAR}"
    rf"|(?:0?[1-9]|1[0-2])[/.-]{_YEAR}"
    rf"|{_YEAR} ?年 ?(?:\d{{1,2}} ?月)?(?: ?\d{{1,2}} ?日)?"
    rf"|{_YEAR}(?:[-/.](?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?)?)"
)
_TO = r"\s*(?:-|–|—|―|−|〜|～|~|to|until|till|bis|au|à|a|al|hasta|jusqu['’]à)\s*"
_BEFORE, _AFTER = r"(?<![\w./-])\(?", r"(?![\w/]|[.-]\d)\)?"
_UNITS = r"years?|yrs?|months?|mos?|jahre?|monate?|ans?|mois|años?|mes(?:es)?"
_DURATION = (
    r"(?:\s*[(·•|,]?\s*\(?(?:less than a year"
    rf"|(?:\d{{1,2}}\+? ?(?:{_UNITS})\b[ ,]*(?:and |und |et |y )?){{1,2}})\)?)?"
)
_RANGE = re.compile(
    rf"(?:{_BEFORE}(?:(?:from|von|du|de|desde) )?(?P<start>{_POINT}|\?{{2,4}}){_TO}(?P<end>{_POINT}|{_NOW}){_AFTER}"
    rf"|{_BEFORE}(?P<same>(?:{_NAMES})\.?){_TO}(?P<month>{_NAMES})\b\.?,? ?(?P<year>{_YEAR}){_AFTER}"
    rf"|{_BEFORE}(?P<short>{_YEAR})\s?[-–/]\s?(?P<two>\d\d){_AFTER}"
    rf"|{_BEFORE}(?:since|from|seit|ab|depuis|desde) (?P<since>{_POINT}){_AFTER}"
    rf"|{_BEFORE}(?:until|till|bis|jusqu['’]en|hasta) (?P<until>{_POINT}){_AFTER}){_DURATION}",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"{_BEFORE}(?P<point>{_POINT}){_AFTER}", re.IGNORECASE)
_OPEN = re.compile(rf"\s*{_POINT}\s*(?:-|–|—|〜|～|~)\s*", re.IGNORECASE)
_CLOSING = re.compile(rf"\s*(?P<end>{_POINT}|{_NOW})(?![\w/])\s*", re.IGNORECASE)
_NOW_ALONE = re.compile(_NOW, re.IGNORECASE)
_JAPANESE = re.compile(r"(\d{4}) ?年 ?(?:(\d{1,2}) ?月)?(?: ?(\d{1,2}) ?日)?")
_NAMED = re.compile(rf"({_NAMES})\b\.?,? ?(?:de |del )?['’]?(\d{{4}}|\d\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """`start` and `end` as `parse_partial` gives them; `before` and `after` is what else the text says."""

    start: str | None = None
    end: str | None = None
    is_current: bool = False
    before: str = ""
    after: str = ""

    @property
    def rest(self) -> str:
        return f"{self.before}\t{self.after}" if self.before and self.after else self.before or self.after


def find_period(text: str, *, single: bool = False) -> Period | None:
    """The first period in a text. `single`: a date alone counts too, as the end of what has no known start."""
    found = _RANGE.search(text)
    if not found or _is_month(found):
        found = _SINGLE.search(text) if single else None
        point = point_of(found["point"]) if found else None
        return Period(None, point, False, *_around(text, found)) if found and point else None
    start, end, current = None, None, False
    if found["same"]:
        start, end = (point_of(f"{month} {found['year']}") for month in (found["same"], found["month"]))
    elif found["short"]:
        start, end = found["short"], found["short"][:2] + found["two"]
    elif found["since"]:
        start, current = point_of(found["since"]), True
    elif found["until"]:
        end = point_of(found["until"])
    else:
        start, current = point_of(found["start"]), bool(_NOW_ALONE.fullmatch(found["end"]))
        end = None if current else point_of(found["end"])
    return Period(start, end, current, *_around(text, found))


def point_of(text: str) -> str | None:
    """One date, month names of four languages and Japanese ones included."""
    text = " ".join(text.split())
    if found := _JAPANESE.fullmatch(text):
        return parse_partial({"year": found[1], "month": found[2], "day": found[3]})
    if (found := _NAMED.search(text)) and found[1].lower() in _MONTH_OF:
        year = found[2] if len(found[2]) == 4 else ("19" if int(found[2]) > 50 else "20") + found[2]
        return parse_partial(f"{_MONTH_OF[found[1].lower()]} {year}")
    return parse_partial(text)


def is_date_like(text: str) -> bool:
    """Whether a text is a period, one end of it, or a date, and hardly anything else."""
    if len(text) > 60:
        return False
    if period := find_period(text, single=True):
        return len(period.rest.strip(" -–—〜～~\t")) <= 3
    return bool(_NOW_ALONE.fullmatch(text.strip()))


def opening(text: str) -> re.Match[str] | None:
    """The first half of a period, "2017 –", at the beginning of a text."""
    found = _OPEN.match(text)
    return None if found and _CLOSING.match(text, found.end()) else found


def closing(text: str) -> re.Match[str] | None:
    """The second half of a period at the beginning of a text."""
    return _CLOSING.match(text)


def _is_month(found: re.Match[str]) -> bool:
    """2018-12 is December, 2018-19 and 2008/09 are two years."""
    if not found["short"]:
        return False
    return found["two"] <= found["short"][2:] or ("-" in found[0] and int(found["two"]) <= 12)


def _around(text: str, found: re.Match[str]) -> tuple[str, str]:
    strip = " \t,;|·•–—-:()"
    before, after = text[: found.start()].rstrip(strip), text[found.end() :].strip(strip)
    return before.strip(), after
