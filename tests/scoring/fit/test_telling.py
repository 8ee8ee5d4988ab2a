"""What a fit score says in sentences."""

from dataclasses import replace
from typing import Any

import pytest

from scoring.fit.engine import CriterionFit, Fit
from scoring.fit.kinds.base import Fact, Measured
from scoring.fit.suggesting import suggested_titles
from scoring.fit.telling import Telling, telling
from scoring.rubrics import Definition
from tests.scoring.fit.test_fit import careers, fit, rubric

TWO = Definition.model_validate(
    {
        "categories": [
            {
                "key": "all",
                "name": "All",
                "criteria": [
                    {"key": "team", "name": "Team", "description": "Led many.", "weight": 60},
                    {"key": "money", "name": "Money", "description": "Had a budget.", "weight": 40},
                ],
            }
        ],
        "bands": [
            {"name": "Strong", "threshold": 80},
            {"name": "Good", "threshold": 50},
            {"name": "Weak", "threshold": 0},
        ],
    }
)


def told(
    team: Measured, money: Measured, shares: tuple[int, int] = (600, 600), most: tuple[int, int] = (600, 600)
) -> Telling:
    criteria = tuple(
        CriterionFit(key, share, at_most, 0 if measured.share is None else 100, (measured,))
        for key, share, at_most, measured in zip(("team", "money"), shares, most, (team, money), strict=True)
    )
    overall = (60 * shares[0] + 40 * shares[1]) // 1000
    return telling(Fit(overall, TWO.band_of(overall), 50, {"all": overall}, criteria), TWO)


def test_what_is_said_of_one_place_stands_together_and_the_same_of_two_places_once() -> None:
    facts = (Fact("experience.0", "120 people"), Fact("experience.0", "8 years"), Fact("experience.1", "4 years"))
    statement = told(Measured(900, facts), Measured(0), shares=(900, 0)).speaks_for[0]
    assert statement.text == "Team: 120 people, 8 years; 4 years."
    assert statement.refs == ("experience.0", "experience.1")
    same = told(Measured(900, tuple(replace(fact, said="x") for fact in facts)), Measured(0), shares=(900, 0))
    assert same.speaks_for[0].text == "Team: x."
    assert same.speaks_for[0].points[0].refs == ("experience.0", "experience.1")


def test_what_speaks_against_with_no_fact_says_that_nothing_was_found() -> None:
    assert told(Measured(900), Measured(0), shares=(900, 0)).speaks_against[0].text == "Money: nothing found."


def test_what_is_unknown_is_asked_for_once_with_all_that_it_would_tell() -> None:
    unknown = told(Measured(None, missing="the budget"), Measured(None, missing="the budget")).unknown
    assert [statement.text for statement in unknown] == ["The budget (Team, Money)."]


@pytest.mark.parametrize(
    ("most", "text"),
    [
        ((1000, 600), "Team, if met in full, would make it Strong (84)."),
        ((750, 750), "Nothing that is unknown would change the band: all of it met in full makes 75."),
        ((600, 600), None),
    ],
)
def test_the_criteria_are_named_that_the_band_hangs_on(most: tuple[int, int], text: str | None) -> None:
    nothing = Measured(None, missing="x")
    recommendations = told(nothing, nothing, most=most).recommendations
    assert [statement.text for statement in recommendations] == ([text] if text else [])


def test_where_none_alone_would_change_the_band_the_fewest_are_named_that_do_together() -> None:
    nothing = Measured(None, missing="x")
    recommendations = told(nothing, nothing, most=(850, 850)).recommendations
    assert [statement.text for statement in recommendations] == [
        "Team and Money, all met in full, would make it Strong (85)."
    ]


def test_every_statement_for_and_against_rests_on_facts_or_says_that_there_are_none() -> None:
    for role in ("cto", "cio", "ciso"):
        for career in careers():
            said = telling(fit(career, role), rubric(role))
            for statement in (*said.speaks_for, *said.speaks_against):
                assert statement.refs or statement.text.endswith(": nothing found."), statement


def test_no_more_is_promised_than_what_meeting_it_gives() -> None:
    for career in careers():
        for each in fit(career).criteria:
            assert each.share <= each.at_most <= 1000
            assert (each.at_most > each.share) <= (each.known < 100)


@pytest.mark.parametrize(
    ("band", "titles"),
    [("Strong", ("Chief Technology Officer",)), ("Good", ("VP of Engineering", "Deputy CTO")), ("Weak", ())],
)
def test_titles_are_suggested_by_the_band(band: str, titles: Any) -> None:
    assert suggested_titles("cto", band, rubric("cto")) == titles


def test_a_role_without_titles_suggests_none() -> None:
    assert suggested_titles("cmo", "Strong", rubric("cto")) == ()
