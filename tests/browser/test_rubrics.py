"""An admin changes the CTO rubric, looks at what it would change, and activates it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from scoring.models import Rubric
from tests.browser.conftest import sign_in
from tests.factories import stored_profile


@pytest.fixture
def admin(person: User) -> User:
    person.is_staff = person.is_superuser = True
    person.save(update_fields=["is_staff", "is_superuser"])
    return person


@pytest.fixture
def fit_worker(start_process: Any) -> None:
    start_process("rqworker", "fit")


def opened(page: Page) -> Page:
    page.goto("/admin/scoring/rubric/")
    page.get_by_role("link", name="CTO rubric v2").click()
    page.get_by_role("link", name="New version from this one").click()
    return page


def weight(page: Page, criterion: str) -> Any:
    return page.get_by_role("group", name=f"Criterion: {criterion}").locator("input[data-weight]")


@pytest.mark.usefixtures("fit_worker", "admin")
def test_a_rubric_is_changed_previewed_and_activated(open_page: Any) -> None:
    for number in range(3):
        stored_profile(str(number))
    page = opened(sign_in(open_page()))
    page.get_by_label("What you change, and why").fill("Teams count more.")
    weight(page, "Team scale").fill("14")
    expect(page.locator("#weights")).to_have_text("104")
    weight(page, "Team scale").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The weights add up to 104, not to 100.")
    weight(page, "Executive presence").fill("3")
    page.get_by_role("button", name="Save as a new version").last.click()
    expect(page.get_by_role("heading", name="CTO rubric v3")).to_contain_text("Draft, never active")
    page.get_by_role("link", name="Effect on all candidates", exact=True).click()
    page.get_by_role("button", name="Work out the effect").click()
    expect(page.get_by_role("heading", name="From band to band")).to_be_visible()
    page.get_by_role("link", name="Back to CTO rubric v3").click()
    page.get_by_label("Why is it activated").fill("It finds builders.")
    page.get_by_role("button", name="Activate version 3").click()
    expect(page.get_by_text("CTO rubric v3 is active now.")).to_be_visible()
    expect(page.get_by_text("Completed", exact=True)).to_be_visible()
    assert Rubric.objects.get(role__slug="cto", is_active=True).note == "Teams count more."


@pytest.mark.usefixtures("admin")
def test_one_goes_on_in_the_row_that_was_added(open_page: Any) -> None:
    page = opened(sign_in(open_page()))
    page.get_by_role("button", name="Add criterion to Company scale").click()
    expect(page.locator("#categories-2-criteria-2").get_by_label("Name")).to_be_focused()


@pytest.mark.usefixtures("admin")
def test_rows_are_added_without_scripts(open_page: Any) -> None:
    page = opened(sign_in(open_page(java_script_enabled=False)))
    page.get_by_label("What you change, and why").fill("More.")
    page.get_by_role("button", name="Add criterion to Technical leadership").click()
    new = page.locator("#categories-0-criteria-3")
    new.get_by_label("Name").fill("Open source")
    page.get_by_label("Another measure").nth(3).select_option(label="Topics")
    page.get_by_role("button", name="Add measure to this criterion").click()
    expect(new.get_by_label("Name")).to_have_value("Open source")
    expect(new.get_by_role("group", name="Topics")).to_be_visible()
    assert page.url.endswith("#categories-0-criteria-3-measures-0")


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_of_a_rubric_lies_beside_the_screen(open_page: Any, width: int) -> None:
    page = sign_in(open_page(viewport={"width": width, "height": 780}))
    rubric = Rubric.objects.get(role__slug="cto", is_active=True)
    for name in ("change", "new-version", "effect"):
        page.goto(f"/admin/scoring/rubric/{rubric.pk}/{name}/")
        page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
