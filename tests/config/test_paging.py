from itertools import pairwise

import pytest
from django.db import models

from config.paging import Page, first_of, paginate
from profiles.models import Profile

pytestmark = pytest.mark.django_db
NAMES = ["ada", "bo", "cy", "cy", "di"]


@pytest.fixture(autouse=True)
def _people() -> None:
    for place, name in enumerate(NAMES):
        Profile.objects.create(full_name=f"{name} {place}", search_name=name, content_hash="")


def by_name(cursor: str = "", size: int = 2) -> Page[Profile]:
    return paginate(Profile.objects.all(), "search_name", "id", cursor=cursor, size=size)


def walk(step: str, cursor: str = "") -> list[list[str]]:
    pages = []
    while True:
        page = by_name(cursor)
        pages.append([row.full_name for row in page.rows])
        cursor = getattr(page, step)
        if not cursor:
            return pages


def test_going_on_meets_everyone_once_although_two_share_a_name() -> None:
    assert walk("older") == [["ada 0", "bo 1"], ["cy 2", "cy 3"], ["di 4"]]


def test_going_back_meets_the_same_pages() -> None:
    last = by_name(by_name(by_name().older).older)
    assert walk("newer", last.newer) == [["cy 2", "cy 3"], ["ada 0", "bo 1"]]


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after() -> None:
    assert by_name().newer == ""
    assert by_name(size=5).older == ""


def test_highest_first() -> None:
    first = paginate(Profile.objects.all(), "-id", size=3)
    ids = [row.pk for row in [*first.rows, *paginate(Profile.objects.all(), "-id", cursor=first.older, size=3).rows]]
    assert len(ids) == 5
    assert all(one > other for one, other in pairwise(ids))


def test_a_page_whose_people_are_gone_gives_the_first() -> None:
    cursor = by_name(size=4).older
    Profile.objects.filter(search_name="di").delete()
    assert [row.full_name for row in by_name(cursor).rows] == ["ada 0", "bo 1"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "a",
        "aAAAA",
        "a\0",
        "aW10",
        "aWzFd",
        "aWzEsMl0",
        "aWyJcdWQ4MDAiLCAxXQ",
        "aWyJcdTAwMDAiLDFd",
        "aWyJjeSIsOTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",
        "a" + "WyJ" * 9000,
    ],
)
def test_a_cursor_that_is_none_gives_the_first_page(cursor: str) -> None:
    assert by_name(cursor).rows == by_name().rows


def test_pages_are_found_by_a_row_comparison() -> None:
    compared = paginate(_Recording(Profile), "search_name", "id", cursor=by_name().older, size=2)
    assert compared.rows


def test_a_list_goes_on_from_the_key_of_its_last_row() -> None:
    people = Profile.objects.order_by("pk")
    found, following = first_of(people, 3)
    assert [row.full_name for row in found] == ["ada 0", "bo 1", "cy 2"]
    assert first_of(people.filter(pk__gt=following), 1, "search_name")[1] == "cy"


def test_a_list_that_ends_with_its_page_says_so() -> None:
    assert first_of(Profile.objects.order_by("pk"), 5)[1] is None


class _Recording(models.QuerySet[Profile]):
    """Stops where a page's query lacks the comparison that the index answers."""

    def __getitem__(self, key: object) -> "_Recording":
        assert "ROW(" in str(self.query)
        return super().__getitem__(key)  # type: ignore[index, return-value]
