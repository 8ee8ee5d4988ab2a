"""One profile out of several tellings, and where each value came from."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from profiles.canonical import CanonicalProfile, Experience
from profiles.merging import Telling, combined


def telling(record_id: int, order: int | None = None, **fields: Any) -> Telling:
    return Telling(record_id, record_id if order is None else order, CanonicalProfile(full_name="Ada", **fields))


def test_one_record_is_the_profile_and_needs_no_provenance() -> None:
    only = telling(1, city="Lund")
    assert combined([only], {}) == (only.profile, {})


def test_the_newest_record_that_says_anything_wins_field_by_field() -> None:
    profile, provenance = combined([telling(1, headline="CTO", phone="1"), telling(2, headline="CIO")], {})
    assert (profile.headline, profile.phone) == ("CIO", "1")
    assert (provenance["headline"], provenance["phone"]) == (2, 1)


def test_age_is_when_it_was_said_and_not_the_number_of_the_record() -> None:
    profile, _ = combined([telling(1, order=9, headline="CTO"), telling(2, order=3, headline="CIO")], {})
    assert profile.headline == "CTO"


def test_a_career_is_taken_whole() -> None:
    one, two = Experience(title="CTO"), Experience(title="CIO")
    profile, _ = combined([telling(1, experience=(one, two)), telling(2, experience=(two,))], {})
    assert profile.experience == (two,)


def test_a_place_is_taken_whole() -> None:
    profile, provenance = combined([telling(1, city="Paris", country="France"), telling(2, city="Lund")], {})
    assert (profile.city, profile.country) == ("Lund", "")
    assert "country" not in provenance


def test_a_persons_choice_stands_above_age() -> None:
    profile, provenance = combined([telling(1, headline="CTO"), telling(2, headline="CIO")], {"headline": 1})
    assert (profile.headline, provenance["headline"]) == ("CTO", 1)


def test_a_choice_of_a_record_that_is_gone_is_passed_over() -> None:
    profile, _ = combined([telling(1, headline="CTO"), telling(2, headline="CIO")], {"headline": 7})
    assert profile.headline == "CIO"


@given(
    st.permutations([telling(1, headline="a"), telling(2, phone="b"), telling(3, city="c"), telling(4, headline="d")])
)
def test_the_order_in_which_records_are_read_does_not_matter(tellings: list[Telling]) -> None:
    assert combined(tellings, {}) == combined(sorted(tellings, key=lambda each: each.record_id), {})
