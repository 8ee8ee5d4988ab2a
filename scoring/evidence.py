"""An assessment as a person reads it: categories, criteria with their reasons, and the facts these rest on. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scoring.rubrics import Criterion, Definition

# The words of the scale that the model is given (scoring/llm/prompts.py).
RATING_WORDS = ("not shown", "a hint", "partly shown", "clearly shown", "strongly shown")


@dataclass(frozen=True)
class Reading:
    criterion: Criterion
    rating: int
    reason: str
    facts: tuple[int, ...]

    @property
    def word(self) -> str:
        return RATING_WORDS[self.rating]


@dataclass(frozen=True)
class CategoryReading:
    name: str
    weight: int
    score: int
    readings: tuple[Reading, ...]

    @property
    def shown(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.rating]


@dataclass(frozen=True)
class FactLine:
    """`cited_by` is the key of the first criterion that rests on it; blank where none does."""

    number: int
    kind: str
    text: str
    ref: str
    flagged: bool
    cited_by: str


@dataclass(frozen=True)
class Evidence:
    categories: tuple[CategoryReading, ...]
    facts: tuple[FactLine, ...]

    @cached_property
    def refs(self) -> dict[int, str]:
        return {fact.number: fact.ref for fact in self.facts}

    @cached_property
    def missing(self) -> list[Reading]:
        return [reading for category in self.categories for reading in category.readings if not reading.rating]

    @cached_property
    def flagged(self) -> list[FactLine]:
        return [fact for fact in self.facts if fact.flagged]

    @cached_property
    def under(self) -> dict[str, list[FactLine]]:
        """Facts by their place in the profile."""
        grouped = defaultdict(list)
        for fact in self.facts:
            grouped[fact.ref].append(fact)
        return dict(grouped)


def read(
    definition: Definition,
    ratings: Sequence[Mapping[str, Any]],
    facts: Sequence[Mapping[str, Any]],
    flags: Sequence[int] = (),
) -> Evidence:
    """`ratings`, `facts` and `flags` as they are stored on an assessment and its job."""
    given = {rating["criterion"]: rating for rating in ratings}
    scores = definition.category_scores({key: rating["rating"] for key, rating in given.items()})
    categories = tuple(
        CategoryReading(
            name=category.name,
            weight=category.weight,
            score=scores[category.key],
            readings=tuple(_reading(criterion, given[criterion.key]) for criterion in category.criteria),
        )
        for category in definition.categories
    )
    return Evidence(categories, _lines(facts, flags, categories))


def _reading(criterion: Criterion, given: Mapping[str, Any]) -> Reading:
    return Reading(criterion, given["rating"], given["reason"], tuple(given["facts"]))


def _lines(
    facts: Sequence[Mapping[str, Any]], flags: Sequence[int], categories: Sequence[CategoryReading]
) -> tuple[FactLine, ...]:
    cited: dict[int, str] = {}
    for reading in (reading for category in categories for reading in category.readings):
        for number in reading.facts:
            cited.setdefault(number, reading.criterion.key)
    return tuple(
        FactLine(
            number=fact["number"],
            kind=fact["kind"],
            text=fact["text"],
            ref=fact["ref"],
            flagged=fact["number"] in flags,
            cited_by=cited.get(fact["number"], ""),
        )
        for fact in facts
    )
