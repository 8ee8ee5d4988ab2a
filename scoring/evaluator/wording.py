"""Findings in plain English: what the cited facts show, in their own words, and what is missing."""

import re
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

from scoring.evaluator.facts import Fact
from scoring.evaluator.rating import Finding, Need, Profile

MAX_REASON = 240
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_OPENERS = {
    4: ("", "Strong record: ", ""),
    3: ("", "Solid evidence: ", ""),
    2: ("Some evidence: ", "Partly shown: ", ""),
    1: ("Only a hint: ", "Little to go on: ", "Thin evidence: "),
}
_ABSENT: dict[Need, str] = {
    "scale": "No team size, budget or revenue appears in the facts.",
    "education": "No degree or course appears in the facts.",
    "progression": "No rise in responsibility can be read from the dated roles.",
}
_ABSENT_OTHERWISE = (
    "Nothing in the facts speaks of {topic}.",
    "No role, result or certificate here shows {topic}.",
    "The facts are silent on {topic}.",
)
_VERB = re.compile(
    r"(?:[A-Z][a-z]+ed|Led|Ran|Grew|Built|Cut|Set|Took|Won|Wrote|Made|Oversaw|Drove|Brought|Held|Began|Sold|Bought)\b"
)
_KEEP_CAPITALS = re.compile(r"[A-Z]{2}|[A-Z]\b|[A-Z][a-z]*[A-Z]")


def reason(finding: Finding, profile: Profile) -> str:
    if not finding.rating:
        return _absent(finding)
    gap = _gap(finding, profile) if finding.rating <= 2 else ""
    limit = MAX_REASON - (len(gap) + 2 if gap else 0) - 1
    text = ""
    for clause in _rise(finding) or _clauses(finding.cited, profile):
        if not text:
            opener = _pick(_OPENERS[finding.rating], finding.criterion.key)
            text = f"{opener}{clause}" if opener else clause[0].upper() + clause[1:]
        elif len(text) + len(clause) + 2 <= limit:
            text += f"; {clause}"
        else:
            break
    return f"{text}; {gap}." if gap else f"{text}."


def summary(findings: list[Finding], profile: Profile) -> str:
    ranked = sorted(findings, key=lambda finding: -finding.rating)
    strong = [finding for finding in ranked if finding.rating >= 3] or [f for f in ranked[:1] if f.rating]
    weak = [finding for finding in findings if finding.rating <= 1]
    if strong:
        basis = next((fact for f in strong for fact in f.cited if fact.kind == "role"), strong[0].cited[0])
        degree = "Strongest in" if strong[0].rating >= 3 else "Shows something of"
        first = f"{degree} {_listed(strong)}, resting on {_basis(basis, profile)}."
    else:
        first = "The facts give no ground for any of the criteria."
    if weak:
        second = f"The profile shows little or nothing on {_listed(weak)}"
    else:
        second = f"Nothing asked for is missing; the facts carry least on {_listed(ranked[-1:])}"
    if doubtful := [fact.name for fact in profile.facts if fact.suspicious]:
        second += f"; words addressed to the evaluator counted for nothing ({', '.join(doubtful[:5])})"
    return f"{first} {second}."


def _basis(fact: Fact, profile: Profile) -> str:
    return _clause(fact, profile, None) if fact.kind == "role" else f"“{_short(fact.text, 90)}” ({fact.name})"


def _absent(finding: Finding) -> str:
    if sentence := _ABSENT.get(finding.need):
        return sentence
    return _pick(_ABSENT_OTHERWISE, finding.criterion.key).format(topic=_low(finding.criterion.heading))


def _gap(finding: Finding, profile: Profile) -> str:
    """What would have made the rating higher."""
    if finding.need == "scale":
        return "" if any(fact.size > 0.3 for fact in finding.cited) else "no team size or budget is given"
    if finding.need == "education":
        return "no higher degree is named"
    if finding.need == "progression":
        return "no executive role yet" if all(role.seniority < 4 for role in profile.roles.values()) else ""
    roles = [fact for fact in finding.cited if fact.kind == "role"]
    if not roles:
        return "no role shows it in practice"
    if all(role.seniority < 3 for role in roles):
        return "no leading role in this field"
    return f"little of it bears on {_low(finding.criterion.heading)}" if finding.rating == 1 else ""


def _rise(finding: Finding) -> list[str]:
    """A career told from its start, when the cited roles show one."""
    roles = sorted((fact for fact in finding.cited if fact.kind == "role" and fact.start), key=lambda role: role.start)
    if finding.need != "progression" or len(roles) < 2 or roles[-1].seniority <= roles[0].seniority:
        return []
    first, *between, last = roles
    path = f"rose from {_post(first)} to {_post(last)}"
    steps = " and ".join(f"{_short(role.title, 40)} ({role.name})" for role in between[-2:])
    return [f"{path}, by way of {steps}" if steps and len(path) + len(steps) < MAX_REASON - 40 else path]


def _post(role: Fact) -> str:
    company = f" at {_short(role.company, 40)}" if role.company else ""
    return f"{_short(role.title, 45)}{company} in {role.start // 12} ({role.name})"


def _grouped(cited: tuple[Fact, ...]) -> list[Fact]:
    """Best first, but each role stands right before what was done in it."""
    roles = {fact.number: fact for fact in cited if fact.kind == "role"}
    if roles.keys().isdisjoint(fact.role for fact in cited):
        return list(cited)
    ordered: dict[int, Fact] = {}
    for fact in cited:
        role = roles.get(fact.role or 0, fact)
        deeds = [deed for deed in cited if role.kind == "role" and deed.role == role.number]
        ordered |= {each.number: each for each in (role, fact, *deeds) if each.number not in ordered}
    return list(ordered.values())


def _clauses(cited: tuple[Fact, ...], profile: Profile) -> Iterator[str]:
    previous = None
    for fact in _grouped(cited):
        yield _clause(fact, profile, previous)
        previous = fact


def _clause(fact: Fact, profile: Profile, previous: Fact | None) -> str:
    match fact.kind:
        case "role":
            company = f" at {_short(fact.company, 50)}" if fact.company else ""
            text = f"{_duration(fact.months)}{_short(fact.title, 70)}{company}"
        case "duty":
            role = profile.roles.get(fact.role or 0)
            known = previous is not None and fact.role in (previous.number, previous.role)
            text = _deed(fact.text)
            if not known and role and role.company:
                text += f" at {_short(role.company, 50)}"
        case "certification":
            text = f"holds {_short(fact.text, 70)}"
        case "education":
            text = f"studied: {_short(fact.text, 90)}"
        case "skill":
            text = f"lists {_short(fact.text, 50)} as a skill"
        case "language":
            text = f"speaks {_short(fact.text, 50)}"
        case "place":
            text = f"lives in {_short(fact.text, 50)}"
        case _:
            source = {"headline": "the headline", "summary": "the summary"}.get(fact.kind, "the profile")
            text = f"{source} says “{_short(fact.text, 90)}”"
    return f"{text} ({fact.name})"


@lru_cache(maxsize=4096)
def _deed(text: str) -> str:
    text = _short(text, 110)
    return text[0].lower() + text[1:] if _VERB.match(text) else text


def _duration(months: int) -> str:
    years, rest = divmod(months, 12)
    if years:
        words = f"{'more than ' if rest >= 6 else ''}{_count(years, 'year')}"
    else:
        words = _count(months, "month") if months else "work"
    return f"{words} as "


def _count(number: int, noun: str) -> str:
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}"


def _listed(findings: list[Finding]) -> str:
    names = [_low(finding.criterion.heading) for finding in findings[:3]]
    if len(findings) > 3:
        names[2] = f"{_count(len(findings) - 2, 'other')}" if len(findings) - 2 > 1 else names[2]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@lru_cache(maxsize=4096)
def _short(text: str, limit: int) -> str:
    text = " ".join(text.split()).rstrip(".;")
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"


def _low(heading: str) -> str:
    return heading if _KEEP_CAPITALS.match(heading) else heading[0].lower() + heading[1:]


def _pick(choices: tuple[str, ...], key: str) -> str:
    return choices[crc32(key.encode("utf-8", "replace")) % len(choices)]
