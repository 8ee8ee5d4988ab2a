"""Kinds of measure that the rubrics which come along do without."""

from typing import Any

import pytest
from pydantic import ValidationError

from profiles.canonical import CanonicalProfile
from scoring.fit.features import Employer, features
from scoring.fit.kinds import Skills, Tenure
from scoring.fit.kinds.base import Measured
from scoring.fit.offices import TEAM_SIZES, View
from scoring.fit.skill_words import FAMILIES, SKILLS
from scoring.fit.texts import skills_of

MONTH = "2026-11"


def view(*positions: dict[str, Any], employers: dict[int, Employer] | None = None, **more: Any) -> View:
    career = CanonicalProfile.model_validate({"full_name": "Ada Novak", "experience": positions, **more})
    return View(features(career, MONTH, employers), {"technology": 100}, TEAM_SIZES)


def chief(company: str = "Acme", start: str | None = "2016-01", end: str | None = None, **more: Any) -> dict[str, Any]:
    told = {"title": "Chief Technology Officer", "company": company, "start": start, "end": end, "is_current": not end}
    return {**told, **more}


def said(measured: Measured) -> list[tuple[str, str]]:
    return [(fact.ref, fact.said) for fact in measured.facts]


def test_several_titles_at_one_employer_are_one_tenure_with_steps() -> None:
    career = view(
        chief(start="2018-11"),
        {"title": "Engineering Manager", "company": "ACME Inc.", "start": "2014-11", "end": "2018-10"},
        chief("Other", "2010-01", "2014-10"),
    )
    measured = Tenure(full_years=24).measure(career)
    assert (measured.share, said(measured)) == (496, [("experience.0", "11 years with one employer in 2 steps")])


def test_what_overlaps_within_a_tenure_counts_once() -> None:
    career = view(
        chief(start="2021-11"), {"title": "VP Engineering", "company": "Acme", "start": "2021-11", "end": "2026-10"}
    )
    assert Tenure(full_years=10).measure(career).share == 500


def test_whoever_comes_back_after_a_gap_begins_another_tenure() -> None:
    career = view(chief(start="2024-11"), chief(start="2015-11", end="2020-10"))
    assert said(Tenure().measure(career)) == [("experience.1", "4 years with one employer")]


def test_an_employer_is_the_same_under_the_name_that_its_company_has() -> None:
    names = {0: Employer(name="International Widgets"), 1: Employer(name="International Widgets")}
    positions = (
        chief("IW Holding", "2021-11"),
        {"title": "Engineer", "company": "Widgets", "start": "2016-11", "end": "2021-10"},
    )
    assert said(Tenure().measure(view(*positions, employers=names))) == [
        ("experience.0", "9 years with one employer in 2 steps")
    ]


def test_without_dates_a_tenure_is_unknown_and_without_an_office_it_is_none() -> None:
    assert Tenure().measure(view(chief(start=None, end=None))).share is None
    assert Tenure().measure(view({"title": "Engineer", "company": "Acme", "start": "2001"})).share == 0


@pytest.mark.parametrize("written", ["AWS", "Amazon Web Services", "amazon cloud"])
def test_a_skill_is_found_by_any_of_its_names(written: str) -> None:
    measured = Skills(skills=("aws",), needed=1).measure(view(chief(), skills=[written]))
    assert said(measured) == [(f"skills.{written.lower()}", "AWS")]


def test_a_skill_that_was_used_in_an_office_counts_more_than_one_that_is_listed() -> None:
    used = Skills(skills=("aws",), needed=1).measure(view(chief(description="Moved all to AWS."), skills=["AWS"]))
    listed = Skills(skills=("aws",), needed=1).measure(view(chief(), skills=["AWS"]))
    assert used.facts[0].ref == "experience.0"
    assert (used.share or 0) > 2 * (listed.share or 0) > 0


def test_a_skill_of_the_same_family_stands_for_half_of_it_and_says_so() -> None:
    near = Skills(skills=("aws",), needed=1).measure(view(chief(), skills=["Azure"]))
    exact = Skills(skills=("azure",), needed=1).measure(view(chief(), skills=["Azure"]))
    assert said(near) == [("skills.azure", "azure, near AWS")]
    assert near.share == (exact.share or 0) // 2


def test_a_skill_of_which_nothing_is_said_is_unknown_not_missing() -> None:
    measured = Skills(skills=("aws", "sap")).measure(view(chief()))
    assert (measured.share, measured.missing) == (None, "skills: AWS, SAP")


def test_a_skill_that_is_in_no_table_is_refused_with_those_that_are() -> None:
    with pytest.raises(ValidationError, match="no such skill: juggling; there are agile, ai_governance"):
        Skills(skills=("juggling",))


def test_every_skill_is_in_one_family_and_found_by_every_name_that_it_has() -> None:
    assert len(SKILLS) == sum(map(len, FAMILIES.values()))
    for skill, names in SKILLS.items():
        for name in names.replace("\n", "|").split("|"):
            assert not name.strip() or skill in skills_of(name), (skill, name)


@pytest.mark.parametrize(
    "text",
    ["Net revenue grew in Basel.", "Kept everybody safe and reported to the board.", "Les mes de mai", "Tom recovered"],
)
def test_ordinary_words_are_no_skills(text: str) -> None:
    assert not skills_of(text)
