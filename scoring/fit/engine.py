"""From what a career says and a rubric to a fit score. Pure: no database, no clock, no chance; whole numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.fit.features import Features
from scoring.fit.kinds.base import Fact, Measured
from scoring.fit.offices import FULL, View
from scoring.rubrics import Category, Criterion, Definition

ENGINE = 2
_UNKNOWN_PERCENT = 62


@dataclass(frozen=True)
class CriterionFit:
    """`share` is 0 to 1000, and at most `at_most`, were all that is unknown met in full; `known` is how much of it is
    known, 0 to 100; `measured` is in the order of measures."""

    key: str
    share: int
    at_most: int
    known: int
    measured: tuple[Measured, ...]


@dataclass(frozen=True)
class Fit:
    """`overall` and `categories` are 0 to 100; `confidence` is 0 to 100: how much of the rubric's weight is known."""

    overall: int
    band: str
    confidence: int
    categories: dict[str, int]
    criteria: tuple[CriterionFit, ...]

    def details(self) -> list[dict[str, Any]]:
        """As JSON: per criterion, in their order, what was measured, on which facts, and what is missing."""
        return [
            {
                "key": each.key,
                "share": each.share,
                "at_most": each.at_most,
                "known": each.known,
                "measures": [
                    {"share": one.share, "facts": [[fact.ref, fact.said] for fact in one.facts], "missing": one.missing}
                    for one in each.measured
                ],
            }
            for each in self.criteria
        ]


def restored(
    overall: int, band: str, confidence: int, categories: dict[str, int], details: list[dict[str, Any]]
) -> Fit:
    """From what was kept."""
    criteria = (
        CriterionFit(
            told["key"],
            told["share"],
            told["at_most"],
            told["known"],
            tuple(
                Measured(one["share"], tuple(Fact(*fact) for fact in one["facts"]), one["missing"])
                for one in told["measures"]
            ),
        )
        for told in details
    )
    return Fit(overall, band, confidence, categories, tuple(criteria))


def score(features: Features, rubric: Definition) -> Fit:
    view = View(features, rubric.functions, rubric.teams)
    criteria = {criterion.key: _criterion(criterion, view) for criterion in rubric.criteria}
    overall = overall_of(rubric, criteria)
    return Fit(
        overall=overall,
        band=rubric.band_of(overall),
        confidence=_mean((criteria[each.key].known, each.weight) for each in rubric.criteria),
        categories={category.key: _category(category, criteria) for category in rubric.categories},
        criteria=tuple(criteria.values()),
    )


def overall_of(rubric: Definition, criteria: Mapping[str, CriterionFit]) -> int:
    """0 to 100."""
    return _hundredths(_mean((criteria[each.key].share, each.weight) for each in rubric.criteria))


def _category(category: Category, criteria: Mapping[str, CriterionFit]) -> int:
    return _hundredths(_mean((criteria[each.key].share, each.weight) for each in category.criteria))


def _criterion(criterion: Criterion, view: View) -> CriterionFit:
    measured = tuple(measure.measure(view) for measure in criterion.measures)
    weights = [measure.weight for measure in criterion.measures]
    # Unknown is not nothing: whoever held such an office has done what such offices do, by and large. And what is known
    # to be little is no worse than what is not known, or it would pay to leave it out.
    expected = view.standing * _UNKNOWN_PERCENT // 100
    shares = [max(each.share or 0, expected if each.missing else 0) for each in measured]
    met = [FULL if each.share is None else share for each, share in zip(measured, shares, strict=True)]
    known = [0 if each.share is None else 100 for each in measured]
    return CriterionFit(
        key=criterion.key,
        share=min(FULL, _mean(zip(shares, weights, strict=True))),
        at_most=min(FULL, _mean(zip(met, weights, strict=True))),
        known=_mean(zip(known, weights, strict=True)),
        measured=measured,
    )


def _mean(weighed: Iterable[tuple[int, int]]) -> int:
    """Of (value, weight); halves rounded up."""
    total = whole = 0
    for value, weight in weighed:
        total += weight
        whole += value * weight
    return (2 * whole + total) // (2 * total) if total else 0


def _hundredths(share: int) -> int:
    return (share + 5) // 10
