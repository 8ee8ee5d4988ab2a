"""Provider-style people for the import benchmark: six positions, two schools, fifteen skills each. Deterministic."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from profiles.demo_words import STEMS

_TITLES = ("Chief Technology Officer", "VP Engineering", "Director of Platform", "Engineering Manager", "Architect")
_TAILS = ("Health", "Payments", "Logistics", "Energy", "Systems", "Robotics", "Foods", "Media", "Labs", "Bank")
_SKILLS = tuple(
    f"{area} {thing}"
    for area in ("Cloud", "Data", "Platform", "Security", "Product", "Mobile")
    for thing in ("architecture", "strategy", "engineering", "operations", "migration", "governance")
)
_GIVEN = ("Amara", "Bela", "Chidi", "Daria", "Emeka", "Freja", "Goran", "Hana", "Ivo", "Jorun", "Kaede", "Lior")
_FAMILY = ("Okonjo", "Lindgren", "Varga", "Petrov", "Haugen", "Moreau", "Sato", "Castell", "Brandt", "Osei", "Nowak")
_WORDS = (
    "led grew built moved cut teams services cloud budget platform release payments hospital factory data pipeline "
    "people across regions quarterly board roadmap incident response hiring vendors migration latency uptime"
).split()


def person(number: int, seed: int = 1) -> dict[str, Any]:
    draw = random.Random(f"{seed}-{number}")
    given, family = draw.choice(_GIVEN), draw.choice(_FAMILY)
    name = f"{given} {family}-{draw.choice(STEMS)}"
    slug = f"{name.lower().replace(' ', '-')}-{seed}-{number}"
    year = draw.randint(1995, 2008)
    return {
        "public_identifier": slug,
        "full_name": name,
        "headline": f"{draw.choice(_TITLES)} who {_text(draw, 6)}",
        "summary": _text(draw, 60),
        "city": "Gothenburg",
        "state": "Västra Götaland",
        "country_full_name": "Sweden",
        "personal_emails": [f"{slug}@example.com"],
        "experiences": [_position(draw, year + 3 * place, last=place == 5) for place in range(6)],
        "education": [
            {
                "school": f"{draw.choice(STEMS)} University",
                "degree_name": "MSc",
                "field_of_study": "Computer Science",
                "starts_at": {"day": 1, "month": 9, "year": year - 6 + 2 * place},
                "ends_at": {"day": 1, "month": 6, "year": year - 4 + 2 * place},
            }
            for place in range(2)
        ],
        "skills": draw.sample(_SKILLS, 15),
    }


def _position(draw: random.Random, year: int, *, last: bool) -> dict[str, Any]:
    stem, tail = draw.choice(STEMS), draw.choice(_TAILS)
    return {
        "title": draw.choice(_TITLES),
        "company": f"{stem} {tail}",
        "company_linkedin_profile_url": f"https://www.linkedin.com/company/{stem}-{tail}".lower(),
        "location": "Gothenburg, Sweden",
        "description": _text(draw, 40),
        "starts_at": {"day": 1, "month": draw.randint(1, 12), "year": year},
        "ends_at": None if last else {"day": 1, "month": 1, "year": year + 3},
    }


def _text(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(_WORDS, k=words))


def write(path: Path, count: int, seed: int = 1) -> None:
    with path.open("w") as file:
        for line in lines(count, seed):
            file.write(line)


def lines(count: int, seed: int = 1) -> Iterator[str]:
    for number in range(count):
        yield json.dumps(person(number, seed), ensure_ascii=False) + "\n"
