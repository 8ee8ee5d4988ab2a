"""What a fit score says in sentences: a summary, what speaks for and against, what is unknown, what would change it."""

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.fit.engine import CriterionFit, Fit
from scoring.fit.kinds import Fact
from scoring.rubrics import Criterion, Definition

FOR, AGAINST = 700, 400  # of 1000
MOST = 4


@dataclass(frozen=True)
class Statement:
    """A sentence, and the facts that it rests on."""

    text: str
    facts: tuple[Fact, ...] = ()

    @property
    def refs(self) -> tuple[str, ...]:
        """The places in the career, once each."""
        return tuple(dict.fromkeys(fact.ref for fact in self.facts))


@dataclass(frozen=True)
class Telling:
    summary: str
    speaks_for: tuple[Statement, ...]
    speaks_against: tuple[Statement, ...]
    unknown: tuple[Statement, ...]
    would_change: tuple[Statement, ...]


def telling(fit: Fit, rubric: Definition) -> Telling:
    """The weightiest first. The fit is by this rubric."""
    both = sorted(zip(rubric.criteria, fit.criteria, strict=True), key=lambda pair: (-pair[0].weight, pair[0].key))
    known = [(criterion, measured) for criterion, measured in both if measured.known]
    return Telling(
        summary=_summary(fit, rubric),
        speaks_for=tuple(_stated(*pair) for pair in known if pair[1].share >= FOR)[:MOST],
        speaks_against=tuple(_stated(*pair) for pair in known if pair[1].share < AGAINST)[:MOST],
        unknown=tuple(Statement(f"{criterion.name}: {missing}.") for criterion, missing in _missing(both)),
        would_change=tuple(_changes(fit, rubric)),
    )


def _summary(fit: Fit, rubric: Definition) -> str:
    ranked = sorted(rubric.categories, key=lambda category: (-fit.categories[category.key], category.key))
    best, least = ranked[0], ranked[-1]
    said = f"{fit.band} fit: {fit.overall} of 100, with {fit.confidence} % of what counts known."
    if fit.categories[best.key] != fit.categories[least.key]:
        said += (
            f" Strongest in {best.name.lower()} ({fit.categories[best.key]}),"
            f" least in {least.name.lower()} ({fit.categories[least.key]})."
        )
    return said


def _stated(criterion: Criterion, measured: CriterionFit) -> Statement:
    first = [each.facts[0] for each in measured.measured if each.facts]
    more = [fact for each in measured.measured for fact in each.facts[1:]]
    facts = (*first, *more)[:MOST]
    said = ", ".join(dict.fromkeys(fact.said for fact in facts))
    return Statement(f"{criterion.name}: {said}." if said else f"{criterion.name}: nothing found.", facts)


def _missing(both: list[tuple[Criterion, CriterionFit]]) -> Iterator[tuple[Criterion, str]]:
    for criterion, measured in both:
        absent = [each.missing for each in measured.measured if each.share is None]
        if absent:
            yield criterion, ", ".join(dict.fromkeys(absent))


def _changes(fit: Fit, rubric: Definition) -> Iterator[Statement]:
    """Criteria of which so much is unknown that the band would be another if they were met in full."""
    for criterion, measured in zip(rubric.criteria, fit.criteria, strict=True):
        if measured.known == 100:
            continue
        most = min(100, fit.overall + (1000 - measured.share) * (100 - measured.known) * criterion.weight // 100_000)
        if (band := rubric.band_of(most)) != fit.band:
            yield Statement(f"{criterion.name}, if met in full, would make it {band} ({most}).")
