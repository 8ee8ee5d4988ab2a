import json
from typing import Any

import pytest

from profiles.sources import SOURCES, Record, Refusal, parse_document
from tests.profiles.sources.people import (
    APOLLO,
    BRIGHT_DATA,
    CORESIGNAL,
    EVERYONE,
    LINKEDIN_PAGE,
    PEOPLE_DATA_LABS,
    PROXYCURL,
    SHORTLIST,
    VOYAGER,
)


def read(document: dict[str, Any], source: str | None = None) -> Record:
    (record,) = parse_document(document, source)
    assert isinstance(record, Record), record
    return record


# source: (key, name, headline, place, jobs as title, company, start, end, current; schools)
OUTCOMES: dict[str, tuple[str, str, str, tuple[str, str, str], list[tuple[Any, ...]], list[tuple[str, str, str]]]] = {
    "apollo": (
        "aa11",
        "Noor Haddadin",
        "CISO at Petra Insurance",
        ("Amman", "Amman Governorate", "Jordan"),
        [
            ("CISO", "Petra Insurance", "2020-01-01", None, True),
            ("SOC Lead", "Wadi Telecom", "2014-05-01", None, False),
        ],
        [],
    ),
    "proxycurl": (
        "tomasz-wilk",
        "Tomasz Wilk",
        "CTO at Sowa Software",
        ("Gdańsk", "Pomerania", "Poland"),
        [("CTO", "Sowa Software", "2021-04-01", None, True), ("Architect", "Bóbr Games", "2015", "2021-03", False)],
        [("Bałtyk Polytechnic", "MSc", "CS")],
    ),
    "voyager": (
        "ACoAAfictional1",
        "Marit Solberg",
        "VP Engineering",
        ("Bergen", "Vestland", "Norway"),
        [("VP Engineering", "Fjord Data", "2020-06", None, True), ("Lead", "Nordlys", "2014", "2020-05", False)],
        [("Vestland College", "BSc", "Physics")],
    ),
    "linkedin-api": (
        "ACoAAfictional2",
        "Abebe Tesfaye",
        "Data engineer",
        ("Addis Ababa", "", "Ethiopia"),
        [("Data engineer", "Awash Analytics", "2023-12", None, True)],
        [("Entoto College", "BSc", "")],
    ),
    "brightdata": (
        "rosa-quintero",
        "Rosa Quintero",
        "CIO at Andina Air",
        ("", "", "Colombia"),
        [
            ("CIO", "Andina Air", "2018-01", None, True),
            ("IT Director", "Andina Air", "2012-01", "2017-12", False),
            ("Analyst", "Bogota Rail", "2005-03", "2011-12", False),
        ],
        [("Sabana College", "BSc", "Systems")],
    ),
    "peopledatalabs": (
        "pdl-1",
        "Grace Adeyemi-Cole",
        "chief technology officer",
        ("accra", "", "Ghana"),
        [("chief technology officer", "volta pay", "2019-05", None, True)],
        [("kotoka college", "bachelors", "physics, maths")],
    ),
    "coresignal": (
        "77",
        "Lindiwe Khoza",
        "Enterprise Architect",
        ("Durban", "KwaZulu-Natal", "South Africa"),
        [("Architect", "Umgeni Bank", "2016-03", None, True)],
        [("Umhlanga College", "BCom", "IS")],
    ),
    "network-api": (
        "12",
        "Yusuf Demirel",
        "Head of Platform",
        ("Izmir", "", "Turkey"),
        [("Head of Platform", "Ege Cloud", "2019-09", None, True)],
        [("Ege College", "BSc", "")],
    ),
    "linkedin-page": (
        "linkedin.com/in/clara-winter",
        "Clara Winter",
        "",
        ("Graz", "Styria", "Austria"),
        [("CISO", "Mur Bank", "2020", None, True), ("", "Former Employer", "2010", "2015", False)],
        [("Styria College", "", "")],
    ),
    "shortlist": (
        "linkedin.com/in/devika-rao",
        "Devika Rao",
        "CTO",
        ("", "", ""),
        [("CTO", "Kaveri Labs", "2020-01", None, True)],
        [],
    ),
}


@pytest.mark.parametrize("source", OUTCOMES)
def test_each_shape_is_recognised_and_read(source: str) -> None:
    record = read(EVERYONE[source])
    profile = record.profile
    assert record.source == source
    assert record.payload == EVERYONE[source]
    assert (
        record.key,
        profile.full_name,
        profile.headline,
        (profile.city, profile.region, profile.country),
        [(job.title, job.company, job.start, job.end, job.is_current) for job in profile.experience],
        [(school.school, school.degree, school.field) for school in profile.education],
    ) == OUTCOMES[source]


@pytest.mark.parametrize("source", EVERYONE)
def test_nothing_that_may_not_be_used_is_taken_over(source: str) -> None:
    said = read(EVERYONE[source]).profile.model_dump_json()
    for secret in ("photo", "1975", "female", "1970", "Splendid", "Quay", "Someone Else", "else@example.com", "+1555"):
        assert secret not in said


@pytest.mark.parametrize("source", [source for source in EVERYONE if source != "linkedin-page"])
def test_good_records_raise_no_warnings(source: str) -> None:
    assert read(EVERYONE[source]).warnings == ()


def test_the_other_parts_of_a_record() -> None:
    voyager, proxycurl = read(VOYAGER).profile, read(PROXYCURL).profile
    assert voyager.skills == ("Go",)
    assert [(item.name, item.proficiency) for item in voyager.languages] == [("Norwegian", "Native or bilingual")]
    assert [(item.name, item.issuer, item.issued) for item in proxycurl.certifications] == [("CKA", "CNCF", "2022-02")]
    assert [item.name for item in proxycurl.languages] == ["Polish", "English"]
    assert proxycurl.linkedin_url == "https://www.linkedin.com/in/tomasz-wilk"
    assert read(BRIGHT_DATA).profile.summary == "Runs IT.\nSpeaks & writes."
    assert read(CORESIGNAL).profile.certifications[0].name == "TOGAF Practitioner"


def test_masked_values_are_left_out_with_a_warning() -> None:
    assert read(LINKEDIN_PAGE).warnings == (
        "jobTitle of worksFor[1] is masked by its source; left out.",
        "worksFor[1].name is masked by its source; left out.",
        "worksFor[1] has no title or company; left out.",
    )


def test_roles_by_employer_count_where_single_positions_are_missing() -> None:
    grouped = {**VOYAGER, "positionView": {"elements": []}}
    assert [(job.title, job.company) for job in read(grouped).profile.experience] == [("VP Engineering", "Fjord Data")]


def test_roles_at_one_employer_share_its_address() -> None:
    first, *others = BRIGHT_DATA["experience"]
    for key in ("url", "company_link"):
        jobs = read(
            {**BRIGHT_DATA, "experience": [{**first, key: "https://andina.example"}, *others]}
        ).profile.experience
        assert [job.company_url for job in jobs] == ["https://andina.example", "https://andina.example", ""]


def test_a_former_employer_is_not_a_present_one() -> None:
    person = {"@type": "Person", "name": "Clara Winter"}
    employer = {"@type": "Organization", "name": "Mur Bank", "member": {"startDate": 2010}}
    (job,) = read({**person, "alumniOf": [employer]}).profile.experience
    assert (job.company, job.start, job.is_current) == ("Mur Bank", "2010", False)


def test_a_name_in_small_letters_is_shown_as_names_are_written() -> None:
    assert read({**PEOPLE_DATA_LABS, "full_name": "sean o'brien"}).profile.full_name == "Sean O'Brien"


def test_the_city_of_coresignal_is_read_where_it_stands_alone() -> None:
    place = {
        "location": None,
        "location_city": "Austin",
        "location_state": "Texas",
        "location_country": "United States",
    }
    for documented in (place, {**place, "location_full": "Austin, Texas, United States"}):
        profile = read({**CORESIGNAL, "country": None, **documented}).profile
        assert (profile.city, profile.region, profile.country) == ("Austin", "Texas", "United States")


def test_the_present_job_stands_in_for_an_empty_history() -> None:
    record = read({**APOLLO, "employment_history": []})
    assert [(job.title, job.company, job.is_current) for job in record.profile.experience] == [
        ("CISO", "Petra Insurance", True)
    ]
    assert read({**APOLLO, "employment_history": [], "title": None}).profile.experience == ()


def test_an_address_that_was_not_bought_is_no_email() -> None:
    record = read({**APOLLO, "id": None, "linkedin_url": None, "email": "email_not_unlocked@domain.com"})
    assert (record.profile.email, record.key) == ("", "")
    assert record.warnings == ("email 'email_not_unlocked@domain.com' is not an e-mail address; left out.",)


def test_an_address_of_someone_else_does_not_become_the_persons() -> None:
    record = read({**PEOPLE_DATA_LABS, "linkedin_url": "https://www.linkedin.com/in/another-person"})
    assert record.profile.linkedin_url == "https://www.linkedin.com/in/grace-adeyemi-cole"
    (warning,) = record.warnings
    assert warning.endswith("/in/another-person' names someone else than linkedin_username; left out.")


def test_the_key_falls_back_from_id_to_linkedin_to_email_to_nothing() -> None:
    without_id = {**APOLLO, "id": None}
    assert read(without_id).key == "linkedin.com/in/noor-haddadin"
    assert read({**without_id, "linkedin_url": None, "email": "Noor@Example.com"}).key == "noor@example.com"
    assert read({**without_id, "linkedin_url": None, "email": None}).key == ""
    assert read({**without_id, "id": "5e***2d"}).key == "linkedin.com/in/noor-haddadin"


@pytest.mark.parametrize(
    "wrapped",
    [
        {"person": APOLLO, "request_id": 1},
        {"status": "success", "error_message": None, "matches": [APOLLO]},
        {"status": 200, "likelihood": 8, "data": APOLLO},
        {"results": [{"profile": APOLLO}]},
        [APOLLO],
        json.dumps(APOLLO),
    ],
)
def test_what_providers_wrap_people_in_is_opened(wrapped: Any) -> None:
    assert [type(item) is Record and item.key for item in parse_document(wrapped)] == ["aa11"]


# (what, the sentence that names it)
STRANGERS: list[tuple[Any, str]] = [
    ({"organization": {"name": "Acme"}}, "This is a company record, not a person."),
    (
        {"name": "A", "linkedin_url": "linkedin.com/company/a", "profiles": ["x"]},
        "This is a company record, not a person.",
    ),
    ({"@type": "Organization", "name": "Acme"}, "This is a company record, not a person."),
    ({"error": "No such person."}, "This is an error answer from the provider: No such person."),
    ({"message": "Too many calls"}, "This is an error answer from the provider: Too many calls"),
    ({"errors": [{"message": "bad"}]}, "This is an error answer from the provider: bad"),
    ({"status": 404, "error": {"type": "not_found"}}, "This is an error answer from the provider: not_found"),
    (
        '{"error": "Required parameter missing"}',
        "This is an error answer from the provider: Required parameter missing",
    ),
    ("Invalid API key.", "This is an error answer from the provider: Invalid API key."),
    ({"openapi": "3.0.3", "paths": {}}, "This is an API description (OpenAPI), not a person."),
    (
        {"$schema": "http://json-schema.org/draft-07/schema#", "properties": {}},
        "This is a JSON Schema, the description of a format, not a person.",
    ),
    ({"title": "Developer", "responsibilities": ["Code"]}, "This is a job description, not a person."),
    ({"a": {"work": []}}, "There is no person's name in it (looked in basics.name, name, full_name, firstName)."),
    ({"name": "Ann Lee", "age": 5}, "It is in no shape of a person that is known here (its fields are name, age)."),
    (
        {"full_name": "Ann", "experiense": []},
        "It is in no shape of a person that is known here (its fields are full_name, experiense).",
    ),
    ({**PEOPLE_DATA_LABS, "full_name": "string"}, "'string' is no person's name (found in full_name)."),
    (
        {**APOLLO, "name": None, "first_name": "", "last_name": None},
        "There is no person's name in it (looked in name, first_name and last_name).",
    ),
    ({"@type": "Person", "name": "C**** W*****"}, "The person's name is masked by its source: 'C**** W*****'."),
    ({}, "There is no person's name in it (looked in basics.name, name, full_name, firstName)."),
    ([], "The list is empty: there is no person in it."),
    (None, "It is empty, not a person."),
    (True, "It is true or false, not a person."),
    (12, "It is a number, not a person."),
]


@pytest.mark.parametrize(("document", "reason"), STRANGERS)
def test_what_is_no_person_is_refused_by_its_name(document: Any, reason: str) -> None:
    (refusal,) = parse_document(document)
    assert isinstance(refusal, Refusal)
    assert (refusal.where, refusal.reason) == ("document", reason)


def test_a_refusal_says_which_item_it_means() -> None:
    outcomes = list(parse_document({"matches": [APOLLO, None, {"error": "x"}]}))
    assert isinstance(outcomes[0], Record)
    assert [item.where for item in outcomes[1:] if isinstance(item, Refusal)] == ["matches, item 2", "matches, item 3"]


def test_our_own_shape_takes_an_apostrophe_in_an_address() -> None:
    assert read({**SHORTLIST, "email": "sean.o'brien@example.com"}).profile.email == "sean.o'brien@example.com"


def test_our_own_shape_is_exact() -> None:
    for changes, reason in (
        ({"full_name": 5}, "There is no person's name in it (looked in full_name)."),
        ({"hobbies": []}, "hobbies: extra inputs are not permitted."),
        ({"linkedin_url": "example.com"}, "linkedin_url: 'example.com' is not a person's LinkedIn address."),
        ({"email": "nobody"}, "email: 'nobody' is not an e-mail address."),
        ({"skills": "SQL"}, "skills: input should be a valid tuple, not 'SQL'."),
        ({"experience": [{"company": "A", "start": "soon"}]}, "experience[0].start: string should match pattern"),
        ({"experience": [{}]}, "experience[0]: an experience entry needs a title or a company."),
    ):
        (refusal,) = parse_document({**SHORTLIST, **changes}, "shortlist")
        assert isinstance(refusal, Refusal)
        assert refusal.reason.startswith(reason)


def test_a_named_source_is_used_and_an_unknown_one_refused() -> None:
    assert read({"full_name": "Tomasz Wilk"}, "proxycurl").source == "proxycurl"
    (refusal,) = parse_document(APOLLO, "fax")
    assert isinstance(refusal, Refusal)
    assert refusal.reason == f"There is no source 'fax'; known are {', '.join(SOURCES)}."
