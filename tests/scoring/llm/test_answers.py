"""The answer's schema and the check of what comes back."""

import json
from typing import Any

import pytest

from scoring.llm.answers import AnswerRefused, read_answer, schema
from scoring.rubrics import Definition
from tests.scoring.test_rubrics import definition


def _answer(definition: Definition, **changes: Any) -> dict[str, Any]:
    ratings = {c.key: {"facts": ["F2", "F1"], "reason": "Shown.", "rating": 3} for c in definition.criteria}
    return {"criteria": ratings, "summary": "Good.", **changes}


def test_answer_is_read_with_its_facts_in_order() -> None:
    answer = read_answer(json.dumps(_answer(definition())), definition(), 5)
    assert answer.by_criterion() == {"lead": 3, "scale": 3}
    assert answer.ratings[0].facts == (1, 2)


def test_schema_offers_no_fact_that_is_far_from_existing() -> None:
    facts = schema(definition(), 20)["$defs"]["fact"]["enum"]
    assert (facts[0], facts[-1]) == ("F1", "F32")


def test_schema_asks_for_every_criterion_and_nothing_else() -> None:
    criteria = schema(definition(), 20)["properties"]["criteria"]
    assert criteria["required"] == ["lead", "scale"]
    assert criteria["additionalProperties"] is False


@pytest.mark.parametrize(
    ("rating", "message"),
    [
        ({"rating": 7}, "7 is not 0 to 4"),
        ({"rating": -1}, "-1 is not 0 to 4"),
        ({"rating": "3"}, "valid integer"),
        ({"rating": 2.5}, "valid integer"),
        ({"facts": ["F9"]}, "there is no fact F9"),
        ({"facts": ["F01"]}, "there is no fact F01"),
        ({"facts": []}, "cites at least one fact"),
        ({"reason": " "}, "is empty"),
        ({"extra": 1}, "extra"),
    ],
)
def test_rating_that_breaks_the_schema_is_refused_with_its_cause(rating: dict[str, Any], message: str) -> None:
    answer = _answer(definition())
    answer["criteria"]["lead"].update(rating)
    with pytest.raises(AnswerRefused, match=message):
        read_answer(json.dumps(answer), definition(), 5)


@pytest.mark.parametrize("text", ["", "no", "[]", "null", "{", '{"summary": "x"}', "[" * 100_000])
def test_what_is_no_answer_is_refused(text: str) -> None:
    with pytest.raises(AnswerRefused):
        read_answer(text, definition(), 5)


def test_missing_and_unknown_criteria_are_named() -> None:
    answer = _answer(definition())
    answer["criteria"]["other"] = answer["criteria"].pop("scale")
    with pytest.raises(AnswerRefused, match="without a rating: scale"):
        read_answer(json.dumps(answer), definition(), 5)
    answer["criteria"]["scale"] = answer["criteria"]["other"]
    with pytest.raises(AnswerRefused, match="not asked for: other"):
        read_answer(json.dumps(answer), definition(), 5)


def test_rating_of_zero_needs_no_facts() -> None:
    answer = _answer(definition())
    answer["criteria"]["scale"] = {"facts": [], "reason": "Nothing on team size.", "rating": 0}
    assert read_answer(json.dumps(answer), definition(), 5).by_criterion()["scale"] == 0
