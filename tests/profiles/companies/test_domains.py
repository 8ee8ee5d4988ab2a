"""One domain for every spelling of a company's website, and none for what is not its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.companies.domains import company_domain, typed_domain


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("acme.com", "acme.com"),
        ("https://www.ACME.co.uk/about?x#y", "acme.co.uk"),
        ("//www2.acme.com", "acme.com"),
        ("http://m.acme.com:8080/", "acme.com"),
        ("shop.acme.com", "shop.acme.com"),
        ("info@acme.com", "acme.com"),
        ("mailto:info@acme.com", "acme.com"),
        ("https://user:secret@acme.com/", "acme.com"),
        ("acme.com.", "acme.com"),
        ("\u200bacme.com ", "acme.com"),
        ("https://müller.de", "xn--mller-kva.de"),
        ("www.de", "www.de"),
    ],
)
def test_a_website_is_its_domain(written: str, domain: str) -> None:
    assert company_domain(written) == domain


@pytest.mark.parametrize(
    "written",
    [
        *("", "acme", "n/a", "localhost", "printer.local", "10.0.0.1", "http://[::1]/", "a..b", "-acme.com"),
        *("https://www.linkedin.com/company/acme", "acme.github.io", "https://sites.google.com/view/acme"),
        *("info@gmail.com", "bit.ly/acme", "acme.wixsite.com", "x" * 300 + ".com", "ü" * 3_000 + ".de"),
    ],
)
def test_what_is_no_companys_own_is_no_domain(written: str) -> None:
    assert company_domain(written) == ""


@pytest.mark.parametrize(
    ("typed", "domain"), [(" acme.com ", "acme.com"), ("acme", ""), ("St. Acme", ""), ("acme.com / Berlin", "")]
)
def test_what_has_several_words_is_a_name(typed: str, domain: str) -> None:
    assert typed_domain(typed) == domain


@given(st.text(max_size=80))
def test_a_domain_is_its_own_domain(text: str) -> None:
    domain = company_domain(text)
    assert company_domain(domain) == domain
