"""Numbered facts: how they are found in a prompt, and what a single one says. Pure text, no clock."""

import math
import re
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal[
    "role", "duty", "headline", "summary", "skill", "education", "certification", "language", "place", "other"
]

_MAX_LENGTH = 2_000  # of one fact; keeps the patterns below fast on hostile text
_MAX_FACTS = 1_000

_LINE = re.compile(r"\[F(\d{1,4})\] (.*)")
_IN_ROLE = re.compile(r"In role F(\d{1,4}): (.*)", re.DOTALL)
_LABELS: dict[str, Kind] = {
    "Role": "role",
    "Headline": "headline",
    "Summary": "summary",
    "Skill": "skill",
    "Education": "education",
    "Certification": "certification",
    "Language": "language",
    "Place": "place",
}
_DATES = re.compile(
    r",? (?P<start>\d{4}(?:-\d\d)?) to (?P<end>\d{4}(?:-\d\d)?|present|now|today|an unknown date)"
    r"(?: \((?P<span>[^)]*)\))?",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(\d+) years?")
_MONTHS = re.compile(r"(\d+) months?")

# The first match decides, so exceptions ("assistant to the CTO") stand before the rule that they escape.
_SENIORITY: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (level, re.compile(pattern, re.IGNORECASE))
    for level, pattern in (
        (0, r"\b(intern|internship|trainee|student|graduate|apprentice|junior|assistant)\b"),
        (3, r"\b(vice[- ]president|s?vp|evp|deputy|chief of staff|associate director)\b"),
        (4, r"\bchief\b.*\bofficer\b|\bC[A-Z]{1,3}O\b|\b(co-?)?founder\b|\bmanaging director\b|\bpresident\b"),
        (3, r"\b(head|director|partner|general manager)\b"),
        (2, r"\b(senior|lead|leader|staff|principal|manager|architect)\b"),
    )
)
# These read lower-case text, and each begins with plain characters, which lets the search skip quickly.
_AMOUNT = r"(\d[\d,.]*) ?(k|m|mn|million|bn|b|billion)?\b"
_PEOPLE = re.compile(
    r"(\d[\d,.]*k?)\+?[ -](?:[\w-]+ ){0,2}?(?:people|persons|engineers|developers|staff|employees|reports|"
    r"specialists|analysts|consultants|members|professionals|ftes?|strong)\b"
)
_TEAM = re.compile(r"teams? of (\d[\d,]*)")
_MONEY = re.compile(r"(?:\$|€|£|¥|usd ?|eur ?|gbp ?|chf ?)" + _AMOUNT)
_UNITS = {"k": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}
_ANY_NUMBER = re.compile(r"\d")

_SENTENCES = re.compile(r"(?<=[.!?])\s+|[\r\u2028]+")
# Sentences that talk to the reader's machine instead of telling what a person did. They are text, never evidence.
# The hint is a quick look that nearly every honest fact passes; the patterns decide.
_HINT = re.compile(
    r"\b(?:ignor|disregard|forget|override|bypass|vergiss|oubli|rat(?:e|ing)\b|scor|grad(?:e|ing)\b|assign|award|giv|"
    r"rank|bewert|you\b|you're|act as|pretend|du bist|as an ai|language model|llm|system|assistant|user|developer|"
    r"jailbreak|respond|reply|answer|output|return|instruction|new |real |updated|important)|[<\u2039\[]|\(f\d"
)
_INSTRUCTION = re.compile(
    r"\b(ignore|disregard|forget|override|bypass|ignorier\w*|ignorez|ignora|vergiss|oublie[zr]?)\b.{0,60}"
    r"\b(instructions?|anweisungen|instrucciones|previous|prior|above|earlier|prompt|rules?|system|facts?|rubric|"
    r"guidelines?)\b"
    r"|\b(rate|rating|score|scoring|grade|assign|award|give|rank|bewerte)\b.{0,60}"
    r"(\b(highest|maximum|max|perfect|full|top|best)\b|\b(4|four|5|five|10|ten|100)\b(?![,.%]?\d|%|\s*\w*\s+"
    r"(people|years|million)))"
    r"|\b(you are|you're|act as|pretend|du bist)\b.{0,40}\b(now|assistant|model|ai|evaluator|recruiter|system)\b"
    r"|\b(as an ai|language model|llm|system prompt|system message|developer message|jailbreak)\b.{0,60}"
    r"\b(must|should|will|ignore|rate|score|output|respond|answer)\b"
    r"|^\W*(system|assistant|user|developer)\W*:"
    r"|\b(respond|reply|answer|output|return) (only|with|exactly)\b"
    r"|[<\u2039]/?\s*(facts?|system|instructions?|prompt|user|assistant)\b[^>\u203a]*[>\u203a]|\[/?inst\]|[<\u2039]\|\w+\|[>\u203a]"
    r"|^\W*f\d+[\])]|\b(new|real|updated|important) instructions?\b"
)


class Fact(NamedTuple):
    number: int
    kind: Kind
    text: str  # instruction-like sentences removed
    suspicious: bool = False  # something was removed
    role: int | None = None  # the number of a deed's role
    size: float = 0.0  # 0 no number, 0.25 any number, up to 1 for hundreds of people or hundreds of millions
    # Of roles only; dates in months since year 0, 0 when unknown.
    title: str = ""
    company: str = ""
    start: int = 0
    end: int = 0
    ongoing: bool = False
    months: int = 0
    seniority: int = 0  # 0 intern … 4 chief officer or founder

    @property
    def name(self) -> str:
        return f"F{self.number}"


def in_prompt(text: str) -> tuple[str, ...]:
    """The lines of the facts block. Lines are split on newlines only: other separators belong to a fact's text."""
    lines = text.split("\n")
    try:
        last = len(lines) - 1 - lines[::-1].index("</facts>")
        first = last - 1 - lines[:last][::-1].index("<facts>")
    except ValueError:
        return ()
    return tuple(lines[first + 1 : last])


def parse(lines: tuple[str, ...]) -> list[Fact]:
    """Facts by number; of a repeated number the first line counts."""
    found: dict[int, Fact] = {}
    for line in lines:
        if fact := _parse_line(line):
            found.setdefault(fact.number, fact)
        if len(found) == _MAX_FACTS:
            break
    return list(found.values())


@lru_cache(maxsize=16_384)
def _parse_line(line: str) -> Fact | None:
    match = _LINE.match(line)
    if match is None:
        return None
    number, body = int(match[1]), match[2][:_MAX_LENGTH].strip()
    kind: Kind = "other"
    role = None
    if in_role := _IN_ROLE.match(body):
        kind, role, body = "duty", int(in_role[1]), in_role[2]
    else:
        label, colon, rest = body.partition(": ")
        if colon and label in _LABELS:
            kind, body = _LABELS[label], rest
    text, suspicious = _without_instructions(body)
    if kind == "role":
        return _role(number, text, suspicious)
    return Fact(number, kind, text, suspicious, role, _size(text))


def _is_instruction(text: str) -> bool:
    text = text.lower()
    return bool(_HINT.search(text) and _INSTRUCTION.search(text))


def _without_instructions(text: str) -> tuple[str, bool]:
    if not _is_instruction(text):
        return text, False
    sentences = _SENTENCES.split(text)
    kept = [sentence for sentence in sentences if not _is_instruction(sentence)]
    # An instruction spread over sentences shows only in the whole: then nothing of the fact counts.
    return ("" if len(kept) == len(sentences) else " ".join(kept).strip()), True


def _role(number: int, text: str, suspicious: bool) -> Fact:
    dates = _DATES.search(text)
    head = text[: dates.start()] if dates else text.removesuffix(", dates unknown")
    title, _, company = head.partition(" at ")
    title, company = title.strip(" ,"), company.strip(" ,")
    start = end = months = 0
    ongoing = False
    if dates:
        start = _month(dates["start"])
        ended = dates["end"][0].isdigit()
        ongoing = not ended and "unknown" not in dates["end"]
        months = _span(dates["span"] or "") or (max(0, _month(dates["end"]) - start) if ended else 0)
        end = _month(dates["end"]) if ended else start + months
    return Fact(
        number, "role", text, suspicious, None, 0.0, title, company, start, end, ongoing, months, seniority(title)
    )


@lru_cache(maxsize=4096)
def seniority(title: str) -> int:
    for level, pattern in _SENIORITY:
        if pattern.search(title):
            return level
    return 1


def _month(text: str) -> int:
    year, _, month = text.partition("-")
    return int(year) * 12 + (int(month) if month else 1) - 1


def _span(text: str) -> int:
    years, months = _YEARS.search(text), _MONTHS.search(text)
    return (int(years[1]) * 12 if years else 0) + (int(months[1]) if months else 0)


def _size(text: str) -> float:
    """How large the numbers in a text are: 10 people 0.4, 300 people 1.0; 1m of money 0.4, 300m 1.0."""
    if not _ANY_NUMBER.search(text):
        return 0.0
    text = text.lower()
    size = 0.25
    for people in _PEOPLE.findall(text) + _TEAM.findall(text):
        size = max(size, math.log10(max(1.0, _number(people))) / 2.5)
    for amount, unit in _MONEY.findall(text):
        size = max(size, 0.4 + math.log10(max(1.0, _number(amount) * _UNITS.get(unit, 1)) / 1e6) * 0.24)
    return round(min(1.0, size), 2)


def _number(text: str) -> float:
    thousand = text.endswith("k")
    digits = text.rstrip("k").replace(",", "").rstrip(".")
    try:
        return float(digits) * (1000 if thousand else 1)
    except ValueError:  # "1.2.3" is a version, not an amount
        return 0.0
