"""Files dropped in, columns named, the check read, people imported: with a real worker."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from profiles.models import Profile
from tests.browser.conftest import sign_in
from tests.factories import stored_profile

TABLE = b"Full name,Job title,E-mail\nAda Brink,CTO,ada@example.com\nBo Lind,CIO,bo@example.com\n"
PEOPLE = "\n".join(json.dumps({"basics": {"name": name}}) for name in ("Ada Brink", "Bo Lind")).encode()


def upload(page: Page, name: str, content: bytes) -> None:
    page.goto("/imports/")
    page.get_by_label("Drop files here").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="Check what is in them").click()


@pytest.mark.usefixtures("background")
def test_people_come_in_without_a_reload(page: Page) -> None:
    upload(page, "people.ndjson", PEOPLE + b"\n{broken")
    expect(page.get_by_role("button", name="Import 2 people")).to_be_visible()
    expect(page.get_by_role("row", name="Ada Brink")).to_be_visible()
    expect(page.get_by_text("The JSON is damaged")).to_be_visible()
    page.get_by_role("button", name="Import 2 people").click()
    expect(page.get_by_role("heading", name="Imported people")).to_be_visible()
    expect(page.locator("[hx-trigger*=load]")).to_have_count(0)
    page.get_by_role("link", name="Bo Lind").click()
    expect(page.get_by_role("heading", name="Bo Lind")).to_be_visible()


def test_a_half_filled_mapping_survives_a_reload(page: Page) -> None:
    upload(page, "people.csv", TABLE)
    target = page.get_by_label("Job title")
    expect(target).not_to_have_value("headline")
    target.select_option("headline")
    page.reload()
    expect(page.get_by_label("Job title")).to_have_value("headline")


def test_columns_are_named_with_the_keyboard_alone(page: Page) -> None:
    upload(page, "people.csv", TABLE)
    page.get_by_label("Full name", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Job title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check what is in it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_run_is_paused_and_resumed_where_it_stands(page: Page) -> None:
    upload(page, "people.ndjson", PEOPLE)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Nothing happens until it is resumed")).to_be_visible()
    expect(page.get_by_role("button", name="Resume")).to_be_focused()
    expect(page.locator("[hx-trigger*=load]")).to_have_count(0)
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_whoever_is_on_a_button_goes_on_from_the_result(page: Page, start_process: Any) -> None:
    upload(page, "people.ndjson", PEOPLE)
    page.get_by_role("button", name="Pause").focus()
    start_process("rqworker", "background")
    expect(page.get_by_role("button", name="Import 2 people")).to_be_visible()
    expect(page.locator("#content")).to_be_focused()


@pytest.mark.usefixtures("background")
def test_without_javascript_a_refresh_shows_the_result(open_page: Any, person: User) -> None:
    page = sign_in(open_page(java_script_enabled=False))
    upload(page, "people.ndjson", PEOPLE)
    for _ in range(60):
        if page.get_by_role("button", name="Import 2 people").count():
            break
        page.locator("noscript a").click()
        page.wait_for_timeout(500)
    page.get_by_role("button", name="Import 2 people").click()
    for _ in range(60):
        if Profile.objects.count():
            break
        page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_role("heading", name="Imported people")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 768])
@pytest.mark.usefixtures("background")
def test_no_page_of_an_import_scrolls_sideways(open_page: Any, person: User, width: int) -> None:
    long = "Generaldirektorin-für-Informationssicherheit-und-Digitalisierung"
    stored_profile("2", full_name=f"{long} Brink")
    page = sign_in(open_page(viewport={"width": width, "height": 780}))
    upload(page, f"{long}.csv", f"Full name,{long}\n{long} Brink,{long * 3}\n,x\n".encode())

    def fits() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth") <= width)

    assert fits()
    page.get_by_role("button", name="Check what is in it").click()
    page.get_by_role("button", name="Import 1 person").wait_for()
    assert fits()
    page.get_by_role("button", name="Import 1 person").click()
    page.get_by_role("heading", name="Imported people").wait_for()
    assert fits()
    page.goto("/imports/")
    assert fits()
