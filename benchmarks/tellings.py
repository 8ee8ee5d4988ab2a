"""What generators of people for duplicate detection share: who is told of by whom, and people of whom no two are one.

A fifth of all positions is with one of forty large employers, so that strangers share companies, titles and years;
there are a third as many full names as people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from profiles.canonical import CanonicalProfile, Experience
from profiles.demo import people
from profiles.demo_words import STEMS

LARGE = [f"{stem} {tail}" for stem in STEMS[:20] for tail in ("Systems", "Consulting")]

Told = TypeVar("Told", CanonicalProfile, Experience)


@dataclass(frozen=True)
class Telling:
    """One source's word. Tellings with one `who` are one person's; `grade` says how the second one differs."""

    who: int
    profile: CanonicalProfile
    grade: str = ""
    email_verified: bool = False


def strangers(count: int, seed: int) -> Iterator[CanonicalProfile]:
    """People of whom no two are one."""
    draw = Random(seed)
    for profile in people(count, seed):
        jobs = tuple(
            changed(job, company=draw.choice(LARGE)) if draw.random() < 0.2 else job for job in profile.experience
        )
        yield changed(profile, experience=jobs)


def changed(told: Told, **changes: Any) -> Told:
    return type(told).model_construct(**{**dict(told), **changes})


def given_name(profile: CanonicalProfile) -> str:
    return profile.full_name.split(" ", 1)[0]


def family_name(profile: CanonicalProfile) -> str:
    return profile.full_name.split(" ", 1)[1]
