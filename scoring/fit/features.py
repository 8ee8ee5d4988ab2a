"""What a career says, read once for all roles: positions with titles, months, employers, numbers and topics. Pure.

Nothing in here knows what somebody is called, where they studied, or how old they are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from profiles.canonical import CanonicalProfile, Experience
from profiles.companies.names import company_key
from profiles.names import fold
from scoring.fit.learning import Degree, read_certificate, read_degree
from scoring.fit.texts import KNOWN_WORDS, Reading, Topics, read_text, topics_of
from scoring.fit.title_words import CHIEFS
from scoring.fit.titles import Title, read_title, spelt_out

_HALF_A_YEAR = 6


@dataclass(frozen=True)
class Employer:
    """What is known of a company; `kind` and `stage` as in profiles.models.Company. `name`: what it is called, however
    the career calls it."""

    employees: int | None = None
    industry: str = ""
    kind: str = ""
    stage: str = ""
    name: str = ""


@dataclass(frozen=True)
class Position:
    """`start` and `end` count months since year 0; `end` is the month after the last one. `entry` is its place in the
    career. `company` is equal for one employer."""

    entry: int
    title: Title
    employer: Employer
    start: int | None
    end: int | None
    is_current: bool
    reading: Reading
    text: str = ""
    company: str = ""

    @property
    def people(self) -> int:
        """Led, as far as the text says; never more than the employer has."""
        if "aide" in self.title.flags:
            return 0
        most = self.employer.employees
        return min(self.reading.people, most) if most else self.reading.people

    @property
    def budget(self) -> int:
        return 0 if "aide" in self.title.flags else self.reading.budget


@dataclass(frozen=True)
class Studies:
    entry: int
    degree: Degree
    fields: frozenset[str]


@dataclass(frozen=True)
class Features:
    """`as_of` counts months like Position.start. `skills` and `certificates` have what it is for each folded name, in
    their order: whatever order the career has them in, it reads the same."""

    as_of: int
    positions: tuple[Position, ...] = ()
    studies: tuple[Studies, ...] = ()
    skills: tuple[tuple[str, Topics], ...] = ()
    certificates: tuple[tuple[str, frozenset[str]], ...] = ()
    summary: Reading = field(default_factory=Reading)
    summary_text: str = ""


def month(text: str) -> int:
    """2026-11 as a number of months; a year alone counts as its middle."""
    return int(text[:4]) * 12 + (int(text[5:7]) - 1 if len(text) > 4 else _HALF_A_YEAR)


def features(profile: CanonicalProfile, as_of: str, employers: Mapping[int, Employer] | None = None) -> Features:
    """`as_of` is a month, 2026-11. `employers` are known companies by place in the career."""
    now = month(as_of)
    without_names = _masker(profile)
    meanings = _meanings(profile)
    summary = without_names(f"{profile.headline}. {profile.summary}")
    starts = [month(entry.start) if entry.start else None for entry in profile.experience]
    positions = tuple(
        _position(place, entry, (employers or {}).get(place, Employer()), starts, now, meanings, without_names)
        for place, entry in enumerate(profile.experience)
    )
    return Features(
        as_of=now,
        positions=positions,
        studies=tuple(
            Studies(place, *read_degree(entry.degree, entry.field)) for place, entry in enumerate(profile.education)
        ),
        skills=tuple(sorted({fold(name): topics_of(name) for name in profile.skills}.items())),
        certificates=tuple(
            (name, kinds)
            for name in sorted({fold(each.name) for each in profile.certifications})
            if (kinds := read_certificate(name))
        ),
        summary=read_text(summary),
        summary_text=summary,
    )


def months_of(positions: Iterable[Position]) -> int:
    """Together, what overlaps counted once; only those whose months are known."""
    total, until = 0, 0
    for start, end in sorted(
        (each.start, each.end) for each in positions if each.start is not None and each.end is not None
    ):
        total += max(0, end - max(start, until))
        until = max(until, end)
    return total


def _position(
    place: int,
    entry: Experience,
    employer: Employer,
    starts: Sequence[int | None],
    now: int,
    meanings: tuple[tuple[str, str], ...],
    without_names: "Masker",
) -> Position:
    start = starts[place]
    end = month(entry.end) if entry.end else None
    if end is not None and (start is None or end < start):  # a month that cannot be is none
        start, end = (None, None) if start is None else (start, start + 1)
    if start is not None and start > now:  # no office yet
        return Position(place, Title(), employer, None, None, False, Reading())
    if start is not None:
        if entry.is_current:
            end = now
        elif end is None:
            later = [other for other in starts if other is not None and other > start]
            end = min(later, default=now)
        else:
            end = min(max(end, start + (_HALF_A_YEAR if len(entry.end or "") == 4 and end == start else 1)), now)
    text = without_names(entry.description)
    return Position(
        entry=place,
        title=read_title(entry.title, meanings),
        employer=employer,
        start=start,
        end=end,
        is_current=entry.is_current or (end is not None and end >= now),
        reading=read_text(text),
        text=f"{entry.title}. {text}",
        company=company_key(employer.name or entry.company),
    )


def _meanings(profile: CanonicalProfile) -> tuple[tuple[str, str], ...]:
    """What CTO, CIO, … stand for in this career, where it spells them out as something else than usual."""
    texts = (
        profile.headline,
        profile.summary,
        *(f"{entry.title}. {entry.description}" for entry in profile.experience),
    )
    told: dict[str, set[str]] = {}
    for text in texts:
        for acronym, functions in spelt_out(text).items():
            told.setdefault(acronym, set()).update(functions)
    return tuple(
        (acronym, sorted(functions)[0])
        for acronym, functions in sorted(told.items())
        if acronym in CHIEFS and CHIEFS[acronym] not in functions
    )


class Masker:
    """Takes the person's name and the names of schools out of a text, so that it reads the same whatever they are.

    Parts of a name go, too, as many as stand together for one; in small letters only beside others: "van", "de". One
    that our tables know as a word stays: who is called Cloud has moved things to the cloud like anybody else.
    """

    def __init__(self, name: str, schools: Iterable[str]) -> None:
        self._whole = _longest_first(each for each in (name, *schools) if len(each) > 1)
        parts = (part for part in name.split() if part.isalpha())
        self._parts = _longest_first(part for part in parts if fold(part) not in KNOWN_WORDS)

    def __call__(self, text: str) -> str:
        if any(name in text for name in self._whole):
            text = re.sub("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in self._whole), "_", text)
        if any(part in text for part in self._parts):
            part = f"(?:{'|'.join(map(re.escape, self._parts))})"
            together = rf"(?<!\w){part}(?:[ '\u2019-]+{part})*(?!\w)"
            text = re.sub(together, lambda found: found[0] if found[0].islower() else "_", text)
        return text


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _masker(profile: CanonicalProfile) -> Masker:
    return Masker(profile.full_name, [entry.school for entry in profile.education])
