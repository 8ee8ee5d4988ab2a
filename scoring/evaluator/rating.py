"""Ratings of criteria from facts: likeness of meaning, times how much a fact of its kind is worth.

A fact's evidence for a criterion is ``relevance x worth``. Relevance comes from meaning alone. Worth comes
from a few rules on what the criterion's heading asks for and on what the fact holds: seniority of a title,
years, size of teams and budgets, degrees, recency. The best five facts add up, each later one counting less.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.evaluator.contract import Criterion, Question
from scoring.evaluator.facts import Fact, parse
from scoring.evaluator.meaning import Matrix, Meaning, likeness

Grid = NDArray[np.float64]  # facts x criteria
Need = Literal["topic", "leadership", "industry", "scale", "education", "progression", "credentials"]

# The first that matches a criterion's heading says what kind of facts the criterion is about; else it is a topic.
_NEEDS: dict[Need, re.Pattern[str]] = {
    "education": re.compile(r"\b(education|academic|degrees?|qualifications?)\b", re.IGNORECASE),
    "progression": re.compile(r"\b(progression|career|trajectory|tenure|promotions?)\b", re.IGNORECASE),
    "scale": re.compile(r"\b(scale|size|budgets?|p&l|financial)\b", re.IGNORECASE),
    "industry": re.compile(r"\b(industry|sectors?)\b", re.IGNORECASE),
    "credentials": re.compile(r"\b(governance|compliance|regulat\w+|audits?|risks?|certifi\w+)\b", re.IGNORECASE),
    "leadership": re.compile(r"\b(leadership|people|teams?)\b", re.IGNORECASE),
}

UNLIKE, ALIKE = 0.20, 0.50  # likeness at which relevance begins, and at which it is full
STEPS = (0.10, 0.35, 0.65, 0.95)  # evidence needed for ratings 1 to 4
ROLE_FROM_DEED, DEED_FROM_ROLE = 0.7, 0.7
SHARES = (1.0, 0.6, 0.4, 0.3, 0.2)  # of the best fact, the second best …
LEAST = 0.06  # evidence below this is not worth citing
CLAIM_LIMIT = 1  # what a person says of himself, with no role, degree or certificate behind it, gets no more
CLAIMS = frozenset({"headline", "summary", "skill", "other"})


@dataclass(frozen=True, slots=True)
class Finding:
    criterion: Criterion
    need: Need
    rating: int
    cited: tuple[Fact, ...]  # best first


@dataclass(frozen=True, slots=True)
class Profile:
    facts: tuple[Fact, ...]
    roles: dict[int, Fact]
    steps_up: frozenset[int]  # numbers of roles more senior than every earlier one
    latest: int  # month in which the newest role ended or goes on

    def recency(self, role: Fact) -> float:
        """1 for five years, then falling to 0.5. The newest role is "now": there is no clock here."""
        if role.ongoing or not role.end:
            return 1.0
        years_ago = (self.latest - role.end) / 12
        return min(1.0, max(0.5, 1.0 - (years_ago - 5) * 0.05))


class Rater:
    def __init__(self) -> None:
        self._meaning = Meaning()
        self._targets: OrderedDict[tuple[Criterion, ...], Matrix] = OrderedDict()

    def rate(self, question: Question) -> tuple[Profile, list[Finding]]:
        profile = read_profile(question.lines)
        facts = [fact for fact in profile.facts if fact.name in question.citable and fact.text]
        needs = [need_of(criterion.heading) for criterion in question.criteria]
        if not facts:
            return profile, [Finding(c, need, 0, ()) for c, need in zip(question.criteria, needs, strict=True)]
        alike = likeness(self._meaning.vectors([_meant(fact) for fact in facts]), self._target(question.criteria))
        relevance = _shared(np.clip((alike - UNLIKE) / (ALIKE - UNLIKE), 0.0, 1.0), facts)
        least, most = _weights(facts, needs, profile)
        # The vectors know few companies, so a role counts for an industry as far as it is on any topic of the rubric.
        industry = [column for column, need in enumerate(needs) if need == "industry"]
        least[:, industry] *= relevance.max(axis=1, keepdims=True)
        evidence = np.round(np.maximum(relevance, least) * most, 3)
        ranked = np.argsort(-evidence, axis=0, kind="stable")[: len(SHARES)]
        best = np.take_along_axis(evidence, ranked, axis=0)
        return profile, [
            _finding(criterion, need, values, [facts[row] for row in rows])
            for criterion, need, values, rows in zip(
                question.criteria, needs, best.T.tolist(), ranked.T.tolist(), strict=True
            )
        ]

    def _target(self, criteria: tuple[Criterion, ...]) -> Matrix:
        known = self._targets.get(criteria)
        if known is None:
            # The heading counts three times: it is the point, the prose after it the explanation.
            known = self._meaning.vectors([f"{c.heading} {c.heading} {c.description}" for c in criteria])
            self._targets[criteria] = known
            if len(self._targets) > 256:
                self._targets.popitem(last=False)
        return known


def _shared(relevance: Grid, facts: list[Fact]) -> Grid:
    """A role is in part also about what was done in it, and a deed with large numbers about the role it was done in."""
    row_of = {fact.number: row for row, fact in enumerate(facts) if fact.kind == "role"}
    pairs = [(row, row_of[fact.role]) for row, fact in enumerate(facts) if fact.role in row_of]
    if not pairs:
        return relevance
    deeds, roles = map(list, zip(*pairs, strict=True))
    shared = relevance.copy()
    np.maximum.at(shared, roles, ROLE_FROM_DEED * relevance[deeds])
    sizes = np.array([[facts[deed].size] for deed in deeds])
    shared[deeds] = np.maximum(relevance[deeds], DEED_FROM_ROLE * sizes * relevance[roles])
    return shared


def _weights(facts: list[Fact], needs: list[Need], profile: Profile) -> tuple[Grid, Grid]:
    """For each fact and criterion, the relevance that the fact has at least, and its worth."""
    pairs = chain.from_iterable(worth(fact, profile) for fact in facts)
    # Twice as fast as np.array on nested tuples.
    table = np.fromiter(chain.from_iterable(pairs), dtype=np.float64).reshape(len(facts), len(Worth._fields), 2)
    columns = [Worth._fields.index(need) for need in needs]
    return table[:, columns, 0], table[:, columns, 1]


@lru_cache(maxsize=1024)
def need_of(heading: str) -> Need:
    return next((need for need, pattern in _NEEDS.items() if pattern.search(heading)), "topic")


def read_profile(lines: tuple[str, ...]) -> Profile:
    facts = parse(lines)
    roles = {fact.number: fact for fact in facts if fact.kind == "role" and fact.text}
    steps_up, highest = set(), -1
    for role in sorted(roles.values(), key=lambda role: (role.start, -role.number)):
        if role.seniority > highest:
            steps_up.add(role.number)
            highest = role.seniority
    latest = max((role.end for role in roles.values()), default=0)
    return Profile(tuple(facts), roles, frozenset(steps_up), latest)


def _meant(fact: Fact) -> str:
    if fact.kind == "role":
        return f"{fact.title} {fact.title} {fact.company}"
    if fact.kind in ("education", "certification", "language"):
        return f"{fact.kind} {fact.text}"
    return fact.text


NOTHING = (0.0, 0.0)


class Worth(NamedTuple):
    """Of one fact, by need: the relevance that it has at least, and its worth; all between 0 and 1."""

    topic: tuple[float, float] = NOTHING
    leadership: tuple[float, float] = NOTHING
    industry: tuple[float, float] = NOTHING
    scale: tuple[float, float] = NOTHING
    education: tuple[float, float] = NOTHING
    progression: tuple[float, float] = NOTHING
    credentials: tuple[float, float] = NOTHING


_SAID = (0.0, 0.3)
_CLAIM = Worth(topic=_SAID, leadership=_SAID, industry=_SAID, scale=_SAID, education=(0.0, 0.1), credentials=_SAID)
_CLAIM_WITH_SIZE = _CLAIM._replace(scale=(0.6, 0.3))
_CERTIFICATION = Worth(topic=(0.0, 0.55), education=(0.2, 0.6), credentials=(0.0, 0.8))
_ABOUT_PERSON = Worth(topic=(0.0, 0.4))


def worth(fact: Fact, profile: Profile) -> Worth:
    match fact.kind:
        case "role":
            return _role_worth(fact, profile)
        case "duty":
            return _deed_worth(fact, profile)
        case "certification":
            return _CERTIFICATION
        case "education":
            return Worth(topic=(0.0, 0.3), industry=(0.0, 0.2), education=(0.6, _degree(fact.text)))
        case "language" | "place":
            return _ABOUT_PERSON
        case _:
            return _CLAIM_WITH_SIZE if fact.size > 0.3 else _CLAIM


def _role_worth(role: Fact, profile: Profile) -> Worth:
    rank = role.seniority / 4
    tenure = 0.5 + 0.5 * min(role.months / 60, 1.0)
    recency = profile.recency(role)
    topic = (0.0, (0.2 + 0.8 * rank) * tenure * recency)
    return Worth(
        topic=topic,
        leadership=(0.0, (0.1 + 0.9 * rank * rank) * tenure * recency),
        industry=(0.7, (0.3 + 0.6 * min(role.months / 96, 1.0)) * (0.4 + 0.6 * rank) * recency),
        scale=(0.0, 0.5 * rank * tenure * recency),
        progression=(0.9 if role.number in profile.steps_up else 0.5, (0.15 + 0.75 * rank * rank) * tenure),
        credentials=topic,
    )


def _deed_worth(deed: Fact, profile: Profile) -> Worth:
    role = profile.roles.get(deed.role or 0)
    seniority, recency = (role.seniority, profile.recency(role)) if role else (0, 0.8)
    topic = (0.35 + 0.45 * deed.size + 0.05 * seniority) * recency
    return Worth(
        topic=(0.0, topic),
        leadership=(0.0, topic * (0.3 + 0.175 * seniority)),  # an intern's good deed is not leadership
        industry=(0.0, topic),
        scale=(0.8, deed.size) if deed.size > 0.3 else (0.0, 0.25),
        progression=(0.0, 0.15 * topic),
        credentials=(0.0, topic),
    )


_DEGREES: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), worth)
    for pattern, worth in (
        (r"\bno degree\b", 0.15),
        (r"\b(ph\.?d|dphil|doctor\w*|dr\.?-?ing)\b", 1.0),
        (r"\b(master\w*|m\.?sc|mba|emba|m\.?eng|m\.?a|m\.?phil|llm|diplom\w*)\b", 0.85),
        (r"\b(bachelor\w*|b\.?sc|b\.?eng|b\.?a|licen[cs]e)\b", 0.6),
    )
)


def _degree(text: str) -> float:
    return next((worth for pattern, worth in _DEGREES if pattern.search(text)), 0.4)


def _finding(criterion: Criterion, need: Need, evidence: list[float], facts: list[Fact]) -> Finding:
    """The rating from the best facts and their evidence, best first."""
    total = round(sum(value * share for value, share in zip(evidence, SHARES, strict=False)), 3)
    rating = sum(total >= step for step in STEPS)
    cited = tuple(fact for value, fact in zip(evidence, facts, strict=True) if value >= LEAST)
    if all(fact.kind in CLAIMS for fact in cited):
        rating = min(rating, CLAIM_LIMIT if cited else 0)
    return Finding(criterion, need, rating, cited if rating else ())
