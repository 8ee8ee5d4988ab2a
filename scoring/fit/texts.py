"""What prose says in numbers and in known phrases: people led, money answered for, measured results, topics. Pure.

Numbers are whole: people, and thousands of US dollars at the fixed rates of text_words.RATES.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from profiles.names import fold
from scoring.fit.phrases import Phrases, matches, phrases, words_of
from scoring.fit.skill_words import SKILLS
from scoring.fit.text_words import (
    ABOUT,
    ANYBODY,
    AT_THE_TOP,
    BUDGET,
    CHANGE,
    LEADING,
    LEADS,
    NOT_BUDGET,
    NOT_LED,
    OF_THE_FIRM,
    PEOPLE,
    RATES,
    TEAMS,
    UNITS,
    one_of,
)
from scoring.fit.topic_words import TOPICS

_SPACED = r"[,.'\u2019 \u00a0\u202f]"
_CURRENCY = "|".join(sorted(map(re.escape, RATES), key=len, reverse=True))
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_COUNT = rf"(?P<count>\d{{1,3}}(?:{_SPACED}\d{{3}})+|\d{{1,6}})"
_PEOPLE = one_of(PEOPLE)


def _amount(place: str) -> str:
    return rf"(?P<number_{place}>\d{{1,3}}(?:{_SPACED}\d{{3}})+(?:[.,]\d{{1,2}})?|\d{{1,7}}(?:[.,]\d{{1,2}})?)"


_MONEY = re.compile(
    rf"(?<![a-z0-9])(?P<before>{_CURRENCY}) ?{_amount('after')} ?(?P<unit_after>(?:{_UNIT})\b)?"
    rf"|(?<![a-z0-9.,]){_amount('before')} ?(?P<unit_before>{_UNIT})?\.? ?(?:d'|de )?(?P<after>{_CURRENCY})(?![a-z])",
)
_COUNTED = re.compile(rf"(?<![\w.,$€£]){_COUNT}\+?(?: |-)?(?:[a-z/&-]+ ){{0,3}}?(?P<noun>{_PEOPLE})\b")
_TEAM_OF = re.compile(
    rf"\b{one_of(TEAMS)}(?: \w+){{0,2}}? (?:of|von|mit|de|d'|with) (?:{one_of(ABOUT)} )?{_COUNT}\b"
    r"(?! ?(?:%|percent|[a-z]{0,3}eur|million|mio|months|years|sites))"
)
_LED_TO = re.compile(
    rf"\b{one_of(LEADING)}(?: \w+){{0,4}}? (?:to|of|with)? ?{_COUNT}(?= (?:engineers|people|staff|in|across|at)\b)"
)
_NOT_LED = re.compile(rf"\b{one_of(NOT_LED)},?(?: \w+){{0,3}} $")
_LEADS = re.compile(rf"\b{one_of(LEADS)}\b")
_ANYBODY = re.compile(ANYBODY)
_OF_THE_FIRM = re.compile(OF_THE_FIRM)
_OF_A_FIRM = re.compile(r"(?:with|mit|avec|con) $")
_MOVED = re.compile(r" (?:affected|betroffen|worldwide|weltweit|trained|concerned|company|division)")
_BUDGET = re.compile(rf"\b{one_of(BUDGET)}\b")
_NOT_BUDGET = re.compile(rf"\b{one_of(NOT_BUDGET)}\b")
# "16 IT staff, £4.5m": money that stands right behind people who are led.
_BESIDE_PEOPLE = re.compile(rf"\b{_PEOPLE}(?:,| and| und| et| y|;)(?: about| rund| environ| some)? ?$")
# Then the money is what was saved or earned, whatever it was saved of.
_CHANGED_BY = re.compile(r"\b(?:by|saved?|saving|savings of|grew to|grown to)(?: about| some)? $")
_CHANGE = re.compile(rf"\b{one_of(CHANGE)}\b")
_SIGNED = re.compile(r"[+\u2212\u2013-] ?\d[\d.,]* ?%")
_MEASURE = re.compile(
    r"\d[\d.,' ]* ?(?:%|percent|prozent|pour cent|por ciento|x\b)"
    r"|(?:from|von|de) [^.;]{0,25}?\d[^.;]{0,25}? (?:to|auf|a) [^.;]{0,12}?\d"
)
_AT_THE_TOP = re.compile(rf"\b{one_of(AT_THE_TOP)}")
_ABBREVIATED = re.compile(r"\b(mio|mrd|tsd|ca|approx|bzw|inkl|env|aprox)\.")
_DIGIT = re.compile(r"\d")
_CLAUSE = re.compile(r"[^.;!?\u2022]+(?:\.(?=\d)[^.;!?\u2022]*)*")
# A line that begins small or with a number, and with no bullet, goes on from the one before.
_LINE = re.compile(r"[\r\n]+(?:\s*[-*\u2022\u2013\u00b7\u25aa\u25cf]+\s*|(?=\s*[^a-z0-9$\u20ac\u00a3\s]))")
_LONGEST_CLAUSE = 400  # characters
_IN_PIECES = re.compile(rf".{{1,{_LONGEST_CLAUSE}}}(?:\s|$)|\S{{1,{_LONGEST_CLAUSE}}}")
_SHORT = 9
_MOST_PEOPLE = 250_000

_TOPICS: Phrases[tuple[str, tuple[tuple[str, int], ...]]] = Phrases(  # as it is written, and what it means
    {
        phrase: (" ".join(phrase), tuple(sorted(meanings)))
        for phrase, meanings in phrases(
            {(topic, share): text for topic, shares in TOPICS.items() for share, text in shares.items()}
        ).items()
    }
)
_SKILLS = phrases(SKILLS)
KNOWN_WORDS = frozenset(word for known in (_TOPICS, _SKILLS) for phrase in known for word in phrase)

Topics = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


@dataclass(frozen=True)
class Reading:
    """`topics` as from `topics_of`. `results`: how many clauses tell a measured effect."""

    people: int = 0
    budget: int = 0
    results: int = 0
    at_the_top: bool = False
    topics: Topics = ()


def read_text(text: str) -> Reading:
    lines = [fold(line) for line in _LINE.split(text)]
    told = [_told(line) for line in lines]
    clauses = [clause for line in told for clause in _clauses(line) if _DIGIT.search(clause)]
    people = max((number for clause in clauses for number in _people(clause)), default=0)
    budget = max((number for clause in clauses for number in _budgets(clause)), default=0)
    results = sum(1 for clause in clauses if _tells_a_result(clause))
    return Reading(people, budget, results, any(map(_AT_THE_TOP.search, told)), _topics_of(" ".join(lines)))


@lru_cache(maxsize=20_000)  # the same skills stand in thousands of careers
def topics_of(text: str) -> Topics:
    """Topic to phrases of it with their percent."""
    return _topics_of(fold(text))


def skills_of(text: str) -> frozenset[str]:
    """Keys of SKILLS."""
    return frozenset().union(*(_SKILLS[phrase] for phrase in matches(words_of(fold(text)), _SKILLS)))


def _told(folded: str) -> str:
    told = folded.replace("\u2019", "'")
    return _ABBREVIATED.sub(r"\1", told) if "." in told else told


def _clauses(line: str) -> Iterator[str]:
    """What is said in one breath, of a bounded length: what it is searched for takes its square."""
    for found in _CLAUSE.finditer(line):
        yield from _IN_PIECES.findall(found[0]) if len(found[0]) > _LONGEST_CLAUSE else (found[0],)


def _topics_of(folded: str) -> Topics:
    found: dict[str, dict[str, int]] = {}
    for phrase in matches(words_of(folded), _TOPICS):
        written, meanings = _TOPICS[phrase]
        for topic, share in meanings:
            if topic in found:
                found[topic][written] = share
            else:
                found[topic] = {written: share}
    return tuple((topic, tuple(said.items())) for topic, said in found.items())


def _people(clause: str) -> Iterator[int]:
    for form in (_COUNTED, _TEAM_OF, _LED_TO):
        for found in form.finditer(clause):
            number = int(re.sub(r"\D", "", found["count"]))
            if not 0 < number <= _MOST_PEOPLE or 1900 < number < 2100 or _NOT_LED.search(clause[: found.start()][-40:]):
                continue
            if form is not _COUNTED or _is_led(clause, found):
                yield number


def _is_led(clause: str, found: "re.Match[str]") -> bool:
    """Engineers are led, where they are counted; people and staff where a clause says so, or says nothing else."""
    if _OF_THE_FIRM.match(found["noun"]) or _MOVED.match(clause, found.end()):
        return bool(_LEADS.search(clause)) and not _MOVED.match(clause, found.end())
    if not _ANYBODY.fullmatch(found["noun"]):
        return True
    if _OF_A_FIRM.search(clause[: found.start()]):
        return False
    return len(clause.split()) < _SHORT or bool(_LEADS.search(clause))


def _budgets(clause: str) -> Iterator[int]:
    for found in _MONEY.finditer(clause):
        before, after = clause[: found.start()], clause[found.end() :]
        near = f"{before[-45:]} {after[:30]}"
        if _CHANGED_BY.search(before):
            continue
        if _BESIDE_PEOPLE.search(before) or (
            (budget := _BUDGET.search(near))
            and ("budget" in budget[0] or not _NOT_BUDGET.search(f"{before[-25:]} {after[:22]}"))
        ):
            yield _thousands(found)


def _thousands(found: "re.Match[str]") -> int:
    number = found["number_after"] or found["number_before"]
    unit = found["unit_after"] or found["unit_before"]
    whole = re.sub(rf"{_SPACED}(?=\d{{3}}(?:\D|$))", "", number).replace(",", ".")
    rate = RATES[found["before"] or found["after"]]
    amount = Decimal(whole) * rate / 100 * UNITS[unit] if unit else Decimal(whole) * rate / 100_000
    return int(amount.to_integral_value(ROUND_HALF_UP))


def _tells_a_result(clause: str) -> bool:
    return bool(
        _SIGNED.search(clause) or (_CHANGE.search(clause) and (_MEASURE.search(clause) or _MONEY.search(clause)))
    )
