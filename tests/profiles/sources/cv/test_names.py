"""Whose CV it is. A made-up person is worse than a refusal; a person's CV comes in."""

import pytest

from tests.profiles.sources.cv.builders import pdf, rows, word
from tests.profiles.sources.cv.reading import person_in, refusal_of

JOBS = "\n\nEXPERIENCE\nPlanner, Harbour Ltd, 2010 - 2012\n"


def name_in(text: str) -> str:
    return person_in(text.encode())[0].full_name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("John Smith, CISSP", "John Smith"),
        ("Jane Doe, MBA, PMP", "Jane Doe"),
        ("Jane Doe MBA PMP", "Jane Doe"),
        ("Jane Doe, Ph.D., SHRM-SCP (she/her)", "Jane Doe"),
        ("Mara Quill, Head of Logistics", "Mara Quill"),
        ("Tim Cook", "Tim Cook"),
        ("Jack Ma", "Jack Ma"),
        ("J.D. Smith", "J.D. Smith"),
        ("Blake Masters", "Blake Masters"),
        ("Mit Patel", "Mit Patel"),
        ('Robert "Bob" Smith', 'Robert "Bob" Smith'),
        ("María de los Ángeles García López", "María de los Ángeles García López"),
        ("Curriculum Vitae: Mara Quill", "Mara Quill"),
        ("MQ\nMara Quill", "Mara Quill"),
    ],
)
def test_the_first_line_is_the_name(line: str, name: str) -> None:
    assert name_in(f"{line}\nAustin, TX | work@example.com{JOBS}") == name


@pytest.mark.parametrize(
    "line",
    [
        "Chief Information Security Officer",
        "Cyber Security | Risk Management | Cloud",
        "Smith\nCyber Security",
        "[John Smith]\nChief Information Security Officer\nCyber Security | Risk Management | Cloud",
        "Line Cook",
        "Glass Artist",
        "Reported Job Title",
        "Harbour Ltd",
        "Salt Lake City, UT",
    ],
)
def test_a_first_line_that_is_no_name_makes_no_person(line: str) -> None:
    assert refusal_of(f"{line}\nAustin, TX | work@example.com{JOBS}".encode()).startswith("There is no person's name")


@pytest.mark.parametrize(
    "top", ["Cover Letter\nMara Quill", "Spontaneous Candidacy\nMara Quill", "Head of Logistics\nMara Quill"]
)
@pytest.mark.parametrize("contact", ["mara@example.com", "linkedin.com/in/mquill-1a2b3"])
def test_below_other_lines_a_name_is_known_by_the_persons_address(top: str, contact: str) -> None:
    assert name_in(f"{top}\n{contact}{JOBS}") == "Mara Quill"


def test_the_largest_line_is_the_name_though_an_address_is_of_somebody_else() -> None:
    page = rows(50, 60, "Joan Fields", ("Mara Quill", 22), "joan.fields@example.com", "", ("Skills", 14), "Rail")
    assert person_in(pdf(page))[0].full_name == "Mara Quill"


def test_below_a_largest_line_that_is_no_name_nobody_is_made_up() -> None:
    page = rows(50, 60, ("Nordic Freight Group", 22), "Rail Freight", "work@example.com", "", ("Skills", 14), "Rail")
    assert refusal_of(pdf(page)).startswith("There is no person's name")


def test_a_name_on_two_lines_is_one_name() -> None:
    page = rows(50, 60, ("Mara", 22), ("Quill", 22), "Head of Logistics", "work@example.com", ("Skills", 14), "Rail")
    profile, _ = person_in(pdf(page))
    assert (profile.full_name, profile.headline) == ("Mara Quill", "Head of Logistics")


def test_a_page_about_no_person_is_none() -> None:
    readme = b"# Harbour Tours\n\n## Overview\n\nPlans tours.\n\n## Skills\n\nNone are needed.\n"
    assert refusal_of(readme).startswith("This does not look like a CV")


@pytest.mark.parametrize(
    "line", ["王伟", "김철수", "Name: 김철수", "姓名：王伟", "प्रिया शर्मा", "สมชาย ใจดี", "Jose\u0301 Garci\u0301a"]
)
def test_names_of_other_scripts_are_names(line: str) -> None:
    assert name_in(f"{line}\nwork@example.com{JOBS}")


@pytest.mark.parametrize("line", ["个人简历", "이력서", "エンジニア"])
def test_what_stands_above_a_name_in_other_scripts_is_none(line: str) -> None:
    assert refusal_of(f"{line}\nwork@example.com{JOBS}".encode()).startswith("There is no person's name")


def test_a_word_document_with_a_name_of_the_largest_letters() -> None:
    assert person_in(word("Lebenslauf", "Mara Quill", "work@example.com"))[0].full_name == "Mara Quill"
