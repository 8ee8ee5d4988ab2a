"""The closed vocabulary of what a rubric can measure. Pure; shares are whole numbers, 0 to 1000.

What nothing is known about is `None`, never 0, and says what is missing. More of what is looked for never lowers it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scoring.fit.features import Position, months_of
from scoring.fit.learning import CERTIFICATES, FIELDS
from scoring.fit.offices import FULL, STANDING, Mention, Percent, Steps, View, freshness, on_steps
from scoring.fit.phrases import spoken
from scoring.fit.skill_words import FAMILIES, FAMILY_OF, SIMILAR_PERCENT, SKILLS
from scoring.fit.tenures import tenures
from scoring.fit.title_words import Level
from scoring.fit.topic_words import NAMES, TOPICS

_MOST_SAID = 6


@dataclass(frozen=True)
class Fact:
    """`ref` is the place in the profile as scoring.llm.facts names it; `said` what was found there."""

    ref: str
    said: str


@dataclass(frozen=True)
class Measured:
    """`share` is None where nothing is known; `facts` are what it rests on. `missing` says what would tell, for what a
    career need not say: then what was found is never worth less than what is to be expected."""

    share: int | None
    facts: tuple[Fact, ...] = ()
    missing: str = ""


class _Measure(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    weight: int = Field(default=1, ge=1, le=100, description="among the measures of its criterion")

    @model_validator(mode="after")
    def _steps_rise(self) -> "_Measure":
        steps = getattr(self, "steps", ())
        values = [(step.value, step.percent) for step in steps]
        if values != sorted(values) or len({value for value, _ in values}) < len(values):
            raise ValueError("steps go up, in value and in percent")
        return self


LevelName = Literal["lead", "manager", "director", "vice_president", "chief"]


class Office(_Measure):
    """The highest office held: title, size of what was answered for, how long ago."""

    kind: Literal["office"] = "office"
    full_percent: int = Field(default=100, ge=10, le=100, description="of a chief's office that gives all")

    def measure(self, view: View) -> Measured:
        best = view.highest
        if best is None:
            return Measured(None, missing="the career")
        share = view.standing * 100 // self.full_percent
        return Measured(min(FULL, share), (_at(best, _office(best, view)),) if share else ())


class YearsInOffice(_Measure):
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
            tuple(_at(each, _years(months_of([each]))) for each in held[:_MOST_SAID] if months_of([each])),
            missing if any(each.end is None for each in held) else "",
        )


class TeamSize(_Measure):
    """The most people led, read from texts of the career."""

    kind: Literal["team_size"] = "team_size"
    steps: Steps

    def measure(self, view: View) -> Measured:
        return _largest(self, view, lambda each: each.people, "{:,} people".format, "how many people were led")


class BudgetSize(_Measure):
    """The largest budget, in thousands of US dollars, read from texts of the career."""

    kind: Literal["budget_size"] = "budget_size"
    steps: Steps

    def measure(self, view: View) -> Measured:
        return _largest(self, view, lambda each: each.budget, _dollars, "the budget")


class CompanySize(_Measure):
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
        return Measured(on_steps(size, self.steps) * 10, (_at(best, f"a company of {size:,} people"),), missing)


class Industry(_Measure):
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
            tuple(_at(each, each.employer.industry) for each in positions[:_MOST_SAID]),
            missing if any(each.end is None for each in leading) else "",
        )

    def _counts(self, industry: str) -> bool:
        return not self.industries or any(name.casefold() in industry.casefold() for name in self.industries)


class Growth(_Measure):
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
        return Measured(percent * 10, (_at(best, name),))


class Topics(_Measure):
    """What the texts of the career tell of, weighed by the office it was done in. Skills and summary count less."""

    kind: Literal["topics"] = "topics"
    topics: tuple[str, ...] = Field(min_length=1, max_length=len(TOPICS))
    needed: int = Field(default=4, ge=1, le=20, description="different phrases for all of it")
    results: bool = Field(default=False, description="whether measured results count as phrases")

    @model_validator(mode="after")
    def _known_topics(self) -> "Topics":
        if unknown := sorted(set(self.topics) - TOPICS.keys()):
            raise ValueError(f"no such topic: {', '.join(unknown)}; there are {', '.join(sorted(TOPICS))}")
        return self

    def measure(self, view: View) -> Measured:
        best: dict[str, Mention] = {}
        for topic in self.topics:
            for phrase, mention in view.told.get(topic, {}).items():
                _keep(best, phrase, mention)
        for position in view.positions if self.results else ():
            for number in range(min(_MOST_RESULTS, position.reading.results)):
                place = f"experience.{position.entry}"
                _keep(best, f"{_RESULT} {number}", (100 * view.office(position), -position.entry, place))
        ranked = sorted(
            (-points, ref, _RESULT if phrase.startswith(_RESULT) else phrase)
            for phrase, (points, _, ref) in best.items()
        )[: self.needed]
        if not ranked:
            return Measured(None, missing=self.missing)
        share = -sum(points for points, _, _ in ranked) // (100 * self.needed)
        said = tuple(Fact(ref, phrase) for points, ref, phrase in ranked[:_MOST_SAID] if points)
        return Measured(min(FULL, share), said, self.missing)

    @property
    def missing(self) -> str:
        return f"work on {', '.join(NAMES[topic] for topic in self.topics)}"


class Skills(_Measure):
    """Skills by name, by other names, and by what they are near to, weighed as topics are."""

    kind: Literal["skills"] = "skills"
    skills: tuple[str, ...] = Field(min_length=1, max_length=len(SKILLS))
    needed: int = Field(default=4, ge=1, le=20, description="skills for all of it")

    @model_validator(mode="after")
    def _known_skills(self) -> "Skills":
        if unknown := sorted(set(self.skills) - SKILLS.keys()):
            raise ValueError(f"no such skill: {', '.join(unknown)}; there are {', '.join(sorted(SKILLS))}")
        return self

    def measure(self, view: View) -> Measured:
        found = sorted(
            (-points, ref, said)
            for skill in dict.fromkeys(self.skills)
            for points, ref, said in self._best(skill, view)
        )[: self.needed]
        missing = f"skills: {', '.join(map(spoken, self.skills[:_MOST_SAID]))}"
        if not found:
            return Measured(None, missing=missing)
        share = -sum(points for points, _, _ in found) // (100 * self.needed)
        return Measured(
            min(FULL, share), tuple(Fact(ref, said) for points, ref, said in found[:_MOST_SAID] if points), missing
        )

    def _best(self, skill: str, view: View) -> Iterator[tuple[int, str, str]]:
        """One, or none: the skill itself, or the nearest there is where that is worth more."""
        mentions = [
            (points if other == skill else points * SIMILAR_PERCENT // 100, order, ref, other)
            for other in FAMILIES[FAMILY_OF[skill]]
            for points, order, ref in [view.skilled.get(other, (-1, 0, ""))]
            if points >= 0
        ]
        if mentions:
            points, _, ref, other = max(mentions)
            yield points, ref, spoken(other) if other == skill else f"{spoken(other)}, near {spoken(skill)}"


class Certifications(_Measure):
    """Certificates by their kind, each with its percent."""

    kind: Literal["certifications"] = "certifications"
    certificates: dict[str, Percent] = Field(min_length=1, max_length=len(CERTIFICATES))

    @model_validator(mode="after")
    def _known(self) -> "Certifications":
        if unknown := sorted(self.certificates.keys() - CERTIFICATES.keys()):
            raise ValueError(f"no such certificate: {', '.join(unknown)}; there are {', '.join(sorted(CERTIFICATES))}")
        return self

    def measure(self, view: View) -> Measured:
        found: dict[str, Mention] = {}
        for order, (written, kinds) in enumerate(view.features.certificates):
            for name in sorted(kinds & self.certificates.keys()):
                _keep(found, name, (self.certificates[name], -order, f"certifications.{written}"))
        if not found:
            return Measured(None, missing="certificates")
        best = sorted((-percent, ref, spoken(name)) for name, (percent, _, ref) in found.items())
        return Measured(
            min(FULL, -10 * sum(percent for percent, _, _ in best)),
            tuple(Fact(ref, name) for _, ref, name in best[:_MOST_SAID]),
            "certificates",
        )


class Education(_Measure):
    """The highest degree, by its field. Where it was is not asked."""

    kind: Literal["education"] = "education"
    fields: dict[str, Percent] = Field(min_length=1, max_length=len(FIELDS))
    other_percent: Percent = 50
    degrees: dict[Literal["doctorate", "master", "bachelor", "short", "certificate"], Percent] = Field(
        default={"doctorate": 100, "master": 100, "bachelor": 80, "short": 45, "certificate": 25}
    )

    @model_validator(mode="after")
    def _known(self) -> "Education":
        if unknown := sorted(self.fields.keys() - FIELDS.keys()):
            raise ValueError(f"no such field: {', '.join(unknown)}; there are {', '.join(sorted(FIELDS))}")
        return self

    def measure(self, view: View) -> Measured:
        found = []
        for each in view.features.studies:
            by_field = max(
                (self.fields.get(name, self.other_percent) for name in each.fields), default=self.other_percent
            )
            percent = self.degrees.get(each.degree.name.lower(), 0) * by_field  # type: ignore[call-overload]
            found.append((percent, -each.entry, Fact(f"education.{each.entry}", each.degree.name.lower())))
        if not found or not max(found)[0]:
            return Measured(None, missing="a degree")
        share, _, fact = max(found)
        return Measured(share // 10, (fact,), "a degree")


class Progression(_Measure):
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
            min(FULL, share), (_at(highest, f"{len(levels)} levels up to {_LEVEL_SAID[highest.title.level]}"),)
        )


class Tenure(_Measure):
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
        return Measured(share, (_at(best[-1], said),), missing if any(each.end is None for each in held) else "")


class Recency(_Measure):
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
            (_at(best, "now" if current else f"{since // 12} years ago"),),
            missing,
        )


Measure = Annotated[
    Office | YearsInOffice | TeamSize | BudgetSize | CompanySize | Industry | Growth | Topics | Skills | Certifications
    | Education | Progression | Tenure | Recency,
    Field(discriminator="kind"),
]  # fmt: skip

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
_MOST_RESULTS = 4
_RESULT = "a measured result"


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
    return Measured(share, (_at(best, said(size)),), missing)


def _office(position: Position, view: View) -> str:
    """What it was about is said where it counts for less."""
    said = _OFFICE_SAID[position.title.level]
    about = " and ".join(spoken(name) for name in sorted(position.title.functions))
    return said if view.about(position) == 100 or not about else f"{said} in {about}"


def _dollars(thousands: int) -> str:
    """To tell large from small: rates are rounded."""
    value, unit = max((size, unit) for size, unit in ((1, "thousand"), (1_000, "million"), (1_000_000, "billion"))
                      if size <= max(thousands, 1))  # fmt: skip
    whole, tenths = divmod(10 * thousands // value, 10)
    return f"a budget of about ${whole}{f'.{tenths}' if tenths and whole < 10 else ''} {unit}"


def _years(months: int) -> str:
    years = months // 12
    return "less than a year" if not years else "1 year" if years == 1 else f"{years} years"


def _keep(best: dict[str, Mention], key: str, mention: Mention) -> None:
    if key not in best or best[key] < mention:
        best[key] = mention


def _at(position: Position, said: str) -> Fact:
    return Fact(f"experience.{position.entry}", said)


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
