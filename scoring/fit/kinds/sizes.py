"""How large what was led was, and what kind of company it was. Pure."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from scoring.fit.features import Position, months_of
from scoring.fit.kinds.base import MOST_SAID, BaseMeasure, LevelName, Measured, at
from scoring.fit.offices import FULL, Percent, Steps, View, freshness, on_steps

_INDUSTRIES = {
    "finance": "bank|financ|insur|payment|asset|credit|pension|versicherung",
    "health": "health|hospital|pharma|medic|clinic|biotech",
    "software": "software|saas|internet|gaming|game",
    "industry": "manufactur|industr|automotive|machin|chemical|electronic",
    "energy": "energy|utilit|oil|gas|power",
    "telecom": "telecom",
    "retail": "retail|consumer|commerce|food",
    "transport": "logistic|transport|airline|shipping|rail|freight",
    "public": "public|government|administration|education|universit",
}


def _kind_of_industry(industry: str) -> str:
    text = industry.casefold()
    return next((name for name, stems in _INDUSTRIES.items() if any(stem in text for stem in stems.split("|"))), text)


class TeamSize(BaseMeasure):
    """The most people led, read from texts of the career."""

    kind: Literal["team_size"] = "team_size"
    steps: Steps

    def measure(self, view: View) -> Measured:
        return _largest(self, view, lambda each: each.people, "{:,} people".format, "how many people were led")


class BudgetSize(BaseMeasure):
    """The largest budget, in thousands of US dollars, read from texts of the career."""

    kind: Literal["budget_size"] = "budget_size"
    steps: Steps

    def measure(self, view: View) -> Measured:
        return _largest(self, view, lambda each: each.budget, _dollars, "the budget")


class CompanySize(BaseMeasure):
    """The largest company, in employees, in which one held a leading office."""

    kind: Literal["company_size"] = "company_size"
    level: LevelName = "director"
    steps: Steps

    def measure(self, view: View) -> Measured:
        leading = view.held(self.level)
        if view.positions and not leading:
            return Measured(0)
        known = [each for each in leading if each.employer.employees]
        missing = "how large the companies are" if len(known) < len(leading) or not leading else ""
        if not known:
            return Measured(None, missing=missing)
        best = max(known, key=lambda each: (each.employer.employees or 0, -each.entry))
        size = best.employer.employees or 0
        return Measured(on_steps(size, self.steps) * 10, (at(best, f"a company of {size:,} people"),), missing)


class Industry(BaseMeasure):
    """Years of leading in the one industry where one led longest; in `industries`, where they are named."""

    kind: Literal["industry"] = "industry"
    level: LevelName = "manager"
    full_years: int = Field(default=8, ge=1, le=40)
    industries: tuple[Annotated[str, Field(min_length=2, max_length=60)], ...] = Field(default=(), max_length=40)

    def measure(self, view: View) -> Measured:
        leading = view.held(self.level, at_least=40)
        if view.positions and not leading:
            return Measured(0)
        named = [each for each in leading if each.employer.industry and self._counts(each.employer.industry)]
        if not any(each.employer.industry for each in leading):
            return Measured(None, missing="the industries of the companies")
        by_industry: dict[str, list[Position]] = {}
        for each in named:
            by_industry.setdefault(_kind_of_industry(each.employer.industry), []).append(each)
        if not by_industry:
            return Measured(0)
        _, positions = max(by_industry.items(), key=lambda item: (months_of(item[1]), item[0]))
        missing = "the years in each company"
        if not (months := months_of(positions)):
            return Measured(None, missing=missing)
        return Measured(
            min(FULL, FULL * months // (12 * self.full_years)),
            tuple(at(each, each.employer.industry) for each in positions[:MOST_SAID]),
            missing if any(each.end is None for each in leading) else "",
        )

    def _counts(self, industry: str) -> bool:
        return not self.industries or any(name.casefold() in industry.casefold() for name in self.industries)


class Growth(BaseMeasure):
    """Kinds of company led in: listed, funded, public sector. `stages` has for each kind or stage its percent."""

    kind: Literal["growth"] = "growth"
    level: LevelName = "director"
    stages: dict[Annotated[str, Field(max_length=40)], Percent] = Field(min_length=1, max_length=20)

    def measure(self, view: View) -> Measured:
        leading = view.held(self.level)
        if view.positions and not leading:
            return Measured(0)
        found = [
            (self.stages[name.casefold()], each, name)
            for each in leading
            for name in (each.employer.kind, each.employer.stage)
            if name.casefold() in self.stages
        ]
        if not found:
            return Measured(None, missing="what kind of companies they were")
        percent, best, name = max(found, key=lambda item: (item[0], -item[1].entry))
        return Measured(percent * 10, (at(best, name),))


def _largest(
    measure: "TeamSize | BudgetSize",
    view: View,
    number: Callable[[Position], int],
    said: Callable[[int], str],
    missing: str,
) -> Measured:
    found = [
        (
            on_steps(size, measure.steps) * view.about(each) * freshness(each, view.as_of) // FULL,
            -each.entry,
            size,
            each,
        )
        for each in view.positions
        if (size := number(each)) and view.about(each)
    ]
    if not found:
        return Measured(None, missing=missing)
    share, _, size, best = max(found, key=lambda item: item[:3])
    return Measured(share, (at(best, said(size)),), missing)


def _dollars(thousands: int) -> str:
    """To tell large from small: rates are rounded."""
    value, unit = max((size, unit) for size, unit in ((1, "thousand"), (1_000, "million"), (1_000_000, "billion"))
                      if size <= max(thousands, 1))  # fmt: skip
    whole, tenths = divmod(10 * thousands // value, 10)
    return f"a budget of about ${whole}{f'.{tenths}' if tenths and whole < 10 else ''} {unit}"
