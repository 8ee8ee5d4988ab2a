"""The measures of a rubric and their parameters in words, for the form and for whoever reads a version. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from scoring.fit.kinds import Measure
from scoring.fit.phrases import spoken
from scoring.fit.skill_words import FAMILIES
from scoring.fit.topic_words import NAMES

KINDS: dict[str, type[BaseModel]] = {
    model.model_fields["kind"].default: model for model in get_args(get_args(Measure)[0])
}
# kind: what it is called, and what it looks at
TOLD = {
    "office": ("Highest office held", "Title, people led or size of the company, how long ago."),
    "years_in_office": ("Years in office", "Years at that level or above; what overlaps counts once."),
    "team_size": ("People led", "The most people led, as texts of the career say."),
    "budget_size": ("Budget", "The largest budget, as texts of the career say."),
    "company_size": ("Size of the company", "The largest company in which somebody led."),
    "industry": ("Years in one industry", "Years of leading in the industry where somebody led longest."),
    "growth": ("Kind of company", "The kind or funding stage of the companies in which somebody led."),
    "topics": ("Topics", "What texts of the career tell of, weighed by the office that it was done in."),
    "skills": ("Skills", "Skills by name and by what they are near to, weighed by the office that they were used in."),
    "certifications": ("Certificates", "Certificates by their kind."),
    "education": ("Degree", "The highest degree and its field; never where it was."),
    "progression": ("Steps up", "Steps up from the first position, and how far."),
    "tenure": ("Time with one employer", "The longest time with one employer that led to such an office."),
    "recency": ("How recent", "How long ago an office of that level was left."),
}
# parameter, with its kind where kinds differ: what it is called, and what to write
_PARAMETERS = {
    "weight": ("Weight", "among the measures of this criterion"),
    "full_percent": ("Percent of a chief’s office that gives all", ""),
    "level": ("At this level or above", ""),
    "full_years": ("Years that give all", ""),
    "team_size.steps": ("People: percent", "such as 10: 20, 100: 70, 500: 100; in proportion between them"),
    "budget_size.steps": (
        "Thousands of US dollars: percent",
        "such as 2000: 25, 60000: 92; in proportion between them",
    ),
    "company_size.steps": ("Employees: percent", "such as 50: 20, 1000: 70; in proportion between them"),
    "industries": ("Only in industries", "commas between them; empty is any"),
    "stages": ("Kind or stage: percent", "such as public: 100, series d: 85, government: 75, private: 65"),
    "topics": ("Topics", ""),
    "topics.needed": ("Different phrases that give all", ""),
    "skills": ("Skills", ""),
    "skills.needed": ("Skills that give all", ""),
    "results": ("Measured results count as phrases, too", ""),
    "certificates": ("Certificate: percent", "there are {certificates}"),
    "fields": ("Field of study: percent", "there are {fields}"),
    "other_percent": ("Percent for any other field", ""),
    "degrees": ("Degree: percent", "there are {degrees}"),
    "full_steps": ("Steps that give all", ""),
    "none_years": ("Years after which nothing is left", ""),
}
LEVELS = {
    "lead": "lead",
    "manager": "manager",
    "director": "director or head",
    "vice_president": "vice president",
    "chief": "chief",
}
# What can be chosen, with words for it; skills by their families.
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "topics": list(NAMES.items()),
    "skills": [(spoken(family), [(skill, spoken(skill)) for skill in skills]) for family, skills in FAMILIES.items()],
}
Pairs = Mapping[Any, int] | Iterable[tuple[Any, int]]


def name_of(kind: str) -> str:
    return TOLD[kind][0]


def parameter(kind: str, name: str) -> tuple[str, str]:
    """What it is called, and what to write."""
    return _PARAMETERS.get(f"{kind}.{name}") or _PARAMETERS[name]


def in_words(measure: BaseModel) -> list[tuple[str, str]]:
    """Each parameter with its value; its weight, which says little by itself, is left out."""
    told = measure.model_dump(exclude={"weight"})
    kind = told.pop("kind")
    return [(parameter(kind, name)[0], said) for name, value in told.items() if (said := _said(name, value))]


def pairs_in_words(pairs: Pairs) -> str:
    """As the form reads them: the largest percent last where values rise, else first."""
    if isinstance(pairs, Mapping):
        pairs = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name}: {percent}" for name, percent in pairs)


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, dict):
        return pairs_in_words(value)
    if name == "steps":
        return pairs_in_words((step["value"], step["percent"]) for step in value)
    if name == "topics":
        return ", ".join(NAMES[topic] for topic in value)
    if name == "skills":
        return ", ".join(map(spoken, value))
    if isinstance(value, tuple):
        return ", ".join(value)
    return LEVELS[value] if name == "level" else str(value)
