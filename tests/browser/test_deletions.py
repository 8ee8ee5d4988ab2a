"""Found by name, looked at, the first ten, the rest, and all of it undone: with a real worker."""

import pytest
from playwright.sync_api import Page, expect

from profiles.models import Profile
from tests.factories import stored_profile


@pytest.mark.usefixtures("background")
def test_those_of_a_name_are_deleted_and_restored(page: Page) -> None:
    for number in range(12):
        stored_profile(f"z{number}", full_name=f"Zed Alder {number}")
    stored_profile("other", full_name="Bo Lind")
    page.goto("/candidates/?q=zed")
    page.get_by_role("link", name="Delete these").click()
    expect(page.get_by_role("heading", name="Delete 12 candidates?")).to_be_visible()
    page.get_by_role("button", name="Delete 10 of them first").click()
    expect(page.get_by_text("10 deleted.")).to_be_visible()
    page.get_by_role("button", name="Delete the other 2").click()
    expect(page.get_by_role("button", name="Undo: restore 12")).to_be_visible()
    assert Profile.objects.get().full_name == "Bo Lind"
    page.get_by_role("button", name="Undo: restore 12").click()
    expect(page.get_by_role("heading", name="Undone")).to_be_visible()
    expect(page.get_by_role("row", name="Restored")).to_have_count(12)
    assert Profile.objects.count() == 13
