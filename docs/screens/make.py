"""Take the README's pictures from a running Shortlist: `python docs/screens/make.py URL USER PASSWORD`.

The demo people of `make run` are enough. The person shown is the one whose fit as CTO is best, who has to be assessed
first.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent


def main(url: str, user: str, password: str) -> None:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path, args=flags) as browser:
        page = browser.new_page(base_url=url, viewport={"width": 1440, "height": 780}, color_scheme="light")
        page.goto("/sign-in/")
        page.get_by_label("User name").fill(user)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/candidates/")
        page.goto("/candidates/?sort=cto-fit")
        page.screenshot(path=HERE / "candidates.png")
        page.locator("tbody th a").first.click()
        page.locator(".timeline").scroll_into_view_if_needed()
        page.locator(".criterion .fact-chip").first.click()
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=HERE / "candidate.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
