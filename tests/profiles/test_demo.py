from itertools import islice

import pytest

from profiles.canonical import CanonicalProfile
from profiles.demo import people
from profiles.demo_words import TRACKS
from profiles.linkedin_urls import linkedin_key


@pytest.fixture(scope="module")
def crowd() -> list[CanonicalProfile]:
    return list(people(2000, seed=7))


def test_the_same_seed_gives_the_same_people(crowd: list[CanonicalProfile]) -> None:
    assert list(people(50, seed=7)) == crowd[:50]


def test_a_person_depends_on_the_seed_and_the_number_alone(crowd: list[CanonicalProfile]) -> None:
    assert list(islice(people(10**9, seed=7), 3)) == crowd[:3]
    assert list(people(3, seed=8)) != crowd[:3]


def test_everyone_is_what_validation_would_have_made(crowd: list[CanonicalProfile]) -> None:
    for person in crowd:
        assert CanonicalProfile.model_validate(person.model_dump()) == person
        assert CanonicalProfile.model_validate_json(person.model_dump_json()).content_hash() == person.content_hash()


def test_everyone_has_an_address_of_their_own(crowd: list[CanonicalProfile]) -> None:
    assert len({linkedin_key(person.linkedin_url) for person in crowd} - {None}) == len(crowd)
    assert len({person.email for person in crowd}) == len(crowd)
    assert all(person.email.endswith("@example.com") for person in crowd)


def test_careers_differ(crowd: list[CanonicalProfile]) -> None:
    titles = {job.title for person in crowd for job in person.experience}
    assert len(titles) > 100
    assert len({person.full_name for person in crowd}) > 1000
    assert len({job.company for person in crowd for job in person.experience}) > 1000
    assert {len(person.experience) for person in crowd} >= {1, 2, 3, 4, 5, 6, 7}
    assert any(not person.summary and not person.experience[0].description for person in crowd)
    assert any(" she " in f" {person.summary.lower()} " for person in crowd)
    assert any(not any(job.is_current for job in person.experience) for person in crowd)


def test_no_job_ends_before_it_starts_and_no_career_turns_back(crowd: list[CanonicalProfile]) -> None:
    for person in crowd:
        main = [job for job in person.experience if "Advises the founders" not in job.description]
        assert all(job.start and (job.is_current or (job.end and job.start <= job.end)) for job in main)
        starts = [job.start or "" for job in main]
        assert starts == sorted(starts, reverse=True)


def test_nobody_claims_the_same_accomplishment_twice_in_a_career() -> None:
    for person in people(300, seed=3):
        lines = [line for job in person.experience for line in job.description.splitlines()[1:]]
        assert len({line[:25] for line in lines}) >= len(lines) - 1  # two jobs may each have the leadership line


def test_what_people_did_belongs_to_their_function(crowd: list[CanonicalProfile]) -> None:
    text = {
        short: " ".join(job.description for person in crowd for job in person.experience if job.title in (short, title))
        for short, title in (("CISO", "Chief Information Security Officer"), ("CIO", "Chief Information Officer"))
    }
    assert "third-party risk" in text["CISO"]
    assert "ERP" not in text["CISO"]
    assert "S/4HANA" in text["CIO"]
    assert "NIST" not in text["CIO"]


def test_there_are_many_accomplishments_and_every_number_is_filled_in(crowd: list[CanonicalProfile]) -> None:
    patterns = {line for track in TRACKS for tier in (track.early, track.leading, track.executive) for line in tier}
    assert len(patterns) >= 100
    everything = " ".join(job.description for person in crowd for job in person.experience)
    assert not {"{", "}", "%%", "%("} & set(everything.split())
    assert "{" not in everything
    assert "%(" not in everything
