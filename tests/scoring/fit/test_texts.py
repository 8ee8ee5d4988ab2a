"""People, money and results as texts tell of them."""

import pytest

from scoring.fit.texts import _LONGEST_CLAUSE, _clauses, read_text


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Led a team of\n40 engineers.", 40),
        ("- Led the service desk\n- Laptop rollout\n- Chatbot answered 12000 employees", 0),
        ("Responsible for the SOC\nPhishing simulation, 30,000 staff", 0),
        ("Verantwortung für 1.200 Mitarbeiter", 1_200),
        ("Led 1,000+ engineers", 1_000),
        ("Interviewed 40 engineers", 0),
        ("Member of a team of 120", 0),
        ("One of 400 engineers at the company", 0),
        ("Security at a 40-person start-up", 0),
    ],
)
def test_people_are_those_that_were_led(text: str, people: int) -> None:
    assert read_text(text).people == people


@pytest.mark.parametrize(
    ("text", "thousands"),
    [
        ("Budget of\n$30m for IT", 30_000),
        ("Budget owner\nCompany had $900m in customer deposits", 0),
        ("- Budget owner\n- $900m in customer deposits", 0),
        ("Saved $3m of IT budget", 0),
        ("Cut the IT budget by $20m", 0),
        ("IT budget of $20m", 20_000),
    ],
)
def test_money_is_what_was_answered_for(text: str, thousands: int) -> None:
    assert read_text(text).budget == thousands


@pytest.mark.parametrize("piece", ["1 111", "$1 ", "1 people ", "$1.5m saved in project A, 20 people, ", "a", "1"])
def test_nothing_is_searched_that_is_long_enough_to_take_its_square(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    clauses = list(_clauses(text))
    assert max(map(len, clauses)) <= _LONGEST_CLAUSE + 1
    assert sum(map(len, clauses)) >= 0.99 * len(text.replace(".", ""))
