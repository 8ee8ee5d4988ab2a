"""Places in every form that sources write them, as city, region and country; where it is not certain, nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.places import country_name, place, placed


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("London, England, United Kingdom", ("London", "England", "United Kingdom")),
        ("Austin, TX", ("Austin", "TX", "United States")),
        ("New York, New York, NY", ("New York", "NY", "United States")),
        ("Washington, D.C.", ("Washington", "DC", "United States")),
        ("Toronto, ON", ("Toronto", "ON", "Canada")),
        ("Greater Boston", ("Boston", "Greater Boston", "United States")),
        ("San Francisco Bay Area", ("San Francisco", "San Francisco Bay Area", "United States")),
        ("Köln und Umgebung, Deutschland", ("Köln", "Köln und Umgebung", "Germany")),
        ("75001 Paris, France", ("Paris", "", "France")),
        ("Deutschland", ("", "", "Germany")),
        ("England", ("", "England", "United Kingdom")),
        ("California", ("", "California", "United States")),
        ("EMEA", ("", "EMEA", "")),
        ("Georgia", ("", "Georgia", "")),
        ("Seoul, Korea, Republic of", ("Seoul", "", "South Korea")),
        ("Remote", ("", "", "")),
        ("Remote - Berlin, Germany", ("Berlin", "", "Germany")),
        ("Oslo (Hybrid)", ("Oslo", "", "")),
        ("  ", ("", "", "")),
    ],
)
def test_one_line_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    assert place(text) == parts


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Tbilisi, Georgia", "Georgia"),
        ("Atlanta, Georgia", "United States"),
        ("San Francisco, CA", "United States"),
        ("Munich, DE", "Germany"),
        ("Bangalore, IN", "India"),
        ("Indianapolis, IN", "United States"),
        ("Lucknow, IN", ""),
        ("CA", ""),
        ("Paris", ""),
    ],
)
def test_where_a_name_means_two_places_the_others_decide(text: str, country: str) -> None:
    assert place(text)[2] == country


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        (("Antwerp", "Flanders", "BE"), ("Antwerp", "Flanders", "Belgium")),
        (("London, England, United Kingdom", "", "GB"), ("London", "England", "United Kingdom")),
        (("Ethiopia", "", "Ethiopia"), ("", "", "Ethiopia")),
        (("Contact Info", "", "n/a"), ("", "", "")),
        (("Leeds", "", "England"), ("Leeds", "England", "United Kingdom")),
        (("", "Bavaria", "deu"), ("", "Bavaria", "Germany")),
        (("Gotham", "", "Atlantis"), ("Gotham", "", "Atlantis")),
        (("Austin, Texas, United States", "Texas", "United States"), ("Austin", "Texas", "United States")),
        (("Austin, Texas, United States", "texas", ""), ("Austin", "Texas", "United States")),
        (("London, England, United Kingdom", "England", "GB"), ("London", "England", "United Kingdom")),
        (("New York", "New York", "US"), ("New York", "New York", "United States")),
        (("Hamburg, Germany", "", ""), ("Hamburg", "", "Germany")),
        (("Hamburg, Germany", "Hamburg", ""), ("Hamburg", "Hamburg", "Germany")),
        (("Leeds, West Yorkshire", "England", ""), ("Leeds", "West Yorkshire, England", "United Kingdom")),
        (("Georgia", "", "US"), ("", "Georgia", "United States")),
        (("", "", "Georgia"), ("", "", "Georgia")),
        (("", "", "NA"), ("", "", "")),
    ],
)
def test_three_values_may_each_hold_more_than_their_name_says(
    values: tuple[str, str, str], parts: tuple[str, str, str]
) -> None:
    assert placed(*values) == parts


@pytest.mark.parametrize("name", ["DE", "deu", "Deutschland", "Germany", "Allemagne", "germany"])
def test_a_country_has_one_name(name: str) -> None:
    assert country_name(name) == "Germany"


def test_what_is_no_country_has_no_name() -> None:
    assert country_name("Atlantis") == country_name("x" * 1_000) == ""


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_any_text_gives_three_texts(city: str, region: str, country: str) -> None:
    assert all(isinstance(part, str) for part in placed(city, region, country))
