"""What is stored and what is asked are read by the same rules."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from profiles.canonical import CanonicalProfile, Experience
from profiles.search import search_query, search_words, words
from tests.factories import career

pytestmark = pytest.mark.django_db


def finds(question: str, profile: CanonicalProfile) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [search_words(profile), search_query(question)])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("Zürich", "zurich", True),
        ("Zurich", "ZÜRICH", True),
        ("C++ and C#", "c++", True),
        ("C++ and C#", "c#", True),
        ("Java", "c++", False),
        ("Node.js", "node.js", True),
        ("Node.js", "node", True),
        ("Node.js", "js", True),
        ("Platform engineering", "platf", True),
        ("Platform engineering", "engineering plat", True),
        ("Platform engineering", "plat engineering", False),
        ("O'Brien & Sons", "o'brien", True),
        ("日本語のエンジニア", "日本語のエンジニア", True),
        ("a" * 200, "a" * 200, True),
    ],
)
def test_text_is_found_by_the_words_in_it(text: str, question: str, found: bool) -> None:
    assert finds(question, CanonicalProfile(full_name="X", headline=text)) is found


def test_the_whole_career_is_searched() -> None:
    for question in ("imara", "chief", "bluefjord", "kubernetes", "gothenburg", "fjordholm", "togaf", "budget"):
        assert finds(question, career()), question


def test_the_name_weighs_most() -> None:
    profile = CanonicalProfile(full_name="Ada Board", experience=(Experience(title="Board member", description="ada"),))
    assert set(search_words(profile).split()) == {"'ada':1A", "'board':1A", "'member':1B"}


def test_a_question_without_words_asks_for_nothing() -> None:
    assert search_query(" – ") == ""


@given(st.text(max_size=300), st.text(max_size=100))
def test_whatever_the_text_its_own_words_find_it_and_no_question_breaks_the_database(text: str, question: str) -> None:
    profile = CanonicalProfile(full_name="X", summary=text)
    finds(question, profile)
    for word in words(profile.summary)[:5]:
        assert finds(word, profile), word
