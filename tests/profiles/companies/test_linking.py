"""Employers in careers become companies, once each, however they are written."""

from typing import Any

import pytest

from profiles.canonical import Experience as Entry
from profiles.imports import store
from profiles.models import Company, CompanyAlias, Experience
from profiles.sources import Record
from tests.factories import career

pytestmark = pytest.mark.django_db


def works_at(*companies: str | tuple[str, str], key: str = "1") -> list[Any]:
    """Store a person with these employers (names, or names with addresses); the companies that they mean."""
    pairs = [(company, "") if isinstance(company, str) else company for company in companies]
    entries = tuple(Entry(title="CTO", company=name, company_url=url) for name, url in pairs)
    person = career(experience=entries, linkedin_url="", email="")
    result = store(Record("shortlist", key, {"companies": list(companies)}, person))
    return list(
        Experience.objects.filter(profile=result.profile_id).order_by("position").values_list("employer_id", flat=True)
    )


def test_one_company_however_it_is_written() -> None:
    one, two, three = works_at("IBM", "I.B.M.", "International Business Machines Corp.")
    assert one == two == three
    assert Company.objects.count() == 1


def test_a_company_that_is_known_is_found_again() -> None:
    assert works_at("Acme GmbH") == works_at("Acme", key="2")


@pytest.mark.django_db(transaction=True)  # what a transaction has not committed, no process may remember anyway
def test_a_name_means_what_it_means_now_whoever_has_changed_it() -> None:
    (first,) = works_at("Acme")
    other = Company.objects.create(name="Zeta")
    CompanyAlias.objects.update(company=other)  # as another process would
    assert works_at("Acme", key="2") == [other.pk] != [first]


def test_what_names_no_company_means_none() -> None:
    assert works_at("Self-employed") == [None]
    assert not Company.objects.exists()


def test_a_linkedin_page_tells_namesakes_apart() -> None:
    here, there = works_at(
        ("Acme", "https://www.linkedin.com/company/acme-sweden"), ("Acme", "linkedin.com/company/acme-japan/")
    )
    assert here != there


def test_a_page_is_a_company_whatever_the_name() -> None:
    first, second = works_at(
        ("Acme", "https://www.linkedin.com/company/acme"),
        ("Acme Holding", "https://se.linkedin.com/company/Acme/about"),
    )
    assert first == second


def test_a_website_is_a_company_too() -> None:
    first, second = works_at(("Acme", "https://www.acme.example.com/"), ("Acme Labs", "acme.example.com/jobs"))
    assert first == second
    assert Company.objects.get(pk=first).domain == "acme.example.com"


def test_a_page_that_many_share_is_nobodys_website() -> None:
    first, second = works_at(("Acme", "https://github.com/acme"), ("Zeta", "https://github.com/zeta"))
    assert first != second
    assert set(Company.objects.values_list("domain", flat=True)) == {None}
