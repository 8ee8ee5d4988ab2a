"""Careers as they are read by the many."""

import pytest
from django.db.models.functions import Now

from profiles.careers import read_careers
from profiles.models import Profile
from tests.factories import stored_profile

pytestmark = pytest.mark.django_db


def test_a_career_read_by_the_many_is_the_one_that_its_profile_tells() -> None:
    people = [stored_profile("1"), stored_profile("2", experience=(), skills=("Zig", "Ada"), languages=())]
    assert list(read_careers([person.pk for person in people])) == [
        (person.pk, Profile.objects.with_career().get(pk=person.pk).canonical()) for person in people
    ]


def test_who_was_deleted_has_no_career_to_read() -> None:
    person = stored_profile()
    Profile.objects.filter(pk=person.pk).update(deleted_at=Now())
    assert list(read_careers([person.pk])) == []
