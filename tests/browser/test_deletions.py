"""Found by name, looked at, the first ten, the rest, and all of it undone: with a real worker."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from config.audit.models import SYSTEM
from profiles.erasure import erase
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


def test_a_passage_is_ticked_and_taken_out_by_the_keyboard(page: Page, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_staff=True)
    said = "Reported to Zaphodia Quuxenberg. Joined Zaphodia Quuxenberg GmbH."
    friend = stored_profile("friend", full_name="Bo Lind", summary=said)
    erase(stored_profile("hers", full_name="Zaphodia Quuxenberg").pk, actor=SYSTEM)
    page.goto("/deletions/")
    page.get_by_role("link", name="Mentions of erased people").press("Enter")
    page.get_by_role("checkbox", name="Reported to").first.press("Space")
    page.get_by_role("button", name="Take out what is ticked").press("Enter")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert Profile.objects.get().summary == "Reported to [removed]. Joined Zaphodia Quuxenberg GmbH."
    assert Profile.objects.get() == friend
