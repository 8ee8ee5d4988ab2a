"""What a role is scored by, and the arithmetic from ratings to a score. Pure.

Ratings are whole numbers 0 to 4 per criterion; a score is a whole number 0 to 100.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scoring.fit.kinds import Measure
from scoring.fit.offices import TEAM_SIZES, Functions, Steps

MAX_RATING = 4
CONFIDENCE_DOTS = 4

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Criterion(_Part):
    key: Key
    name: str = Field(min_length=1, max_length=80)
    description: str = Field(min_length=1, max_length=500)
    weight: int = Field(ge=1, le=100)
    measures: tuple[Measure, ...] = Field(default=(), max_length=8, description="how the fit score reads it")


class Category(_Part):
    key: Key
    name: str = Field(min_length=1, max_length=80)
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @property
    def weight(self) -> int:
        return sum(criterion.weight for criterion in self.criteria)


class Band(_Part):
    name: str = Field(min_length=1, max_length=20)
    threshold: int = Field(ge=0, le=100, description="the lowest score in the band")


class Definition(_Part):
    """A rubric: categories of criteria whose weights add up to 100, and bands from the highest down to 0."""

    categories: tuple[Category, ...] = Field(min_length=1)
    bands: tuple[Band, ...] = Field(min_length=1)
    functions: Functions = Field(default={}, description="what an office of the role is about, and how much of it")
    teams: Steps = Field(
        default=TEAM_SIZES, description="people led, in percent of an organisation of the largest kind"
    )

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        criteria = self.criteria
        if total := sum(criterion.weight for criterion in criteria) - 100:
            raise ValueError(f"the weights add up to {total + 100}, not to 100")
        if len({criterion.key for criterion in criteria}) < len(criteria):
            raise ValueError("two criteria have the same key")
        thresholds = [band.threshold for band in self.bands]
        if thresholds != sorted(set(thresholds), reverse=True) or thresholds[-1] != 0:
            raise ValueError("bands go from the highest threshold down to 0")
        return self

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for category in self.categories for criterion in category.criteria)

    def band_of(self, score: int) -> str:
        return next(band.name for band in self.bands if score >= band.threshold)

    def apart(self, one: str, other: str) -> int:
        """How many bands lie between two, by name; 0 where this rubric lacks one of them."""
        names = [band.name for band in self.bands]
        return abs(names.index(one) - names.index(other)) if {one, other} <= {*names} else 0

    def score(self, ratings: Mapping[str, int]) -> int:
        """The weighted share of the highest possible ratings, halves rounded up. `ratings` has every criterion."""
        return _share(self.criteria, ratings)

    def category_scores(self, ratings: Mapping[str, int]) -> dict[str, int]:
        return {category.key: _share(category.criteria, ratings) for category in self.categories}

    def confidence(self, ratings: Mapping[str, int]) -> int:
        """1 to 4 dots: how much of the rubric's weight the profile says anything about."""
        known = sum(criterion.weight for criterion in self.criteria if ratings[criterion.key])
        return max(1, _rounded(known * CONFIDENCE_DOTS, 100))


@lru_cache(maxsize=64)  # to validate one takes longer than to score by it
def parsed(text: str) -> Definition:
    """Of JSON. Raises ValidationError."""
    return Definition.model_validate_json(text)


def _share(criteria: Iterable[Criterion], ratings: Mapping[str, int]) -> int:
    criteria = tuple(criteria)
    reached = sum(criterion.weight * ratings[criterion.key] for criterion in criteria)
    return _rounded(100 * reached, MAX_RATING * sum(criterion.weight for criterion in criteria))


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
