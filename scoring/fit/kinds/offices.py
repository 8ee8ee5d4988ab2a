"""Offices that were held: how high, how long, how long ago, and the way there. Pure."""

from typing import Literal

from pydantic import Field

from scoring.fit.features import Position, months_of
from scoring.fit.kinds.base import MOST_SAID, BaseMeasure, LevelName, Measured, at
from scoring.fit.offices import FULL, STANDING, View
from scoring.fit.phrases import spoken
from scoring.fit.tenures import tenures
from scoring.fit.title_words import Level

_OFFICE_SAID = {
    Level.CHIEF: "a chief's office", Level.VICE_PRESIDENT: "a vice president's office",
    Level.DIRECTOR: "a director's or head's office", Level.MANAGER: "a manager's office", Level.LEAD: "a lead's work",
    Level.SPECIALIST: "a specialist's work", Level.ENTRY: "an assistant's work", Level.NONE: "work of an unknown level",
}  # fmt: skip
_LEVEL_SAID = {
    Level.CHIEF: "chief", Level.VICE_PRESIDENT: "vice president", Level.DIRECTOR: "director or head",
    Level.MANAGER: "manager", Level.LEAD: "lead", Level.SPECIALIST: "specialist", Level.ENTRY: "assistant",
    Level.NONE: "unknown level",
}  # fmt: skip


class Office(BaseMeasure):
    """The highest office held: title, size of what was answered for, how long ago."""

    kind: Literal["office"] = "office"
    full_percent: int = Field(default=100, ge=10, le=100, description="of a chief's office that gives all")

    def measure(self, view: View) -> Measured:
        best = view.highest
        if best is None:
            return Measured(None, missing="the career")
        share = view.standing * 100 // self.full_percent
        return Measured(min(FULL, share), (at(best, _office(best, view)),) if share else ())


class YearsInOffice(BaseMeasure):
    """Years at a level or above, what overlaps counted once."""

    kind: Literal["years_in_office"] = "years_in_office"
    level: LevelName = "director"
    full_years: int = Field(default=10, ge=1, le=40)

    def measure(self, view: View) -> Measured:
        held = view.held(self.level, at_least=50)
        months = months_of(held)
        missing = f"the years as {_LEVEL_SAID[Level[self.level.upper()]]}"
        if not view.positions or (held and not months):
            return Measured(None, missing=missing)
        return Measured(
            min(FULL, FULL * months // (12 * self.full_years)),
            tuple(at(each, _years(months_of([each]))) for each in held[:MOST_SAID] if months_of([each])),
            missing if any(each.end is None for each in held) else "",
        )


class Progression(BaseMeasure):
    """Steps up from the first position to the highest one, and whether the last one is near the top of it."""

    kind: Literal["progression"] = "progression"
    full_steps: int = Field(default=4, ge=1, le=7)

    def measure(self, view: View) -> Measured:
        ours = [each for each in view.positions if view.about(each) and each.title.level > Level.ENTRY]
        if not view.positions:
            return Measured(None, missing="the career")
        if not ours:
            return Measured(0)
        levels = sorted({each.title.level for each in ours})
        highest = max(ours, key=lambda each: (each.title.level, -each.entry))
        reached = STANDING[highest.title.level]
        steps = min(len(levels) - 1 + (levels[0] <= Level.LEAD), self.full_steps)
        share = reached * (50 + 50 * steps // self.full_steps) // 10
        return Measured(
            min(FULL, share), (at(highest, f"{len(levels)} levels up to {_LEVEL_SAID[highest.title.level]}"),)
        )


class Tenure(BaseMeasure):
    """The longest time with one employer in which one held an office of that level, whatever one began as there."""

    kind: Literal["tenure"] = "tenure"
    level: LevelName = "director"
    full_years: int = Field(default=6, ge=1, le=40)

    def measure(self, view: View) -> Measured:
        held = view.held(self.level, at_least=50)
        if view.positions and not held:
            return Measured(0)
        entries = {each.entry for each in held}
        missing = "how long it was with one employer"
        those = [steps for steps in tenures(view.positions) if any(each.entry in entries for each in steps)]
        if not those:
            return Measured(None, missing=missing)
        best = max(those, key=lambda steps: (months_of(steps), -steps[-1].entry))
        months, steps = months_of(best), f" in {len(best)} steps" if len(best) > 1 else ""
        share = min(FULL, FULL * months // (12 * self.full_years))
        said = f"{_years(months)} with one employer{steps}"
        return Measured(share, (at(best[-1], said),), missing if any(each.end is None for each in held) else "")


class Recency(BaseMeasure):
    """How long ago one last held an office of that level: now is all, after `none_years` nothing."""

    kind: Literal["recency"] = "recency"
    level: LevelName = "director"
    none_years: int = Field(default=12, ge=1, le=40)

    def measure(self, view: View) -> Measured:
        held = view.held(self.level, at_least=50)
        if not view.positions:
            return Measured(None, missing="the career")
        if not held:
            return Measured(0)
        current = [each for each in held if each.is_current]
        dated = [each for each in held if each.end is not None]
        missing = "when it was" if len(dated) < len(held) and not current else ""
        if not current and not dated:
            return Measured(None, missing=missing)
        best = current[0] if current else max(dated, key=lambda each: (each.end or 0, -each.entry))
        since = 0 if current else view.as_of - (best.end or 0)
        return Measured(
            max(0, FULL - FULL * since // (12 * self.none_years)),
            (at(best, "now" if current else f"{since // 12} years ago"),),
            missing,
        )


def _office(position: Position, view: View) -> str:
    """What it was about is said where it counts for less."""
    said = _OFFICE_SAID[position.title.level]
    about = " and ".join(spoken(name) for name in sorted(position.title.functions))
    return said if view.about(position) == 100 or not about else f"{said} in {about}"


def _years(months: int) -> str:
    years = months // 12
    return "less than a year" if not years else "1 year" if years == 1 else f"{years} years"
