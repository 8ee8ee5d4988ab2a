"""Who looks like one person and who does not: names, careers, and generated people by the thousand."""

from typing import Any

import pytest

from benchmarks.duplicate_people import DUPLICATES, graded
from profiles.blocking import Blocks
from profiles.canonical import CanonicalProfile, Education, Experience
from profiles.likeness import Person, likeness, person
from profiles.linkedin_urls import linkedin_key
from profiles.name_likeness import NameMatch, are_one_persons, compare, name_of
from tests.factories import career


def person_of(profile: CanonicalProfile, profile_id: int = 0) -> Person:
    return person(
        profile_id,
        full_name=profile.full_name,
        email=profile.email,
        phone=profile.phone,
        linkedin=linkedin_key(profile.linkedin_url),
        city=profile.city,
        country=profile.country,
        jobs=[(job.title, job.company, None, job.start) for job in profile.experience],
        schools=[(school.school, school.end) for school in profile.education],
    )


def test_nine_tenths_of_generated_duplicates_are_suggested_and_hardly_anybody_else() -> None:
    tellings = graded(seed=4, count=2_500)
    people = [person_of(telling.profile, number) for number, telling in enumerate(tellings)]
    blocks = Blocks()
    for one in people:
        blocks.add(one)
    suggested = [pair for pair in blocks.pairs() if likeness(people[pair[0]], people[pair[1]]).is_suggested]
    right = sum(tellings[first].who == tellings[second].who for first, second in suggested)
    assert right / len(suggested) >= 0.98
    assert right / DUPLICATES >= 0.9


# --- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Jürgen Müller", "Juergen Mueller", NameMatch.SAME),
        ("Jürgen Müller", "MULLER, Jurgen", NameMatch.SAME),
        ("Dr. Łukasz Dąbrowski, PhD", "Lukasz Dabrowski", NameMatch.SAME),
        ("Olga Petrova", "Ольга Петрова", NameMatch.SAME),
        ("Sinéad O'Brien", "Sinead OBrien", NameMatch.SAME),
        ("Ann Mary Lee", "Ann Lee", NameMatch.LONGER),
        ("Ana Castelnuovo", "Ana Castelnouvo", NameMatch.CLOSE),
        ("Robert Fairburn", "Bob Fairburn", NameMatch.SHORT),
        ("J. Fairburn", "John Fairburn", NameMatch.INITIALS),
        ("Wei Zhang", "张伟", NameMatch.UNREADABLE),
        ("Maria", "Maria Garcia", NameMatch.PART),
        ("Maria Garcia", "Maria Ekholm", NameMatch.OTHER_FAMILY),
        ("Maria Garcia", "Pilar Garcia", NameMatch.OTHER_GIVEN),
        ("Maria Garcia", "Bo Ekholm", NameMatch.OTHER),
    ],
)
def test_how_two_names_compare_either_way_round(one: str, other: str, match: NameMatch) -> None:
    assert compare(name_of(one), name_of(other)) == compare(name_of(other), name_of(one)) == match


@pytest.mark.parametrize(
    ("other", "are"),
    [("Bob Fairburn", True), ("R. Fairburn", True), ("Robert Fairburn Jr.", False), ("Ann Fairburn", False)],
)
def test_one_name_is_the_same_but_for_how_it_is_written(other: str, are: bool) -> None:
    assert are_one_persons(name_of("Robert Fairburn"), name_of(other)) == are


# --- careers -----------------------------------------------------------------------------------


def alike(**changes: Any) -> bool:
    return likeness(person_of(career(email="")), person_of(career(linkedin_url="", email="", **changes))).is_suggested


NOW = career().experience[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"full_name": "I. Okafor-Lindqvist", "city": ""},
        {"full_name": "Imara Kessler"},
        {"experience": (Experience(title="CTO", company="NORTHWIND HEALTH GmbH", start="2019"),), "education": ()},
        {"experience": (Experience(title="COO", company="Elsewhere", start="2025-01"), *career().experience)},
        {"experience": (Experience(title="CTO", company="Northwind Health"),), "education": (), "city": ""},
    ],
)
def test_looks_like_one_person(changes: dict[str, Any]) -> None:
    assert alike(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {
            "full_name": "Imara Okafor-Lindqvist Jr.",
            "experience": (NOW, Experience(title="Clerk", company="Elsewhere")),
        },
        {"full_name": "Adaeze Okafor-Lindqvist", "experience": (NOW, Experience(title="Clerk", company="Elsewhere"))},
        {"full_name": "Bo Ekholm"},
        {"experience": (Experience(title="Nurse", company="Northwind Health", start="1994"),), "education": ()},
        {"experience": (), "education": (Education(school="Elsewhere College"),), "city": "Lund"},
    ],
)
def test_looks_like_two_people(changes: dict[str, Any]) -> None:
    assert not alike(**changes)


def test_the_reasons_say_first_what_weighs_most_and_last_what_speaks_against_it() -> None:
    found = likeness(person_of(career()), person_of(career(linkedin_url="linkedin.com/in/imara-o", email="")))
    assert found.reasons[0] == "Same name"
    assert "Both were Chief Technology Officer at Northwind Health from 2019-03" in found.reasons
    assert found.reasons[-1] == "The LinkedIn addresses differ"
