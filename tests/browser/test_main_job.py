"""What the product is for: open a person, ask for a score, read it and what it rests on."""

import re
import subprocess
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from scoring.models import ScoringJob
from tests.browser.conftest import sign_in
from tests.conftest import Evaluator
from tests.factories import AssessmentFactory, requested_job, stored_profile

LIT = re.compile(r"\bis-lit\b")


def ask(page: Page, role: str = "CTO") -> None:
    page.get_by_role("link", name=re.compile("Imara Okafor-Lindqvist")).first.click()
    page.get_by_role("button", name=f"Score as {role}").click()


def test_a_score_comes_without_touching_the_page_and_shows_its_evidence(
    page: Page, evaluator: Evaluator, start_worker: Any
) -> None:
    evaluator.behave(latency=4)  # longer than the page ever waits between two looks in the first minute
    stored_profile()
    page.reload()
    ask(page)
    card = page.locator("#card-cto")
    expect(card.get_by_text("Pending")).to_be_visible()
    start_worker()
    expect(card.get_by_text("Processing")).to_be_visible()
    expect(card.locator(".score .number")).to_have_text(re.compile(r"^\d+$"))
    expect(card.get_by_text("not an LLM")).to_be_visible()
    expect(page.get_by_text("Rated by the offline evaluator, which is not a language model.")).to_be_visible()
    expect(page.locator("#announce")).to_have_text(re.compile(r"^CTO: completed, \d+"))

    chip = page.locator(".criterion .fact-chip").first
    chip.click()
    number = chip.get_attribute("data-fact")
    fact = page.locator(f"#F{number}")
    expect(fact).to_have_class(LIT)
    expect(fact).to_be_in_viewport()
    expect(chip).to_be_in_viewport()
    assert page.url.endswith(f"#F{number}")


@pytest.mark.usefixtures("worker")
def test_polling_stops_at_the_end_and_steals_no_focus(page: Page) -> None:
    stored_profile()
    page.reload()
    ask(page)
    search = page.get_by_role("searchbox")
    search.click()
    search.press_sequentially("half a na")
    expect(page.locator("#card-cto .score")).to_be_visible()
    expect(search).to_be_focused()
    expect(search).to_have_value("half a na")
    expect(page.locator("[hx-trigger*=load]")).to_have_count(0)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2_500)
    assert asked == []


@pytest.mark.usefixtures("worker")
def test_a_refusal_is_told_in_words(page: Page, evaluator: Evaluator) -> None:
    evaluator.behave(rates={"refusal": 1})
    stored_profile()
    page.reload()
    ask(page)
    card = page.locator("#card-cto")
    expect(card.get_by_text("The model declined to assess this profile.")).to_be_visible()
    expect(card.get_by_role("button")).to_have_text("Score as CTO")
    card.get_by_role("link", name="What happened").click()
    expect(page.get_by_role("heading", name="Steps")).to_be_visible()


@pytest.mark.usefixtures("worker")
def test_a_failed_job_is_retried_from_the_card(page: Page, evaluator: Evaluator) -> None:
    evaluator.behave(rates={"truncated": 1})
    stored_profile()
    page.reload()
    ask(page)
    card = page.locator("#card-cto")
    expect(card.get_by_text("cut off")).to_be_visible()
    evaluator.behave()
    card.get_by_role("button", name="Retry").click()
    expect(card.locator(".score")).to_be_visible()


@pytest.mark.usefixtures("worker")
def test_a_row_of_the_jobs_list_updates_itself(page: Page, evaluator: Evaluator) -> None:
    evaluator.behave(latency=2)
    job = requested_job()
    page.goto("/jobs/")
    row = page.locator(f"#job-{job.pk}")
    link = row.get_by_role("link", name="Imara")
    link.focus()
    expect(row.get_by_text("Completed")).to_be_visible()
    expect(row.locator(".result .number")).to_be_visible()
    expect(link).to_be_focused()
    expect(page.locator("#poll-jobs")).to_have_count(0)


@pytest.mark.usefixtures("worker")
def test_a_jobs_page_updates_itself(page: Page, evaluator: Evaluator) -> None:
    evaluator.behave(latency=2)
    page.goto(requested_job().get_absolute_url())
    expect(page.get_by_role("button", name="Cancel this job")).to_be_visible()
    expect(page.locator(".steps .completed")).to_be_visible()
    expect(page.locator("summary", has_text="Try 1")).to_be_visible()


def test_without_javascript_a_reload_shows_progress(
    open_page: Any, person: User, worker: "subprocess.Popen[bytes]"
) -> None:
    stored_profile()
    page = sign_in(open_page(java_script_enabled=False))
    ask(page)
    page.locator("#card-cto noscript a").click()
    for _ in range(60):
        page.reload()
        if page.locator("#card-cto .score").count():
            break
        page.wait_for_timeout(500)
    expect(page.locator("#card-cto .score")).to_be_visible()
    chip = page.locator(".criterion .fact-chip").first
    chip.click()
    fact = page.locator(f"#F{chip.get_attribute('data-fact')}")
    expect(fact).to_be_in_viewport()
    assert fact.evaluate("element => element.matches(':target')")


def test_a_fact_lights_up_what_rests_on_it(page: Page) -> None:
    job: ScoringJob = AssessmentFactory(job=requested_job()).job
    page.goto(f"/candidates/{job.profile_id}/")
    fact = page.locator("#F4")
    fact.scroll_into_view_if_needed()
    fact.hover()
    expect(page.locator(".criterion").first).to_have_class(LIT)
    expect(page.locator(".fact-chip[data-fact='4']").first).to_have_class(LIT)
    expect(page.locator(".step.is-lit, .fact.is-lit").first).to_be_visible()
    page.get_by_role("searchbox").hover()
    expect(page.locator(".is-lit")).to_have_count(0)
