"""How much of a chief's office a position was, as a rubric sees it. Pure; whole numbers.

A title alone is not it: what one answered for has a size, and it may be long ago.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scoring.fit.features import Features, Position
from scoring.fit.texts import Topics, skills_of
from scoring.fit.title_words import Level

FULL = 1000
Percent = Annotated[int, Field(ge=0, le=100)]
Functions = dict[str, Percent]


class Step(BaseModel):
    """From `value` on, `percent` of the measure; between two steps in proportion."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: int = Field(ge=0)
    percent: Percent


def _rising(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    values = [(step.value, step.percent) for step in steps]
    rises = values == sorted(values) and [percent for _, percent in values] == sorted(percent for _, percent in values)
    if not rises or len({value for value, _ in values}) < len(values):
        raise ValueError("steps go up, in value and in percent")
    return steps


Steps = Annotated[tuple[Step, ...], Field(min_length=1, max_length=12), AfterValidator(_rising)]


def steps(*pairs: tuple[int, int]) -> tuple[Step, ...]:
    return tuple(Step(value=value, percent=percent) for value, percent in pairs)


# A title of that level, in percent of a chief's.
STANDING = {
    Level.CHIEF: 100, Level.VICE_PRESIDENT: 88, Level.DIRECTOR: 72, Level.MANAGER: 42, Level.LEAD: 24,
    Level.SPECIALIST: 10, Level.ENTRY: 0, Level.NONE: 10,
}  # fmt: skip
# Employees of the company, and people led, in percent of an organisation that is large enough for anything.
_COMPANY_SIZES = steps((1, 2), (30, 22), (100, 38), (500, 62), (1_500, 80), (5_000, 95), (10_000, 100))
TEAM_SIZES = steps((1, 4), (8, 22), (25, 42), (80, 68), (200, 88), (500, 100))
_LED = steps((10, 40), (40, 64), (200, 80))
_AT_THE_TOP = 96
_UNKNOWN_SIZE = 45
_FRESH_MONTHS, _STALE_MONTHS, _STALE_PERCENT = 30, 144, 45
_SKILL_PERCENT, _SUMMARY_PERCENT = 35, 45
_PASSING = {"fractional": 62, "interim": 88, "adviser": 35, "former": 80}


def scale(position: Position, teams: Sequence[Step]) -> int:
    """0 to 100: how large what one answered for was, by people led or else by the company's size."""
    company, team = position.employer.employees, position.people
    by_company = on_steps(company, _COMPANY_SIZES) if company else _UNKNOWN_SIZE
    by_team = on_steps(team, teams) if team else 0
    return max(by_team, by_company * 92 // 100)


def freshness(position: Position, as_of: int) -> int:
    """0 to 100: what was left two and a half years ago counts in full, then ever less, down to not quite a half."""
    if position.end is None:
        return 100
    since = as_of - position.end
    if since <= _FRESH_MONTHS:
        return 100
    over = min(since, _STALE_MONTHS) - _FRESH_MONTHS
    return 100 - (100 - _STALE_PERCENT) * over // (_STALE_MONTHS - _FRESH_MONTHS)


def standing(position: Position) -> int:
    """0 to 100, by the title; whoever leads many, or answers to the top alone, is more than a modest title says."""
    level = position.title.level
    by_title = STANDING[level]
    if level < Level.LEAD:
        return by_title
    if position.reading.at_the_top and level >= Level.MANAGER:
        by_title += (_AT_THE_TOP - by_title) * 2 // 3 if by_title < _AT_THE_TOP else 0
    return max(by_title, on_steps(position.people, _LED))


def office(position: Position, about: int, as_of: int, teams: Sequence[Step]) -> int:
    """0 to 1000: how much of a chief's office this was, in what it was about."""
    passing = min((_PASSING[flag] for flag in position.title.flags if flag in _PASSING), default=100)
    size = 50 + 50 * scale(position, teams) // 100
    return standing(position) * size // 100 * about * passing * freshness(position, as_of) * FULL // 100**4


# Hundredths of a share of 1000; the earlier the greater; the place in the profile.
Mention = tuple[int, int, str]


class View:
    """A career as a rubric sees it: `functions` has the percent by which each function of an office counts."""

    def __init__(self, features: Features, functions: Mapping[str, int], teams: Sequence[Step]) -> None:
        self.features, self.positions, self.as_of = features, features.positions, features.as_of
        self._about = [
            max((functions.get(name, 0) for name in each.title.functions), default=0) for each in self.positions
        ]
        self._offices = [
            office(each, about, features.as_of, teams) for each, about in zip(self.positions, self._about, strict=True)
        ]
        self.highest = max(self.positions, key=lambda each: (self.office(each), -each.entry), default=None)
        self.standing = self.office(self.highest) if self.highest else 0

    def about(self, position: Position) -> int:
        """0 to 100."""
        return self._about[position.entry]

    def office(self, position: Position) -> int:
        """0 to 1000."""
        return self._offices[position.entry]

    @cached_property
    def told(self) -> dict[str, dict[str, Mention]]:
        """Per topic, the best mention of each phrase of it."""
        found: dict[str, dict[str, Mention]] = {}
        for order, (ref, worth, topics) in enumerate(self._tellings()):
            for topic, phrases in topics:
                best = found.setdefault(topic, {})
                for phrase, percent in phrases:
                    mention = (percent * worth // 100, -order, ref)
                    if phrase not in best or best[phrase] < mention:
                        best[phrase] = mention
        return found

    def _tellings(self) -> Iterator[tuple[str, int, Topics]]:
        """Where something is told, and what it is worth there, in hundredths of a share of 1000."""
        for each in self.positions:
            yield f"experience.{each.entry}", 100 * self.office(each), each.reading.topics
        for name, topics in self.features.skills:
            yield f"skills.{name}", self.standing * _SKILL_PERCENT, topics
        yield "summary.0", self.standing * _SUMMARY_PERCENT, self.features.summary.topics

    @cached_property
    def skilled(self) -> dict[str, Mention]:
        """Per skill, its best mention."""
        tellings = [(f"experience.{each.entry}", 100 * self.office(each), each.text) for each in self.positions]
        tellings += [(f"skills.{name}", self.standing * _SKILL_PERCENT, name) for name, _ in self.features.skills]
        tellings.append(("summary.0", self.standing * _SUMMARY_PERCENT, self.features.summary_text))
        found: dict[str, Mention] = {}
        for order, (ref, worth, text) in enumerate(tellings):
            for skill in skills_of(text):
                found[skill] = max(found.get(skill, (-1, 0, "")), (worth, -order, ref))
        return found

    def held(self, level: str, at_least: int = 1) -> list[Position]:
        """Positions at that level or above, that are about it by at least so many percent."""
        lowest = Level[level.upper()]
        return [each for each in self.positions if each.title.level >= lowest and self.about(each) >= at_least]


def on_steps(value: int, steps: Sequence[Step]) -> int:
    """0 to 100, in proportion between the steps."""
    below = Step(value=0, percent=0)
    for step in steps:
        if value < step.value:
            return below.percent + (step.percent - below.percent) * (value - below.value) // (step.value - below.value)
        below = step
    return below.percent
