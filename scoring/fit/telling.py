"""What a fit score says in sentences: a summary, what speaks for and against, what is unknown, and what to ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scoring.fit.engine import CriterionFit, Fit, overall_of
from scoring.rubrics import Criterion, Definition

FOR, AGAINST = 700, 400  # of 1000
MOST, MOST_POINTS, MOST_RECOMMENDED = 4, 4, 3

_Pair = tuple[Criterion, CriterionFit]


@dataclass(frozen=True)
class Point:
    """What is said, and the places in the career that say it."""

    said: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """A sentence about something. `score` is of 100."""

    about: str
    points: tuple[Point, ...] = ()
    score: int | None = None
    otherwise: str = ""

    @property
    def text(self) -> str:
        said = "; ".join(point.said for point in self.points) or self.otherwise
        return f"{self.about}: {said}." if said else f"{self.about}."

    @property
    def refs(self) -> tuple[str, ...]:
        """The places in the career, once each."""
        return tuple(ref for point in self.points for ref in point.refs)


@dataclass(frozen=True)
class Telling:
    summary: str
    speaks_for: tuple[Statement, ...]
    speaks_against: tuple[Statement, ...]
    unknown: tuple[Statement, ...]
    recommendations: tuple[Statement, ...]


def telling(fit: Fit, rubric: Definition) -> Telling:
    """The weightiest first. The fit is by this rubric."""
    both = sorted(zip(rubric.criteria, fit.criteria, strict=True), key=lambda pair: (-pair[0].weight, pair[0].key))
    known = [(criterion, measured) for criterion, measured in both if measured.known]
    return Telling(
        summary=_summary(fit, rubric),
        speaks_for=tuple(_stated(*pair) for pair in known if pair[1].share >= FOR)[:MOST],
        speaks_against=tuple(_stated(*pair) for pair in known if pair[1].share < AGAINST)[:MOST],
        unknown=tuple(_unknown(both)),
        recommendations=tuple(_recommended(fit, rubric)),
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
    """One fact of each measure first; what is said of the same place stands together."""
    first = [each.facts[0] for each in measured.measured if each.facts]
    more = [fact for each in measured.measured for fact in each.facts[1:]]
    by_place: dict[str, list[str]] = {}
    for fact in (*first, *more)[:MOST_POINTS]:
        if fact.said not in by_place.setdefault(fact.ref, []):
            by_place[fact.ref].append(fact.said)
    by_text: dict[str, list[str]] = {}
    for ref, said in by_place.items():
        by_text.setdefault(", ".join(said), []).append(ref)
    points = tuple(Point(text, tuple(refs)) for text, refs in by_text.items())
    return Statement(criterion.name, points, (measured.share + 5) // 10, "nothing found")


def _unknown(both: Iterable[_Pair]) -> Iterator[Statement]:
    """What would tell, once each, with the criteria that it would tell about."""
    asked: dict[str, list[str]] = {}
    for criterion, measured in both:
        for missing in dict.fromkeys(each.missing for each in measured.measured if each.share is None):
            asked.setdefault(missing, []).append(criterion.name)
    for missing, criteria in asked.items():
        yield Statement(f"{missing[0].upper()}{missing[1:]} ({', '.join(criteria)})")


def _recommended(fit: Fit, rubric: Definition) -> Iterator[Statement]:
    """What to find out because the band hangs on it: each by itself, or else the fewest together."""
    pairs = zip(rubric.criteria, fit.criteria, strict=True)
    open_ones = [pair for pair in pairs if pair[1].at_most > pair[1].share]
    if not open_ones:
        return
    ranked = sorted(open_ones, key=lambda pair: (-pair[0].weight * (pair[1].at_most - pair[1].share), pair[0].key))
    alone = [(pair, most) for pair in ranked if rubric.band_of(most := _if_met(fit, rubric, [pair])) != fit.band]
    for (criterion, _), most in alone[:MOST_RECOMMENDED]:
        yield Statement(f"{criterion.name}, if met in full, would make it {rubric.band_of(most)} ({most})")
    if alone:
        return
    for number in range(2, len(ranked) + 1):
        most = _if_met(fit, rubric, ranked[:number])
        if rubric.band_of(most) != fit.band:
            *others, last = [criterion.name for criterion, _ in ranked[:number]]
            names = f"{', '.join(others)} and {last}"
            yield Statement(f"{names}, all met in full, would make it {rubric.band_of(most)} ({most})")
            return
    most = _if_met(fit, rubric, ranked)
    yield Statement(f"Nothing that is unknown would change the band: all of it met in full makes {most}")


def _if_met(fit: Fit, rubric: Definition, pairs: Iterable[_Pair]) -> int:
    met = {criterion.key for criterion, _ in pairs}
    return overall_of(
        rubric, {each.key: replace(each, share=each.at_most) if each.key in met else each for each in fit.criteria}
    )
