from datetime import UTC, datetime, timedelta

import pytest

from scoring.evidence import Evidence, FactLine
from scoring.templatetags import shortlist

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BANDS = [
    {"name": name, "threshold": threshold} for name, threshold in (("A", 85), ("B", 70), ("C", 50), ("D", 30), ("E", 0))
]
EVIDENCE = Evidence((), tuple(FactLine(number, "Summary", "text", "summary", False, "") for number in range(1, 13)))


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (timedelta(seconds=2), "just now"),
        (timedelta(seconds=40), "40 s ago"),
        (timedelta(minutes=3, seconds=59), "3 min ago"),
        (timedelta(hours=5), "5 h ago"),
        (timedelta(days=6), "6 d ago"),
        (timedelta(days=7), "22 Feb 2026"),
        (-timedelta(minutes=2), "in 2 min"),
    ],
)
def test_moments_are_told_as_distance(before: timedelta, text: str) -> None:
    assert shortlist.distance(NOW - before, NOW) == text


def test_a_moment_carries_the_exact_one() -> None:
    assert 'title="1 March 2026, 12:00:00 UTC"' in shortlist.ago(NOW)
    assert shortlist.ago(None) == "—"


@pytest.mark.parametrize(("score", "colour"), [(100, 0), (85, 0), (84, 1), (50, 2), (49, 3), (0, 3)])
def test_a_band_has_a_colour_and_the_last_is_shared(score: int, colour: int) -> None:
    assert shortlist.colour_of(score, BANDS) == colour


def test_the_offline_evaluator_is_never_taken_for_a_model() -> None:
    assert shortlist.giver("offline-evaluator") == "Offline evaluator · not an LLM"
    assert shortlist.giver("gpt-5-mini") == "gpt-5-mini"


def test_facts_named_in_a_reason_become_chips_and_the_others_follow() -> None:
    html = shortlist.with_facts("Led 220 (F4), see F12.", EVIDENCE, [4, 5])
    assert html.index("#F4") < html.index("see") < html.index("#F12") < html.index("#F5")
    assert "(" not in html
    assert html.count("<a ") == 3


def test_a_fact_that_does_not_exist_stays_text() -> None:
    assert shortlist.with_facts("As F99 says", EVIDENCE) == "As F99 says"


def test_reasons_are_escaped() -> None:
    assert shortlist.with_facts("<b>F1</b>", EVIDENCE).startswith("&lt;b&gt;<a ")


@pytest.mark.parametrize(
    ("partial", "text"), [(None, ""), ("2018", "2018"), ("2018-06", "Jun 2018"), ("2018-06-30", "Jun 2018")]
)
def test_dates_are_as_exact_as_they_are_known(partial: str | None, text: str) -> None:
    assert shortlist.month(partial) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2018-06", "2018-08", "3 mo"),
        ("2018", "2020", ""),
        (None, "2020-01", ""),
        ("2018-06", None, ""),
        ("2020-01", "2018-01", ""),
    ],
)
def test_a_length_is_told_only_where_both_months_are_known(start: str | None, end: str | None, text: str) -> None:
    assert shortlist.held_for(start, end, False) == text


def test_the_answer_is_found_in_a_completion_and_nowhere_else() -> None:
    assert shortlist.answer({"choices": [{"message": {"content": '{"a":1}'}}]}) == '{\n  "a": 1\n}'
    assert shortlist.answer({"choices": [{"message": {"content": "no JSON"}}]}) == "no JSON"
    assert shortlist.answer({"error": "quota"}) == ""


@pytest.mark.parametrize(("value", "text"), [(42, "42 ms"), (2_140, "2.1 s")])
def test_milliseconds_grow_into_seconds(value: int, text: str) -> None:
    assert shortlist.milliseconds(value) == text
