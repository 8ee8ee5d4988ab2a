"""Facts about companies come in, once each; people correct names and links."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from config.audit.models import SYSTEM, AuditEvent
from profiles.canonical import Experience as Entry
from profiles.companies import choosing
from profiles.companies.canonical import CanonicalCompany
from profiles.companies.choosing import NoCompany
from profiles.companies.records import judge_companies, merge_companies, store_companies
from profiles.imports import Outcome, Result, import_item, store
from profiles.models import Company, CompanyAlias, Experience
from profiles.sources import CompanyRecord, Record
from tests.factories import career

pytestmark = pytest.mark.django_db


def told(name: str = "Acme", source: str = "apollo", **facts: Any) -> Result:
    return import_item(CompanyRecord(source, {"name": name, **facts}, CanonicalCompany(name=name, **facts)))


def works_at(name: str, key: str = "1") -> Experience:
    person = career(experience=(Entry(title="CTO", company=name),), linkedin_url="", email="")
    return Experience.objects.get(profile=store(Record("shortlist", key, {"at": name}, person)).profile_id)


def test_the_same_facts_again_change_nothing() -> None:
    assert told(domain="acme.com", employees=50).outcome == Outcome.CREATED
    before = Company.objects.get().updated_at
    assert told(domain="acme.com", employees=50).outcome == Outcome.UNCHANGED
    assert Company.objects.get().updated_at == before


def test_a_domain_is_a_company_whatever_its_name() -> None:
    first = told(domain="acme.com", employees=50)
    second = told("Acme Corporation Worldwide", domain="acme.com", industry="Software")
    assert (second.outcome, second.company_id) == (Outcome.CHANGED, first.company_id)
    company = Company.objects.get()
    assert (company.name, company.employees, company.industry) == ("Acme Corporation Worldwide", 50, "Software")


def test_facts_join_the_company_that_careers_know_by_name() -> None:
    entry = works_at("Acme, Inc.")
    told(domain="acme.com", employees=280_000)
    entry.refresh_from_db()
    assert entry.employer
    assert (entry.employer.employees, Company.objects.count()) == (280_000, 1)


def test_a_namesake_with_another_domain_is_another_company() -> None:
    told(domain="acme.com")
    told(domain="acme.co.jp")
    assert Company.objects.count() == 2


def test_size_is_taken_whole_from_one_source() -> None:
    told(domain="acme.com", employees_low=51, employees_high=200)
    told(domain="acme.com", employees=150)
    company = Company.objects.get()
    assert (company.employees, company.employees_low, company.employees_high) == (150, None, None)


def test_a_parent_is_a_company_and_nobody_owns_their_owner() -> None:
    told("Little", parent_name="Big")
    refused = told("Big", parent_name="Little")
    little, big = Company.objects.get(name="Little"), Company.objects.get(name="Big")
    assert (little.parent, big.parent) == (big, None)
    assert refused.warnings == ("Little is the company itself or part of it, and not its parent; left out.",)


def test_a_parent_that_is_known_by_its_domain_alone_is_a_company_until_more_is_told_of_it() -> None:
    told("Little", parent_domain="big.com")
    assert str(Company.objects.get(name="Little").parent) == "big.com"
    told("Big", domain="big.com")
    assert str(Company.objects.get(name="Little").parent) == "Big"


def test_a_company_is_not_its_own_parent() -> None:
    result = told("Acme", domain="acme.com", parent_domain="acme.com")
    assert result.outcome == Outcome.CREATED
    assert result.warnings == ("Acme is the company itself or part of it, and not its parent; left out.",)


def test_a_page_that_another_company_bears_stays_there() -> None:
    first, second = told(domain="acme.com"), told(domain="acme.io", linkedin_url="linkedin.com/company/acme")
    again = told(domain="acme.com", linkedin_url="linkedin.com/company/acme", employees=50)
    assert (again.outcome, again.company_id) == (Outcome.CHANGED, first.company_id)
    assert again.warnings == ("linkedin.com/company/acme is the page of another company here, Acme, and stays there.",)
    pages = dict(Company.objects.values_list("pk", "linkedin_key"))
    assert pages == {first.company_id: None, second.company_id: "linkedin.com/company/acme"}


def test_a_company_that_the_database_refuses_takes_no_other_with_it() -> None:
    good, bad = ({"name": name} for name in ("Acme", "Zeta"))
    records = [
        CompanyRecord("apollo", payload, CanonicalCompany(name=payload["name"]))
        for payload in (good, {**bad, "about": "\0"}, good)
    ]
    assert [result.outcome for result in store_companies(records)] == ["created", "refused", "unchanged"]
    assert Company.objects.get().name == "Acme"
    refused = judge_companies(records)[1]
    assert refused.outcome == "refused"
    assert "would not take it" in refused.reason


def test_a_company_takes_over_the_owner_of_one_that_becomes_part_of_it() -> None:
    told("Apex", parent_name="Big")
    told("Acme")
    apex, company = Company.objects.get(name="Apex"), Company.objects.get(name="Acme")
    merge_companies(company, apex)
    company.refresh_from_db()
    assert company.parent == Company.objects.get(name="Big")


def test_no_company_becomes_its_owners_owner_by_a_merge() -> None:
    told("Little", parent_name="Middle")
    told("Middle", parent_name="Big")
    little, big = Company.objects.get(name="Little"), Company.objects.get(name="Big")
    merge_companies(big, little)
    big.refresh_from_db()
    assert big.parent is None


def test_a_name_that_a_person_adds_brings_the_careers_with_it() -> None:
    entry = works_at("Acme Sverige")
    told(domain="acme.com")
    company = Company.objects.get(domain="acme.com")
    with pytest.raises(choosing.IsAnother, match="“Acme Sverige” is a company here, too"):
        choosing.also_called(company, "Acme Sverige", actor=SYSTEM)
    choosing.also_called(company, "Acme Sverige", is_same=True, actor=SYSTEM)
    entry.refresh_from_db()
    assert entry.employer == company
    assert works_at("ACME SVERIGE AB", "2").employer == company


def test_two_companies_of_which_more_than_the_name_is_known_stay_two() -> None:
    told("Zeta", domain="zeta.com")
    told("Acme", domain="acme.com")
    with pytest.raises(NoCompany, match="Zeta is a company of its own here, and more than its name is known of both"):
        choosing.also_called(Company.objects.get(name="Acme"), "Zeta", actor=SYSTEM)
    assert {company.name for company in Company.objects.all()} == {"Zeta", "Acme"}


def test_a_name_that_another_company_has_beside_its_own_is_to_be_taken_away_there_first() -> None:
    told("Zeta", domain="zeta.com", aliases=("Apex",))
    told("Acme", domain="acme.com")
    acme = Company.objects.get(name="Acme")
    with pytest.raises(NoCompany, match=r"“Apex” is also what Zeta is called\. Take the name away on its page first"):
        choosing.also_called(acme, "APEX Inc.", actor=SYSTEM)
    choosing.no_longer_called(CompanyAlias.objects.get(name="Apex"), actor=SYSTEM)
    choosing.also_called(acme, "APEX Inc.", actor=SYSTEM)
    assert CompanyAlias.objects.get(key="apex").company == acme


def test_whoever_adds_a_known_companys_name_to_a_mere_name_is_led_to_where_it_can_be_done(signed_in: Client) -> None:
    entry = works_at("Big Blue")
    told("IBM", domain="ibm.com")
    ibm = Company.objects.get(domain="ibm.com")
    page = signed_in.post(f"/companies/{entry.employer_id}/names/", {"name": "IBM"}, follow=True).text
    assert "If Big Blue is the same, add “Big Blue” there." in page
    assert f'<a href="/companies/{ibm.pk}/">Open IBM</a>' in page
    signed_in.post(f"/companies/{ibm.pk}/names/", {"name": "Big Blue", "same": "1"})
    entry.refresh_from_db()
    assert entry.employer == ibm


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Acme Sverige", "“Acme Sverige” now means Acme."),
        ("Acme", "“Acme” means Acme already."),
        (" ACME  Inc. ", "“ACME Inc.” means Acme already: it is the same name here as “Acme”."),
        ("  ", "Give the name by which Acme is known, too."),
        ("Inc.", "“Inc.” names no company."),
    ],
)
def test_what_became_of_a_name_is_said(signed_in: Client, name: str, answer: str) -> None:
    told(domain="acme.com")
    address = f"/companies/{Company.objects.get().pk}/names/"
    assert answer in signed_in.post(address, {"name": name}, follow=True).text


def test_a_name_that_is_there_already_changes_nothing() -> None:
    told(domain="acme.com")
    choosing.also_called(Company.objects.get(), "ACME Inc.", actor=SYSTEM)
    assert not AuditEvent.objects.filter(action="company_changed").exists()


def test_a_company_that_became_part_of_another_is_one_again_when_the_name_is_taken_away() -> None:
    entry = works_at("Acme Sverige")
    told(domain="acme.com")
    choosing.also_called(Company.objects.get(domain="acme.com"), "Acme Sverige", is_same=True, actor=SYSTEM)
    choosing.no_longer_called(CompanyAlias.objects.get(name="Acme Sverige"), actor=SYSTEM)
    entry.refresh_from_db()
    assert entry.employer == Company.objects.get(name="Acme Sverige")
    assert works_at("ACME SVERIGE AB", "2").employer == entry.employer


def test_a_name_that_is_taken_away_is_another_company_of_those_who_wrote_it_but_not_of_whom_a_person_linked() -> None:
    told(domain="acme.com")
    choosing.also_called(Company.objects.get(), "Apex", actor=SYSTEM)
    by_name, by_person = works_at("Apex"), works_at("Apex", "2")
    choosing.choose_employer(by_person, "Acme", actor=SYSTEM)
    choosing.no_longer_called(CompanyAlias.objects.get(name="Apex"), actor=SYSTEM)
    by_name.refresh_from_db()
    by_person.refresh_from_db()
    assert by_name.employer == Company.objects.get(name="Apex")
    assert by_person.employer is not None


def test_a_company_keeps_its_own_name() -> None:
    works_at("Acme")
    with pytest.raises(NoCompany, match="this company itself"):
        choosing.no_longer_called(CompanyAlias.objects.get(), actor=SYSTEM)
    assert works_at("Acme", "2").employer == Company.objects.get()


def test_a_slip_of_the_pen_makes_no_company() -> None:
    entry = works_at("Acme")
    with pytest.raises(NoCompany, match="No company here is called “Acmme”"):
        choosing.choose_employer(entry, "Acmme", actor=SYSTEM)
    assert Company.objects.count() == 1
    assert choosing.choose_employer(entry, "Acmme", is_new=True, actor=SYSTEM) == Company.objects.get(name="Acmme")


@pytest.mark.parametrize("name", ["", " "])
def test_the_database_takes_no_company_without_a_name(name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.create(name=name)


@pytest.mark.parametrize("domain", ["", "acme", "ACME.com", "https://acme.com"])
def test_the_database_takes_a_domain_in_its_normal_form_only(domain: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.create(name="Acme", domain=domain)


def test_pages_list_find_and_show_companies(signed_in: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        works_at("Acme, Inc.", str(number))
    works_at("Zeta", "z")
    told(domain="acme.com", employees=280_000)
    with django_assert_max_num_queries(5):
        listed = signed_in.get("/companies/?name=acme").content.decode()
    assert '280,000<span class="narrow-only"> employees</span>' in listed
    assert '<td class="figure"></td>' in signed_in.get("/companies/?name=zeta").content.decode()
    assert "Zeta" not in listed
    company = Company.objects.get(domain="acme.com")
    with django_assert_max_num_queries(8):
        shown = signed_in.get(f"/companies/{company.pk}/").content.decode()
    assert shown.count("Imara Okafor-Lindqvist") == 3
    Company.objects.filter(pk=company.pk).update(source="brightdata")
    assert "Bright Data, " in signed_in.get(f"/companies/{company.pk}/").text


def test_a_person_corrects_an_employer_on_a_page(signed_in: Client) -> None:
    entry = works_at("Acme")
    told("Acme of Japan", domain="acme.co.jp")
    address = f"/candidates/{entry.profile_id}/employers/"
    signed_in.post(f"{address}{entry.pk}/", {"company": "acme.co.jp"})
    entry.refresh_from_db()
    assert (str(entry.employer), entry.employer_chosen) == ("Acme of Japan", True)
    assert "chosen by a person" in signed_in.get(address).content.decode()
    refused = signed_in.post(f"{address}{entry.pk}/", {"company": "Inc."}, follow=True).content.decode()
    assert "names no company" in refused


def test_a_refused_employer_stays_in_its_open_form(signed_in: Client) -> None:
    entry, address = works_at("Acme"), "/candidates/{0.profile_id}/employers/{0.pk}/"
    answer = signed_in.post(address.format(entry), {"company": "Acmme <AB>"})
    assert answer.text.count("<details open>") == 1
    assert 'value="Acmme &lt;AB&gt;" aria-invalid="true"' in answer.text
    assert signed_in.get(address.format(entry)).headers["Location"] == f"/candidates/{entry.profile_id}/employers/"


def test_names_are_added_and_taken_away_on_a_page(signed_in: Client) -> None:
    told(domain="acme.com")
    company = Company.objects.get()
    signed_in.post(f"/companies/{company.pk}/names/", {"name": "Acme Sverige"})
    alias = CompanyAlias.objects.get(name="Acme Sverige")
    signed_in.post(f"/companies/{company.pk}/names/{alias.pk}/remove/")
    assert [each.name for each in company.aliases.all()] == ["Acme"]


def test_a_name_of_another_company_is_added_only_to_whom_says_that_they_are_the_same(signed_in: Client) -> None:
    works_at("Acme Sverige")
    told(domain="acme.com")
    company = Company.objects.get(domain="acme.com")
    asked = signed_in.post(f"/companies/{company.pk}/names/", {"name": "Acme Sverige"})
    assert "Is Acme Sverige the same as Acme?" in asked.text
    assert "is a company here with 1 person" in asked.text
    assert Company.objects.count() == 2
    signed_in.post(f"/companies/{company.pk}/names/", {"name": "Acme Sverige", "same": "1"})
    assert Company.objects.get().aliases.filter(name="Acme Sverige").exists()


def test_api_upserts_and_looks_up_by_domain(api: Callable[..., Client]) -> None:
    client = api("read", "write")
    body = {"name": "Acme", "domain": "acme.com", "employees": 50}
    first = client.post("/api/v1/companies", body, content_type="application/json")
    again = client.post("/api/v1/companies", body, content_type="application/json")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["outcome"] == "unchanged"
    found = client.get("/api/v1/companies/lookup?domain=https://www.ACME.com/x").json()
    assert (found["id"], found["employees"]) == (first.json()["id"], 50)
    assert client.get("/api/v1/companies/lookup?domain=gmail.com").status_code == 422
    assert client.get("/api/v1/companies/lookup?domain=zeta.com").status_code == 404
    assert client.get("/api/v1/companies/lookup").status_code == 422


def test_api_tells_of_a_page_that_another_company_bears(api: Callable[..., Client]) -> None:
    told(domain="acme.com")
    told(domain="acme.io", linkedin_url="linkedin.com/company/acme")
    body = {"name": "Acme", "domain": "acme.com", "linkedin_url": "linkedin.com/company/acme"}
    answer = api("write").post("/api/v1/companies", body, content_type="application/json")
    assert (answer.status_code, len(answer.json()["warnings"])) == (200, 1)


def test_api_refuses_what_is_no_company(api: Callable[..., Client]) -> None:
    answer = api("write").post("/api/v1/companies", {"x": 1}, content_type="application/json")
    assert answer.status_code == 422
    assert not Company.objects.exists()


def test_api_lists_people_of_a_company_and_companies_of_a_person(api: Callable[..., Client]) -> None:
    entry = works_at("Acme")
    client = api("read")
    people = client.get(f"/api/v1/companies/{entry.employer_id}/profiles").json()["items"]
    assert [person["id"] for person in people] == [entry.profile_id]
    (position,) = client.get(f"/api/v1/profiles/{entry.profile_id}/companies").json()
    assert position["employer"]["name"] == "Acme"
    assert client.get("/api/v1/companies?q=acm").json()["items"][0]["aliases"] == ["Acme"]
