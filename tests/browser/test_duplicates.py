"""Two profiles of one person: found, compared, merged, and taken apart again."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from profiles.models import Duplicate, Profile
from tests.browser.conftest import sign_in
from tests.factories import stored_profile


@pytest.fixture
def twice(transactional_db: None) -> tuple[Profile, Profile]:
    return stored_profile("2", full_name="Ada Brink", city="Oslo"), stored_profile(
        "3", full_name="Ada Brink", city="Bergen"
    )


@pytest.mark.usefixtures("background", "twice")
def test_pairs_appear_when_the_search_ends(page: Page) -> None:
    page.goto("/duplicates/")
    page.get_by_role("button", name="Look for duplicates now").click()
    expect(page.get_by_role("link", name="Ada Brink and Ada Brink")).to_be_visible()
    expect(page.get_by_role("button", name="Look for duplicates now")).to_be_visible()


def test_two_become_one_and_two_again(page: Page, twice: tuple[Profile, Profile]) -> None:
    first, second = twice
    Duplicate.objects.create(first=first, second=second, likeness=70, reasons=["Same name"])
    page.goto(f"/candidates/{first.pk}/")
    page.get_by_role("link", name="Compare the two profiles").click()
    page.get_by_role("radio", name="Oslo").check()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text(f"Profile {second.pk} is now part of Ada Brink")).to_be_visible()
    assert Profile.objects.get().city == "Oslo"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("are two again")).to_be_visible()
    page.get_by_role("link", name="To decide").click()
    expect(page.get_by_role("link", name="Ada Brink and Ada Brink")).to_be_visible()
    assert Profile.objects.get(pk=second.pk).city == "Bergen"


def test_nothing_of_a_pair_lies_beside_the_phone(open_page: Any, person: User, twice: tuple[Profile, Profile]) -> None:
    first, second = twice
    pair = Duplicate.objects.create(first=first, second=second, likeness=70, reasons=["Same name"])
    page = sign_in(open_page(viewport={"width": 320, "height": 780}))
    for address in ("/duplicates/", f"/duplicates/{pair.pk}/", "/companies/", "/deletions/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        labels = page.locator(".rail li span")
        assert labels.evaluate_all("all => all.every(label => label.scrollWidth <= label.clientWidth)"), address
