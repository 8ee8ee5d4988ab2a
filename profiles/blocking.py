"""Which people are compared at all: those who share one strong key, or two weak ones. Pure.

Comparing everybody with everybody would take days for 100,000 people. A key is a number that two tellings of one person
likely share and two people rarely do.
"""

from array import array
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from profiles.likeness import Person

_LATEST_JOBS = 4
_RARE = 10  # a strong key of more people than this is none: an office's phone, a common name
_MOST = 50  # a key of more people than this says nothing


class Blocks:
    """Everybody's keys, sixteen bytes each: some thirty megabytes for 100,000 people."""

    def __init__(self) -> None:
        self._keys, self._owners = array("q"), array("q")

    def add(self, person: Person) -> None:
        # Strong keys are odd, weak ones even. They live no longer than this process, so its own hash will do.
        keys = {hash(text) | 1 for text in _strong(person)} | {hash(text) & ~1 for text in _weak(person)}
        self._keys.extend(keys)
        self._owners.extend([person.id] * len(keys))

    def pairs(self) -> list[tuple[int, int]]:
        """The lower id first, in their order."""
        keys, owners = np.array(self._keys), np.array(self._owners)
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))
        sizes = np.diff(starts, append=len(keys))
        people, places = np.unique(owners, return_inverse=True)
        hits = [np.empty(0, np.int64)]  # a pair as one number, once for each weak key, twice for each strong one
        for size in range(2, _MOST + 1):
            blocks = starts[sizes == size]
            one, other = np.triu_indices(size, 1)
            for strong in (False, True):
                if strong and size > _RARE:
                    continue
                members = places[blocks[(keys[blocks] % 2 == 1) == strong][:, None] + np.arange(size)]
                codes = (members[:, one] * len(people) + members[:, other]).ravel()
                hits += [codes, codes] if strong else [codes]
        codes, counts = np.unique(np.concatenate(hits), return_counts=True)
        codes = codes[counts > 1]
        first, second = people[codes // len(people)], people[codes % len(people)]
        return list(zip(first.tolist(), second.tolist(), strict=True))


def _strong(person: Person) -> Iterator[str]:
    if person.own_email:
        yield f"email {person.own_email}"
    if person.phone:
        yield f"phone {person.phone}"
    yield f"name {' '.join(sorted(person.name.loose))}"
    places = [f"{job.key} {job.start[:4]}" for job in person.jobs if job.key and job.start]
    for newer, older in (*list(pairwise(places))[:2], *list(pairwise(places))[-1:]):
        yield f"career {newer} {older}"


def _weak(person: Person) -> Iterator[str]:
    name = " ".join(sorted(person.name.loose))
    if person.city:
        yield f"name, city {name} {person.city}"
    for school in person.schools[:2]:
        yield f"name, school {name} {school.key}"
    latest = (*person.jobs[:_LATEST_JOBS], *person.jobs[_LATEST_JOBS:][-1:])
    for word in person.name.loose:
        if len(word) > 1:
            for place, job in enumerate(latest):
                if job.key:
                    yield f"word, company {word} {job.key}"
                if job.key and job.start and place < 2:  # however the company is spelt
                    yield f"word, start {word} {job.key.replace(' ', '')[:6]} {job.start[:4]}"
