"""Which people are compared at all: those who share one strong key, or two weak ones. Pure.

Comparing everybody with everybody would take days for 100,000 people. A key is a number that two tellings of one person
likely share and two people rarely do: a hash, so that nothing of the person can be read from it.
"""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise

from profiles.likeness import Person

VERSION = 1  # goes up when the keys are made differently; then everybody's are made again
_LATEST_JOBS = 4


def keys(person: Person) -> set[int]:
    """Strong ones are odd, weak ones even."""
    return {_number(text, strong=True) for text in _strong(person)} | {_number(text) for text in _weak(person)}


def marker(content_hash: str) -> int:
    """The key of everything that a profile says; where it is there, the others are up to date."""
    return _number(f"{VERSION} {content_hash}", strong=True)


def is_strong(key: int) -> bool:
    return key % 2 == 1


def _strong(person: Person) -> Iterator[str]:
    if person.own_email:
        yield f"email {person.own_email}"
    if person.phone:
        yield f"phone {person.phone}"
    for words in person.name.variants:
        yield f"name {' '.join(sorted(words))}"
    places = [f"{job.key} {job.start[:4]}" for job in person.jobs if job.key and job.start]
    for newer, older in (*list(pairwise(places))[:2], *list(pairwise(places))[-1:]):
        yield f"career {newer} {older}"


def _weak(person: Person) -> Iterator[str]:
    latest = (*person.jobs[:_LATEST_JOBS], *person.jobs[_LATEST_JOBS:][-1:])
    for words in person.name.variants:
        name = " ".join(sorted(words))
        if person.city:
            yield f"name, city {name} {person.city}"
        for school in person.schools[:2]:
            yield f"name, school {name} {school.key}"
        for word in words:
            if len(word) > 1:
                for place, job in enumerate(latest):
                    if job.key:
                        yield f"word, company {word} {job.key}"
                    if job.key and job.start and place < 2:  # however the company is spelt
                        yield f"word, start {word} {job.key.replace(' ', '')[:6]} {job.start[:4]}"


def _number(text: str, *, strong: bool = False) -> int:
    """A signed 64-bit number, as PostgreSQL has them."""
    number = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
    return number | 1 if strong else number & ~1
