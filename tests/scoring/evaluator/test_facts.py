import pytest

from scoring.evaluator.facts import parse, seniority
from scoring.evaluator.meaning import Meaning, likeness
from scoring.evaluator.rating import need_of, read_profile


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Software Engineering Intern", 0),
        ("Executive Assistant to the CTO", 0),
        ("Software Engineer", 1),
        ("Senior Software Engineer", 2),
        ("Engineering Manager", 2),
        ("Head of Platform", 3),
        ("SVP Engineering", 3),
        ("Chief of Staff", 3),
        ("Deputy CISO", 3),
        ("CTO", 4),
        ("Chief Information Officer", 4),
        ("Co-Founder", 4),
        ("Managing Director", 4),
    ],
)
def test_titles_have_a_seniority(title: str, level: int) -> None:
    assert seniority(title) == level


def test_a_role_is_read_from_its_line() -> None:
    (role,) = parse(("[F7] Role: Chief Technology Officer at Northwind Health, 2018-03 to 2023-05 (5 years 2 months)",))
    assert (role.title, role.company, role.months) == ("Chief Technology Officer", "Northwind Health", 62)
    assert not role.ongoing


def test_a_role_without_a_span_counts_its_dates_and_without_dates_nothing() -> None:
    dated, bare = parse(("[F1] Role: CIO at Contoso, 2010 to 2012", "[F2] Role: CIO at Contoso, dates unknown"))
    assert (dated.months, bare.months, bare.company) == (24, 0, "Contoso")


def test_an_unknown_end_is_not_the_present() -> None:
    unknown, today = parse(("[F1] Role: CIO at A, 2010 to an unknown date", "[F2] Role: CIO at B, 2010-01 to today"))
    assert (unknown.ongoing, unknown.company, today.ongoing) == (False, "A", True)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Wrote tests", 0.0),
        ("Cut costs by 30 %", 0.25),
        ("Led a team of 10", 0.4),
        ("Led 100 software engineers", 0.8),
        ("Ran an organisation of 1.2k people", 1.0),
        ("Ran a budget of $1m", 0.4),
        ("Grew revenue to €1.2 billion", 1.0),
        ("Upgraded to version 1.2.3 people", 0.25),
    ],
)
def test_numbers_of_people_and_money_have_a_size(text: str, size: float) -> None:
    (fact,) = parse((f"[F1] In role F9: {text}",))
    assert fact.size == pytest.approx(size, abs=0.01)


def test_a_role_that_ended_long_before_the_newest_counts_half() -> None:
    profile = read_profile(("[F1] Role: CTO at A, 2015 to 2024", "[F2] Role: CTO at B, 1990 to 1995"))
    assert [profile.recency(role) for role in profile.facts] == [1.0, 0.5]


@pytest.mark.parametrize(
    ("heading", "need"),
    [
        ("Technical leadership", "leadership"),
        ("Company scale", "scale"),
        ("Education background", "education"),
        ("Career progression", "progression"),
        ("Risk and compliance", "credentials"),
        ("Industry experience", "industry"),
        ("Cloud platforms", "topic"),
    ],
)
def test_a_heading_tells_what_kind_of_facts_it_needs(heading: str, need: str) -> None:
    assert need_of(heading) == need


def test_a_text_s_vector_does_not_depend_on_its_company() -> None:
    together, alone = Meaning(), Meaning()
    both = together.vectors(["Chief Technology Officer", "a much longer text about something else entirely"])
    assert (both[:1] == alone.vectors(["Chief Technology Officer"])).all()
    assert likeness(both[:1], both[:1]) == 1.0


def test_words_are_forgotten_when_too_many_and_come_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.evaluator.meaning._MAX_KNOWN", 100)
    meaning = Meaning()
    before = meaning.vectors(["risk register"])
    meaning.vectors([f"word{number}x" for number in range(5_000)])  # more words than the table begins with
    assert (meaning.vectors(["risk register"]) == before).all()
