"""From ratings to a score, in whole numbers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from scoring.rubrics import MAX_RATING, Definition


def definition(**changes: Any) -> Definition:
    fields: dict[str, Any] = {
        "categories": [
            {
                "key": "leadership",
                "name": "Leadership",
                "criteria": [{"key": "lead", "name": "Lead", "description": "Led.", "weight": 70}],
            },
            {
                "key": "size",
                "name": "Size",
                "criteria": [{"key": "scale", "name": "Scale", "description": "Size.", "weight": 30}],
            },
        ],
        "bands": [{"name": "Good", "threshold": 50}, {"name": "Weak", "threshold": 0}],
    }
    return Definition.model_validate({**fields, **changes})


@pytest.mark.parametrize(
    ("lead", "scale", "score"), [(4, 4, 100), (0, 0, 0), (4, 0, 70), (0, 4, 30), (2, 2, 50), (3, 1, 60), (1, 0, 18)]
)
def test_score_is_the_weighted_share_of_the_highest_ratings(lead: int, scale: int, score: int) -> None:
    assert definition().score({"lead": lead, "scale": scale}) == score


def test_category_scores_stand_on_their_own() -> None:
    assert definition().category_scores({"lead": 4, "scale": 1}) == {"leadership": 100, "size": 25}


@pytest.mark.parametrize(("score", "band"), [(100, "Good"), (50, "Good"), (49, "Weak"), (0, "Weak")])
def test_band_starts_at_its_threshold(score: int, band: str) -> None:
    assert definition().band_of(score) == band


@pytest.mark.parametrize(("lead", "scale", "dots"), [(4, 4, 4), (1, 0, 3), (0, 1, 1), (0, 0, 1)])
def test_confidence_counts_the_weight_that_is_known(lead: int, scale: int, dots: int) -> None:
    assert definition().confidence({"lead": lead, "scale": scale}) == dots


@given(st.integers(0, MAX_RATING), st.integers(0, MAX_RATING), st.sampled_from(["lead", "scale"]))
def test_higher_rating_never_lowers_the_score(lead: int, scale: int, raised: str) -> None:
    ratings = {"lead": lead, "scale": scale}
    more = {**ratings, raised: min(MAX_RATING, ratings[raised] + 1)}
    assert 0 <= definition().score(ratings) <= definition().score(more) <= 100


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"bands": [{"name": "Good", "threshold": 50}]}, "down to 0"),
        ({"bands": [{"name": "A", "threshold": 0}, {"name": "B", "threshold": 50}]}, "down to 0"),
        ({"categories": []}, "at least 1 item"),
        (
            {
                "categories": [
                    {
                        "key": "a",
                        "name": "A",
                        "criteria": [{"key": "x", "name": "X", "description": "X", "weight": 90}],
                    }
                ]
            },
            "add up to 90, not to 100",
        ),
        (
            {
                "categories": [
                    {
                        "key": "a",
                        "name": "A",
                        "criteria": [{"key": "x", "name": "X", "description": "X", "weight": 50}] * 2,
                    }
                ]
            },
            "same key",
        ),
    ],
)
def test_rubric_that_makes_no_sense_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        definition(**changes)
