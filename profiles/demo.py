"""Fictional technology executives for trying the product out: as many as wanted, always the same for one seed."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeVar

from pydantic import BaseModel

from profiles.canonical import CanonicalProfile, Certification, Education, Experience, Language
from profiles.demo_words import (
    BUSINESS_SCHOOLS,
    CULTURES,
    DEGREES,
    INDUSTRIES,
    LEADERSHIP,
    MASTERS,
    PRODUCTS,
    SCHOOLS,
    SIDE_ROLES,
    SINCE,
    STEMS,
    TRACKS,
    Culture,
    Track,
)

T = TypeVar("T")
Part = TypeVar("Part", bound=BaseModel)

_TODAY = 2025 * 12 + 5  # The month in which all of them live, so that the clock changes nobody's career.
_ASCII = str.maketrans("łøđıßæ", "lodisa")
_LEVELS = (0, 0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5)
_YEARS_PER_LEVEL = (1, 6, 10, 14, 18, 22)
_COMPANY_SIZES = (range(40, 1000, 10), range(300, 4000, 100), range(1500, 9900, 100))  # by tier
_LINES_PER_JOB = ((2, 3), (2, 4), (2, 4))
_MONTHS = tuple(f"{year}-{month:02}" for year in range(1950, 2030) for month in range(1, 13))


def people(count: int, seed: int) -> Iterator[CanonicalProfile]:
    """The first `count` people of that seed. The i-th depends on nothing but the seed and i."""
    random = Random()  # noqa: S311 - to be repeatable is the point
    for number in range(count):
        random.seed(seed << 40 | number)
        yield _Person(random, number).profile()


@dataclass(frozen=True)
class _Line:
    """An accomplishment with places for numbers, and the first year in which it could be true."""

    text: str
    numbers: tuple[str, ...]
    since: int


@dataclass(frozen=True)
class _Job:
    """What the numbers of an accomplishment depend on."""

    level: int
    employees: int
    users: str


_NUMBERS: dict[str, Callable[[Callable[[], float], _Job], object]] = {
    "few": lambda draw, job: 2 + int(draw() * 7),
    "dozens": lambda draw, job: 12 + int(draw() * 50),
    "hundreds": lambda draw, job: 110 + int(draw() * (60 + 130 * job.level)),
    "pct": lambda draw, job: 11 + int(draw() * 30),
    "big": lambda draw, job: 52 + int(draw() * 40),
    "m": lambda draw, job: 4 + int(draw() * (8 + 16 * job.level)),
    "k": lambda draw, job: 3 + int(draw() * 190),
    "mo": lambda draw, job: 7 + int(draw() * 22),
    "x": lambda draw, job: 2 + int(draw() * 2),
    "points": lambda draw, job: f"{0.4 + draw() * 4:.1f}",
    "staff": lambda draw, job: f"{int(job.employees * (0.4 + draw() * 0.6)):,}",
    "users": lambda draw, job: job.users,
    "product": lambda draw, job: PRODUCTS[int(draw() * len(PRODUCTS))],
}


@cache
def _compiled(lines: tuple[str, ...]) -> tuple[_Line, ...]:
    return tuple(
        _Line(
            re.sub(r"\{(\w+)\}", r"%(\1)s", line.replace("%", "%%")),
            tuple(dict.fromkeys(re.findall(r"\{(\w+)\}", line))),
            _since(line),
        )
        for line in lines
    )


@cache
def _since(text: str) -> int:
    return max((year for word, year in SINCE.items() if word in text), default=0)


@cache
def _strides(length: int) -> tuple[int, ...]:
    """Steps by which one comes by every one of `length` things, each once."""
    return tuple(step for step in range(1, length) if math.gcd(step, length) == 1) or (1,)


class _Person:
    """One person's draws. Nothing is validated on the way; a test does it."""

    def __init__(self, random: Random, number: int) -> None:
        self.number = number
        self.draw = random.random
        self.culture: Culture = self.pick(CULTURES)
        self.track: Track = self.pick(TRACKS)
        self.level = self.pick(_LEVELS)
        self.sparse = self.chance(0.08)
        self.only_years = self.chance(0.08)
        tiers = map(_compiled, (self.track.early, self.track.leading, self.track.executive))
        self.stacks = [self.dealt_from(lines) for lines in tiers]

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self.draw() * len(options))]

    def chance(self, probability: float) -> bool:
        return self.draw() < probability

    def between(self, low: int, high: int) -> int:
        return low + int(self.draw() * (high - low + 1))

    def some(self, options: Sequence[T], low: int, high: int) -> list[T]:
        """Different ones, in their order."""
        wanted = min(len(options), self.between(low, high))
        kept: list[T] = []
        left = len(options)
        for option in options:
            if self.draw() * left < wanted - len(kept):
                kept.append(option)
            left -= 1
        return kept

    def dealt_from(self, lines: tuple[_Line, ...]) -> Iterator[_Line]:
        """All of them, each once, in an order of this person's own: nobody does the same thing in two jobs."""
        place, step = self.between(0, len(lines) - 1), self.pick(_strides(len(lines)))
        return (lines[(place + turn * step) % len(lines)] for turn in range(len(lines)))

    def profile(self) -> CanonicalProfile:
        woman = self.chance(0.45)
        given = self.pick(self.culture.women if woman else self.culture.men)
        family = self.pick(self.culture.families)
        city, region, country = self.pick(self.culture.places if self.chance(0.75) else self.pick(CULTURES).places)
        experience, sectors = self.career(city)
        slug = _slug(given, family)
        return _made(
            CanonicalProfile,
            full_name=f"{given} {family}",
            headline=self.headline(experience[0]),
            summary="" if self.sparse or self.chance(0.1) else self.summary(woman, sectors),
            email=f"{slug.replace('-', '.', 1)}{self.number}@example.com",
            phone=f"+1 202 555 01{self.between(0, 99):02}" if self.chance(0.4) else "",
            linkedin_url=f"https://www.linkedin.com/in/{slug}-{self.number}",
            city=city,
            region=region,
            country=country,
            experience=tuple(experience),
            education=() if self.sparse and self.chance(0.5) else self.education(int((experience[-1].start or "")[:4])),
            skills=tuple(self.some(self.track.skills, 2, 4) if self.sparse else self.some(self.track.skills, 6, 15)),
            certifications=() if self.sparse else self.certifications(),
            languages=() if self.sparse else self.languages(),
        )

    def career(self, city: str) -> tuple[list[Experience], list[str]]:
        """Jobs from the latest back, each a step lower; now and then a gap, an overlap, a role beside the main one."""
        jobs: list[Experience] = []
        sectors: list[str] = []
        first = _TODAY - (_YEARS_PER_LEVEL[self.level] + self.between(0, 5)) * 12 + self.between(-6, 6)
        end, level, current = _TODAY, self.level, not self.chance(0.06)
        if not current:
            end -= self.between(1, 10)
        while level >= 0 and (not jobs or end - first >= 5):
            months = self.between(9, 20) if level == 0 else self.between(20, 66)
            start = end - months if level > 0 and end - months - first >= 9 else min(first, end - 5)
            what, sector, tails, users = self.pick(INDUSTRIES)
            tier = level // 2
            employees = self.pick(_COMPANY_SIZES[tier])
            sectors.append(sector)
            jobs.append(
                _made(
                    Experience,
                    title=self.title(level, start // 12),
                    company=f"{self.pick(STEMS)} {self.pick(tails)}",
                    company_url="",
                    location=city if self.chance(0.6) else self.pick(self.culture.places)[0],
                    start=self.month(start),
                    end=None if current else self.month(end),
                    is_current=current,
                    description="" if self.sparse else self.description(what, _Job(level, employees, users), end // 12),
                )
            )
            end, current = start - self.distance(), False
            level -= 1 if level < 3 or self.chance(0.75) else 0
        if self.level >= 4 and self.chance(0.12):
            jobs.insert(1, self.side_role(city))
        return jobs, sectors

    def distance(self) -> int:
        """Months between two jobs: mostly none, some a gap, some an overlap."""
        kind = self.draw()
        return self.between(4, 14) if kind < 0.1 else -self.between(1, 4) if kind < 0.17 else 1

    def title(self, level: int, year: int) -> str:
        titles = self.track.titles[level]
        return self.pick([title for title in titles if _since(title) <= year] or titles[:1])

    def side_role(self, city: str) -> Experience:
        what, _, tails, _ = self.pick(INDUSTRIES)
        return _made(
            Experience,
            title=self.pick(SIDE_ROLES),
            company=f"{self.pick(STEMS)} {self.pick(tails)}",
            company_url="",
            location=city,
            start=self.month(_TODAY - self.between(6, 50)),
            end=None,
            is_current=True,
            description=f"Advises the founders of a young {what} on technology, hiring and security.",
        )

    def description(self, what: str, job: _Job, year: int) -> str:
        tier = job.level // 2
        lines = [f"{what[0].upper()}{what[1:]}, {job.employees:,} employees."]
        wanted = 1 + self.between(*_LINES_PER_JOB[tier])
        for line in self.stacks[tier]:
            if line.since <= year:
                lines.append(self.filled(line, job))
                if len(lines) == wanted:
                    break
        if tier == 2 and self.chance(0.25):
            lines.append(self.filled(self.pick(_compiled(LEADERSHIP)), job))
        return "\n".join(lines)

    def filled(self, line: _Line, job: _Job) -> str:
        return line.text % {name: _NUMBERS[name](self.draw, job) for name in line.numbers}

    def headline(self, job: Experience) -> str:
        form = self.draw()
        if self.sparse or form < 0.4:
            return f"{job.title} at {job.company}"
        first, second = self.some(self.track.focus, 2, 2)
        return f"{job.title} | {first} and {second}" if form < 0.75 else f"{job.title} at {job.company} | {first}"

    def summary(self, woman: bool, sectors: list[str]) -> str:
        if self.level < 2:
            begun = "At the start of a career in" if self.level == 0 else "Hands-on specialist for"
            return (
                f"{begun} {self.pick(self.track.focus)}, with a degree in {self.pick(self.track.fields)} "
                f"and experience in {sectors[0]}. Looks for a team to learn from and a problem worth the effort."
            )
        other = next((name for name in sectors if name != sectors[0]), "consulting")
        years = _YEARS_PER_LEVEL[self.level] + self.between(0, 4)
        text = self.pick(self.track.summaries).format(years=years, industry=sectors[0], other=other)
        if self.chance(0.12):  # Pronouns are rare in real summaries, and they must not reach a model.
            they, their = ("She", "her") if woman else ("He", "his")
            text += f" {they} is known for staying calm in a crisis, and {their} teams tend to follow from job to job."
        return text

    def education(self, graduated: int) -> tuple[Education, ...]:
        years = self.between(3, 4)
        schools = [
            self.degree(self.pick(SCHOOLS), self.pick(DEGREES), self.pick(self.track.fields), graduated - years, years)
        ]
        if self.chance(0.45):
            field = self.pick(self.track.fields)
            schools.insert(0, self.degree(self.pick(SCHOOLS), self.pick(MASTERS), field, graduated, 2))
        if self.level >= 3 and self.chance(0.35):
            after = graduated + self.between(6, 11)
            schools.insert(0, self.degree(self.pick(BUSINESS_SCHOOLS), "MBA", "Business Administration", after, 2))
        return tuple(schools)

    def degree(self, school: str, degree: str, field: str, start: int, years: int) -> Education:
        return _made(
            Education,
            school=school.format(self.pick(STEMS)),
            degree=degree,
            field=field,
            start=str(start),
            end=str(start + years),
            description="",
        )

    def certifications(self) -> tuple[Certification, ...]:
        chosen = self.some(self.track.certifications, 0, 3)
        return tuple(
            _made(Certification, name=name, issuer=issuer, issued=self.month(_TODAY - self.between(3, 90)))
            for name, issuer in chosen
        )

    def languages(self) -> tuple[Language, ...]:
        mother = self.pick(self.culture.languages)
        spoken = [_made(Language, name=mother, proficiency="Native or bilingual")]
        if mother != "English":
            level = self.pick(("Full professional", "Full professional", "Professional working", "Native or bilingual"))
            spoken.append(_made(Language, name="English", proficiency=level))
        if self.chance(0.2):
            other = self.pick(("French", "German", "Spanish", "Dutch", "Mandarin"))
            if other != mother:
                level = self.pick(("Elementary", "Limited working"))
                spoken.append(_made(Language, name=other, proficiency=level))
        return tuple(spoken)

    def month(self, months: int) -> str:
        text = _MONTHS[months - 1950 * 12]
        return text[:4] if self.only_years else text


def _made(model: type[Part], **values: object) -> Part:
    """The model without validation, as unpickling makes it: eight times as fast as `model_construct`."""
    made = model.__new__(model)
    made.__setstate__(
        {
            "__dict__": values,
            "__pydantic_fields_set__": set(values),
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return made


@cache
def _slug(given: str, family: str) -> str:
    folded = unicodedata.normalize("NFKD", f"{given}-{family}".lower().translate(_ASCII))
    return folded.encode("ascii", "ignore").decode()
