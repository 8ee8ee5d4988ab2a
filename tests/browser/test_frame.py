"""Keyboard, search, narrow screens: what holds on every page."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from scoring.models import ScoringJob
from tests.browser.conftest import sign_in
from tests.factories import AssessmentFactory, requested_job, stored_profile


def test_slash_goes_to_the_search_which_finds_while_one_types(page: Page) -> None:
    stored_profile()
    stored_profile("2", full_name="Bo Lind")
    page.reload()
    page.keyboard.press("/")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.type("imara")
    expect(page.get_by_role("row", name="Bo Lind")).to_have_count(0)
    expect(page.get_by_role("row", name="Imara")).to_be_visible()
    expect(search).to_be_focused()
    assert page.url.endswith("?q=imara")
    page.go_back()
    expect(page.get_by_role("row", name="Bo Lind")).to_be_visible()


def test_searching_from_another_page_leads_to_the_list(page: Page) -> None:
    stored_profile()
    page.goto("/jobs/")
    page.keyboard.press("/")
    page.keyboard.type("imara")
    page.keyboard.press("Enter")
    page.wait_for_url("**/candidates/?q=imara")
    expect(page.get_by_role("row", name="Imara")).to_be_visible()


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_a_collapsed_rail_stays_collapsed(page: Page) -> None:
    page.get_by_role("button", name="Collapse").click()
    page.goto("/jobs/")
    assert page.locator(".rail").bounding_box()["width"] < 60  # type: ignore[index]
    expect(page.get_by_role("link", name="Candidates")).to_be_visible()


def test_a_wrong_password_is_told_and_nothing_is_lost(open_page: Any, person: User) -> None:
    page = open_page()
    page.goto("/jobs/")
    page.get_by_label("User name").fill("maja")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not go together")
    page.get_by_label("Password").fill("a long enough password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/")


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_scrolls_sideways(open_page: Any, person: User, width: int) -> None:
    long = "Generaldirektorin-für-Informationssicherheit-und-Digitalisierung"
    profile = stored_profile("2", full_name=f"{long} {long}", headline=long * 3, email=f"{long}@example.com")
    job: ScoringJob = AssessmentFactory(job=requested_job(profile)).job
    page = sign_in(open_page(viewport={"width": width, "height": 780}))
    for path in ("/candidates/", f"/candidates/{profile.pk}/", "/jobs/", f"/jobs/{job.pk}/", "/candidates/?q=nobody"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_every_control_has_a_name(page: Page) -> None:
    profile = AssessmentFactory(job=requested_job()).profile
    for path in ("/candidates/", f"/candidates/{profile.pk}/", "/jobs/"):
        page.goto(path)
        for control in page.get_by_role("link").or_(page.get_by_role("button")).all():
            expect(control).to_have_accessible_name(re.compile(r"\S"))
