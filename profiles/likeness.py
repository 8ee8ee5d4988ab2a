"""How alike two people's careers are, from 0 to 100, and why. Pure.

Each thing that they have in common adds points, each contradiction takes some away; what only one of them says counts
for nothing. `SUGGESTED` was chosen on generated people (`benchmarks/duplicates.py`), on another seed than is reported.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from rapidfuzz.distance import JaroWinkler

from profiles.companies.names import company_key
from profiles.name_likeness import Name, NameMatch, compare, generations_differ, name_of
from profiles.names import fold

SUGGESTED = 38  # from here on a pair is shown to people

_SHARED_MAILBOXES = frozenset(
    "info office contact hello mail team hr jobs careers recruiting admin support sales press kontakt post".split()
)
_SHORT_TITLES = {
    "ceo": "chief executive officer", "cto": "chief technology officer", "cio": "chief information officer",
    "ciso": "chief information security officer", "cfo": "chief financial officer", "coo": "chief operating officer",
    "cpo": "chief product officer", "cdo": "chief data officer", "evp": "executive vice president",
    "svp": "senior vice president", "vp": "vice president", "sr": "senior", "jr": "junior", "eng": "engineering",
    "mgr": "manager", "it": "information technology",
}  # fmt: skip
_key_of = lru_cache(maxsize=50_000)(company_key)
_folded = lru_cache(maxsize=50_000)(fold)


class Job(NamedTuple):
    title: str
    company: str
    key: str  # the company's normal form
    employer: int | None
    start: str


class School(NamedTuple):
    name: str
    key: str
    end: str


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of a profile. E-mail in small letters, phone as its last nine digits, places folded."""

    id: int
    name: Name
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    city: str = ""
    country: str = ""
    jobs: tuple[Job, ...] = ()
    schools: tuple[School, ...] = ()

    @property
    def own_email(self) -> str:
        """Blank where the mailbox is an office's."""
        return "" if is_shared_mailbox(self.email) else self.email


def is_shared_mailbox(email: str) -> bool:
    return email.partition("@")[0] in _SHARED_MAILBOXES


@dataclass(slots=True)
class Likeness:
    points: int = 0
    findings: list[tuple[int, str, tuple[Any, ...]]] = field(default_factory=list)

    def add(self, points: int, sentence: str, *values: Any) -> None:
        self.points += points
        self.findings.append((points, sentence, values))

    @property
    def percent(self) -> int:
        return max(0, min(100, self.points))

    @property
    def is_suggested(self) -> bool:
        return self.points >= SUGGESTED

    @property
    def reasons(self) -> list[str]:
        """What speaks for it, strongest first, then what speaks against it."""
        by_weight = sorted(self.findings, key=lambda finding: (finding[0] <= 0, -abs(finding[0])))
        return [sentence.format(*values) for _, sentence, values in by_weight]


def person(
    profile_id: int,
    *,
    full_name: str,
    email: str = "",
    phone: str = "",
    linkedin: str | None = "",
    city: str = "",
    country: str = "",
    jobs: Iterable[tuple[str, str, int | None, str | None]] = (),
    schools: Iterable[tuple[str, str | None]] = (),
) -> Person:
    """From columns as they are stored. Jobs: title, company, employer's id, start. Schools: name, end. What many share
    is held once."""
    digits = re.sub(r"\D", "", phone) if phone else ""
    return Person(
        profile_id,
        name_of(full_name),
        email.lower(),
        digits[-9:] if len(digits) >= 7 else "",
        linkedin or "",
        _folded(city),
        _folded(country),
        tuple(
            Job(intern(title), intern(company), _key_of(company), employer, intern(start or ""))
            for title, company, employer, start in jobs
        ),
        tuple(School(intern(name), _folded(name), intern(end or "")) for name, end in schools if name),
    )


_NAMES: dict[NameMatch, tuple[int, str]] = {
    NameMatch.SAME: (30, "Same name"),
    NameMatch.LONGER: (26, "One name has a part that the other leaves out"),
    NameMatch.CLOSE: (24, "The names differ by a letter or two"),
    NameMatch.SHORT: (24, "One gives a short form of the name"),
    NameMatch.INITIALS: (24, "An initial stands for a name"),
    NameMatch.UNREADABLE: (5, "The names are in different scripts"),
    NameMatch.PART: (5, "One of them gives a single name"),
    NameMatch.OTHER_FAMILY: (5, "Same given name, another family name"),
    NameMatch.OTHER_GIVEN: (-25, "Same family name, another given name"),
    NameMatch.OTHER: (-60, "The names have nothing in common"),
}


def likeness(one: Person, other: Person) -> Likeness:
    found = Likeness()
    match = compare(one.name, other.name)
    found.add(*_NAMES[match])
    if match == NameMatch.OTHER and one.email != other.email and one.phone != other.phone:
        return found  # nothing below could outweigh it
    if generations_differ(one.name, other.name):
        found.add(-35, "Only one of them is called {}", one.name.generation or other.name.generation)
    _contacts(found, one, other)
    _careers(found, one.jobs, other.jobs)
    _schools(found, one.schools, other.schools)
    _places(found, one, other)
    return found


def _contacts(found: Likeness, one: Person, other: Person) -> None:
    if one.email and other.email:
        if one.email != other.email:
            found.add(-3, "The e-mail differs")
        elif one.own_email:
            found.add(50, "Same e-mail")
        else:
            found.add(0, "Same e-mail, but one that a whole office reads")
    if one.phone and other.phone:
        if one.phone == other.phone:
            found.add(20, "Same phone number")
        else:
            found.add(-2, "The phone number differs")
    if one.linkedin and other.linkedin and one.linkedin != other.linkedin:
        found.add(-10, "The LinkedIn addresses differ")


def _places(found: Likeness, one: Person, other: Person) -> None:
    if one.city and one.city == other.city:
        found.add(4, "Both are in the same city")
    elif one.country and other.country and one.country != other.country:
        found.add(-4, "They live in different countries")


def _schools(found: Likeness, one: Sequence[School], other: Sequence[School]) -> None:
    if not one or not other:
        return
    theirs = {school.key: school for school in other}
    common = [(school, theirs[school.key]) for school in one if school.key in theirs]
    for school, same in common[:2]:
        if school.end and school.end[:4] == same.end[:4]:
            found.add(9, "Both studied at {} until {}", school.name, school.end[:4])
        else:
            found.add(5, "Both studied at {}", school.name)
    if not common:
        found.add(-6, "No school in common")


# --- careers -----------------------------------------------------------------------------------

_MOST_FOR_JOBS = 60
_NOTHING: tuple[int, str, tuple[Any, ...]] = (0, "", ())


def _careers(found: Likeness, one: Sequence[Job], other: Sequence[Job]) -> None:
    if not one or not other:
        return
    shared = sorted(_shared(one, other), key=lambda match: -match[0])
    left = _MOST_FOR_JOBS
    for points, sentence, values in shared:
        found.add(min(points, left), sentence, *values)
        left -= min(points, left)
    fewest = min(len(one), len(other))
    apart = fewest - sum(points >= 10 for points, _, _ in shared)
    if apart > 0:
        worst = 45 if fewest > 1 else 30
        found.add(
            -worst * apart // fewest,
            "No position in common" if apart == fewest else "{} of {} positions are not in common",
            apart,
            fewest,
        )


def _shared(one: Sequence[Job], other: Sequence[Job]) -> Iterator[tuple[int, str, tuple[Any, ...]]]:
    """Each position of one with the most alike of the other's, each of those once."""
    left = list(other)
    for job in one:
        best = _NOTHING
        place = -1
        for number, theirs in enumerate(left):
            if job.key[:1] != theirs.key[:1]:  # most of all: strangers' positions
                continue
            match = _compare_jobs(job, theirs)
            if match[0] > best[0]:
                best, place = match, number
        if place >= 0:
            del left[place]
            yield best


def _compare_jobs(one: Job, other: Job) -> tuple[int, str, tuple[Any, ...]]:
    if not (one.key and other.key):  # a position without its employer
        same = bool(one.title) and _same_title(one.title, other.title) and _months_apart(one.start, other.start) == 0
        return (8, "Both became {} in {}", (one.title, one.start)) if same else _NOTHING
    same = one.key == other.key or (one.employer is not None and one.employer == other.employer)
    apart = _months_apart(one.start, other.start)
    title = _same_title(one.title, other.title)
    if not same and ((not title if apart is None else apart > 2) or not _alike(one.key, other.key)):
        return _NOTHING
    points = 10 if apart is None else 20 if apart == 0 else 16 if apart <= 3 else 9 if apart <= 12 else 3
    points += 5 * title - 3 * (not same)
    since = (one.start, other.start)[len(one.start) < len(other.start)] if apart is not None and apart <= 12 else ""
    if title and since:
        return points, "Both were {} at {} from {}", (one.title, one.company, since)
    if title:
        return points, "Both were {} at {}", (one.title, one.company)
    if since:
        return points, "Both worked at {} from {}", (one.company, since)
    return points, "Both worked at {}", (one.company,)


def _months_apart(one: str, other: str) -> int | None:
    """Months between two partial dates; where one knows only its year, the same year is two apart. None: not known."""
    if not one or not other:
        return None
    years = abs(int(one[:4]) - int(other[:4]))
    if len(one) < 7 or len(other) < 7:
        return years * 12 or 2
    return abs((int(one[:4]) - int(other[:4])) * 12 + int(one[5:7]) - int(other[5:7]))


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> bool:
    """Two spellings of a company: one begins the other, is its initials, or differs by a slip."""
    short, long = sorted((one, other), key=len)
    if long.startswith(f"{short} "):
        return True
    words = long.split()
    if len(words) > 2 and short.replace(" ", "") == "".join(word[0] for word in words):
        return True
    return JaroWinkler.similarity(one, other) >= 0.93


def _same_title(one: str, other: str) -> bool:
    return bool(one) and (one == other or _title_words(one) == _title_words(other))


@lru_cache(maxsize=50_000)
def _title_words(title: str) -> frozenset[str]:
    words = re.findall(r"\w+", fold(title))
    return frozenset(" ".join(_SHORT_TITLES.get(word, word) for word in words).split()) - {"of", "and", "the"}
