"""Vectors follow what changes, in the background."""

import pytest
from django.test import Client

from profiles import vectors
from profiles.imports import store
from profiles.models import Import, Profile, ProfileVector
from profiles.sources import Record
from tests.concurrency import all_settle
from tests.factories import career, stored_profile

pytestmark = pytest.mark.django_db(transaction=True)


def followed() -> int:
    all_settle()
    return vectors.follow()


def test_a_new_profile_lags_until_its_vector_is_made() -> None:
    profile = stored_profile()
    all_settle()
    assert vectors.lag() == 1
    assert followed() == 1
    assert vectors.lag() == 0
    made = ProfileVector.objects.get(profile=profile)
    assert made.content_hash == profile.content_hash
    assert len(made.embedding) == 256


def test_a_changed_profile_gets_another_vector_and_an_unchanged_one_does_not() -> None:
    stored_profile()
    followed()
    before = list(ProfileVector.objects.get().embedding)
    store(Record("shortlist", "1", {"now": 1}, career(headline="Marine biologist", summary="Studies whales.")))
    assert followed() == 1
    assert list(ProfileVector.objects.get().embedding) != before
    assert followed() == 0


def test_a_profile_that_is_gone_is_passed_over() -> None:
    Profile.objects.filter(pk=stored_profile().pk).delete()
    assert followed() == 0
    assert vectors.lag() == 0


def test_what_a_vector_is_made_of_names_nobody() -> None:
    text = vectors.text_of(career())
    assert "Imara" not in text
    assert "imara@example.com" not in text


def test_the_page_of_imports_says_how_far_they_are_behind(signed_in: Client) -> None:
    Import.objects.create()
    stored_profile()
    all_settle()
    assert "1 change behind" in signed_in.get("/imports/").content.decode()
    followed()
    assert "behind" not in signed_in.get("/imports/").content.decode()
