"""A real Chromium on a real server. Any error that the console shows fails the test, CSP violations included."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect, sync_playwright

PATIENCE = 30_000  # milliseconds: a worker needs seconds to start where two cores do everything


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "No Chromium: `make test` finds or installs one, or set CHROMIUM to its path."
    flags = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    # Playwright's loop runs in the tests' thread, and Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path, args=flags) as chromium:
        yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def person(transactional_db: None) -> User:
    return User.objects.create_user("maja", password="a long enough password", first_name="Maja", last_name="Lund")


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Any]:
    """`open_page(viewport=…, java_script_enabled=…)` is a new browser window on the server's front page."""
    contexts, complaints = [], []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url, **{"viewport": {"width": 1440, "height": 900}, **options}
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page) -> Page:
    page.goto("/")
    page.get_by_label("User name").fill("maja")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/candidates/")
    return page


@pytest.fixture
def page(open_page: Any, person: User) -> Page:
    """Signed in, on a desk's screen."""
    return sign_in(open_page())


@pytest.fixture
def background(start_process: Any) -> Any:
    return start_process("rqworker", "background")
