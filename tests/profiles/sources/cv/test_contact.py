import pytest

from profiles.sources.cv.contact import is_contact, is_location


@pytest.mark.parametrize("place", ["Tel Aviv, Israel", "Mobile, AL"])
def test_a_place_that_begins_like_a_label_is_a_place(place: str) -> None:
    assert is_location(place)


@pytest.mark.parametrize("headline", ["Mobile Engineering Director", "Web Designer", "Website Producer"])
def test_a_headline_that_begins_like_a_label_is_no_contact(headline: str) -> None:
    assert not is_contact(headline)


@pytest.mark.parametrize("label", ["Phone", "E-mail:", "Tel. +1", "Mobile 0123", "LinkedIn：mara", "tel (0)1"])
def test_a_label_of_contact_is_contact(label: str) -> None:
    assert is_contact(label)
