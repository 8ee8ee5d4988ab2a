"""Periods as people write them in a CV: "Jan 2019 – Present", "03/2014 - 02/2019", "seit 2019", "2018年04月〜現在"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from profiles.names import fold
from profiles.partial_dates import MONTH_NAMES, NOW_WORDS, is_open, parse_partial


def _one_of(words: Iterable[str]) -> str:
    """The longest first, with and without their accents."""
    return "|".join(sorted({re.escape(form) for word in words for form in (word, fold(word))}, key=len, reverse=True))


_NAMES, _NOW = _one_of(MONTH_NAMES), _one_of(NOW_WORDS)
_YEAR = r"(?:19|20)\d\d"
_POINT = (
    rf"(?:(?:\d{{1,2}}(?:\.|st|nd|rd|th|er)? (?:of |de )?)?(?:{_NAMES})\b\.?,? ?(?:of |de |del )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?,? )?['’]?(?:{_YEAR}|(?<=['’])\d\d)"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}\.|/\d{{1,2}}/|-\d{{1,2}}-){_YEAR}"
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
        point = parse_partial(found["point"]) if found else None
        return Period(None, point, False, *_around(text, found)) if found and point else None
    start, end, current = None, None, False
    if found["same"]:
        start, end = (parse_partial(f"{month} {found['year']}") for month in (found["same"], found["month"]))
    elif found["short"]:
        start, end = found["short"], found["short"][:2] + found["two"]
    elif found["since"]:
        start, current = parse_partial(found["since"]), True
    elif found["until"]:
        end = parse_partial(found["until"])
    else:
        start, current = parse_partial(found["start"]), is_open(found["end"])
        end = None if current else parse_partial(found["end"])
    return Period(start, end, current, *_around(text, found))


def is_date_like(text: str) -> bool:
    """Whether a text is a period, one end of it, or a date, and hardly anything else."""
    if len(text) > 60:
        return False
    if period := find_period(text, single=True):
        return len(period.rest.strip(" -–—〜～~\t")) <= 3
    return bool(text.strip(" -–—")) and is_open(text)


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
