"""A position's employer, corrected by a person."""

from playwright.sync_api import Page, expect

from profiles.canonical import Experience
from profiles.models import Company, Profile
from tests.factories import stored_profile


def works_at(company: str) -> Profile:
    entry = Experience(title="CTO", company=company, is_current=True)
    return stored_profile(company, full_name="Ada Brink", experience=(entry,))


def test_employers_are_suggested_and_a_slip_makes_none(page: Page, transactional_db: None) -> None:
    works_at("Harbour Logistics")
    profile = works_at("Harbor")
    page.goto(f"/candidates/{profile.pk}/employers/")
    page.get_by_text("Correct it").click()
    field = page.get_by_label("Name, domain or LinkedIn page of the company")
    field.fill("")
    field.press_sequentially("harbour")
    expect(page.locator("datalist option")).to_have_attribute("value", "Harbour Logistics")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("No company here is called “harbour”")).to_be_visible()
    expect(field).to_have_value("harbour")
    expect(field).to_be_focused()
    field.fill("Harbour Logistics")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("now means Harbour Logistics")).to_be_visible()
    assert Company.objects.count() == 2
