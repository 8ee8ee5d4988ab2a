"""Companies as providers answer about them, and the sentence where an answer holds none."""

from typing import Any

import pytest

from profiles.companies.reading import recognises
from profiles.sources import CompanyRecord, Record, Refusal, parse_document
from tests.profiles.sources.people import APOLLO as PERSON

APOLLO = {
    "id": "aa",
    "name": "Petra Insurance",
    "primary_domain": "petra.example",
    "website_url": "http://www.petra.example",
    "linkedin_url": "http://www.linkedin.com/company/petra-insurance",
    "industry": "insurance",
    "estimated_num_employees": 1600,
    "founded_year": 1987,
    "publicly_traded_symbol": "PTR",
    "city": "Amman",
    "state": None,
    "country": "JO",
    "total_funding": 2_500_000,
    "latest_funding_stage": "Series D",
    "owned_by_organization": {"name": "Nabataean Holding", "website_url": "https://nabataean.example"},
    "short_description": "Insures caravans.",
}
PROXYCURL = {
    "name": "Sowa Software",
    "universal_name_id": "sowa-software",
    "website": "https://sowa.example/pl",
    "company_size": [51, 200],
    "company_size_on_linkedin": 37,
    "founded_year": 2005,
    "company_type": "PRIVATELY_HELD",
    "hq": {"city": "Gdańsk", "state": None, "country": "PL"},
}
BRIGHT_DATA = {
    "id": "fjord-data",
    "name": "Fjord Data",
    "country_code": "NO,SE",
    "employees_in_linkedin": 25_254,
    "company_size": "10,001+ employees",
    "organization_type": "Public Company",
    "headquarters": "Bergen, Vestland, Norway",
    "website": "https://www.fjord.example/",
    "url": "https://www.linkedin.com/company/fjord-data",
    "about": "Fjord Data | 5,000 followers on LinkedIn. Counts fish.",
}
PEOPLE_DATA_LABS = {
    "name": "awash analytics",
    "linkedin_slug": "awash-analytics",
    "size": "11-50",
    "type": "private",
    "alternative_names": ["awash", "Awash Analytics"],
    "location": {"locality": "addis ababa", "region": "", "country": "ethiopia"},
}
CORESIGNAL = {
    "company_name": "Bóbr Games",
    "employees_count": 12,
    "size_range": "11-50 employees",
    "hq_city": "Sopot",
    "hq_country": "Poland",
    "website": "bobr.example",
}
CRUSTDATA = {
    "company_data": {"basic_info": {"name": "Mur Bank", "primary_domain": "mur.example", "year_founded": 1901}}
}
COMPANY_ENRICH = {
    "name": "Kaveri Labs",
    "domain": "kaveri.example",
    "employees": "51-200",
    "page_rank": 3,
    "location": {"city": {"name": "Chennai"}, "state": {"name": "Tamil Nadu"}, "country": {"name": "India"}},
    "financial": {"funding_stage": "series_a"},
}

# source: (answer, the company that it is about)
SHAPES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "apollo": (
        {"organization": APOLLO},
        {
            "name": "Petra Insurance",
            "domain": "petra.example",
            "linkedin_url": "http://www.linkedin.com/company/petra-insurance",
            "industry": "insurance",
            "employees": 1600,
            "founded": 1987,
            "kind": "public",
            "city": "Amman",
            "country": "Jordan",
            "funding_total_usd": 2_500_000,
            "funding_stage": "Series D",
            "parent_name": "Nabataean Holding",
            "parent_domain": "nabataean.example",
            "description": "Insures caravans.",
        },
    ),
    "proxycurl": (
        PROXYCURL,
        {
            "name": "Sowa Software",
            "domain": "sowa.example",
            "linkedin_url": "https://www.linkedin.com/company/sowa-software",
            "employees_low": 51,
            "employees_high": 200,
            "founded": 2005,
            "kind": "private",
            "city": "Gdańsk",
            "country": "Poland",
        },
    ),
    "brightdata": (
        BRIGHT_DATA,
        {
            "name": "Fjord Data",
            "domain": "fjord.example",
            "linkedin_url": "https://www.linkedin.com/company/fjord-data",
            "employees": 25_254,
            "employees_low": 10_001,
            "kind": "public",
            "city": "Bergen",
            "region": "Vestland",
            "country": "Norway",
            "description": "Counts fish.",
        },
    ),
    "peopledatalabs": (
        PEOPLE_DATA_LABS,
        {
            "name": "Awash Analytics",
            "linkedin_url": "https://www.linkedin.com/company/awash-analytics",
            "employees_low": 11,
            "employees_high": 50,
            "kind": "private",
            "city": "Addis Ababa",
            "country": "Ethiopia",
            "aliases": ("awash",),
        },
    ),
    "coresignal": (
        CORESIGNAL,
        {
            "name": "Bóbr Games",
            "domain": "bobr.example",
            "employees": 12,
            "employees_low": 11,
            "employees_high": 50,
            "city": "Sopot",
            "country": "Poland",
        },
    ),
    "crustdata": (CRUSTDATA, {"name": "Mur Bank", "domain": "mur.example", "founded": 1901}),
    "companyenrich": (
        COMPANY_ENRICH,
        {
            "name": "Kaveri Labs",
            "domain": "kaveri.example",
            "employees_low": 51,
            "employees_high": 200,
            "funding_stage": "Series A",
            "city": "Chennai",
            "region": "Tamil Nadu",
            "country": "India",
        },
    ),
    "shortlist": ({"name": "Acme", "domain": "WWW.acme.example"}, {"name": "Acme", "domain": "acme.example"}),
}


def read(document: dict[str, Any]) -> CompanyRecord:
    (company,) = parse_document(document)
    assert isinstance(company, CompanyRecord), company
    return company


@pytest.mark.parametrize("source", SHAPES)
def test_each_shape_is_recognised_and_read(source: str) -> None:
    answer, company = SHAPES[source]
    record = read(answer)
    assert (record.source, record.payload) == (source, answer)
    assert record.company.model_dump(exclude_defaults=True) == company


def test_a_count_that_contradicts_what_the_company_says_is_left_out() -> None:
    assert read(PROXYCURL).warnings == (
        "company_size_on_linkedin 37 is not the size that the company gives; left out.",
    )


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"primary_domain": "https://linkedin.com/x", "website_url": ""}, "is no company's own website; left out."),
        ({"linkedin_url": "https://linkedin.com/in/jane"}, "is not a company's LinkedIn address; left out."),
        ({"estimated_num_employees": "many"}, "'many' is no number of employees; left out."),
        ({"founded_year": "1990s"}, "is no year; left out."),
        ({"industry": "in****ce"}, "industry is masked by its source; left out."),
        ({"total_funding": "a lot"}, "is no amount in US dollars; left out."),
    ],
)
def test_a_value_that_cannot_be_taken_is_left_out_with_a_warning(changes: dict[str, Any], warning: str) -> None:
    (said,) = read({**APOLLO, **changes}).warnings
    assert said.endswith(warning)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({**APOLLO, "name": "P**** In*****ce"}, "The company's name is masked by its source: 'P**** In*****ce'."),
        ({**APOLLO, "name": " "}, "There is no company's name in it (looked in name)."),
        ({**APOLLO, "name": ["Petra"]}, "There is no company's name in it (looked in name): it is a list, not text."),
        ({**APOLLO, "name": "???"}, "'???' names no company (found in name)."),
        ({"name": "Acme", "domain": "gmail.com"}, "domain: 'gmail.com' is no company's own website."),
        ({"name": "Acme", "employees": -1}, "employees: input should be greater than or equal to 0."),
    ],
)
def test_what_names_no_company_is_refused(document: dict[str, Any], reason: str) -> None:
    (refusal,) = parse_document(document)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == reason


@pytest.mark.parametrize("name", ["E*TRADE Financial", "A*STAR"])
def test_an_asterisk_that_belongs_to_a_name_masks_nothing(name: str) -> None:
    assert read({**APOLLO, "name": name}).company.name == name


def test_a_person_with_an_employer_is_no_company() -> None:
    document = {**PERSON, "organization": APOLLO}
    assert recognises(document) is None
    (record,) = parse_document(document)
    assert isinstance(record, Record)


def test_people_and_companies_in_one_answer_are_both_read() -> None:
    assert [type(item) for item in parse_document([PERSON, APOLLO, {}])] == [Record, CompanyRecord, Refusal]
