from typing import Any

from profiles.sources import Record, Refusal, parse_document
from tests.profiles.sources.people import JSON_RESUME, LEGACY_RESUME


def read(document: dict[str, Any]) -> Record:
    (record,) = parse_document(document)
    assert isinstance(record, Record), record
    return record


def basics(**changes: Any) -> dict[str, Any]:
    return {"basics": {"name": "Ilse Vandermolen", **changes}}


def test_everything_that_has_a_place_is_taken_over() -> None:
    record = read(JSON_RESUME)
    assert (record.source, record.key, record.warnings) == ("jsonresume", "linkedin.com/in/ilse-vandermolen", ())
    assert record.payload == JSON_RESUME
    assert record.profile.model_dump() == {
        "full_name": "Ilse Vandermolen",
        "headline": "Chief Information Officer",
        "summary": "Runs IT for a brewery.",
        "email": "ilse@example.com",
        "phone": "+32 2 555 01 23",
        "linkedin_url": "https://www.linkedin.com/in/ilse-vandermolen/",
        "city": "Antwerp",
        "region": "Flanders",
        "country": "Belgium",
        "experience": (
            {
                "title": "CIO",
                "company": "Brouwerij Noord",
                "company_url": "",
                "location": "Antwerp",
                "start": "2019-03-01",
                "end": None,
                "is_current": True,
                "description": "Led 40 people.\nReplaced the ERP system.\nCut run costs by 18 %.",
            },
            {
                "title": "IT Manager",
                "company": "Haven Logistiek",
                "company_url": "",
                "location": "",
                "start": "2012",
                "end": "2019-02",
                "is_current": False,
                "description": "",
            },
        ),
        "education": (
            {
                "school": "Zeehaven College",
                "degree": "MSc",
                "field": "Informatics",
                "start": "1994",
                "end": "1999-06",
                "description": "Score: distinction\nCourses: Databases, Networks",
            },
        ),
        "skills": ("IT strategy", "ERP", "Outsourcing", "Budgeting"),
        "certifications": ({"name": "ITIL 4 Strategic Leader", "issuer": "PeopleCert", "issued": "2020-05"},),
        "languages": ({"name": "Dutch", "proficiency": "Native"}, {"name": "French", "proficiency": "Good"}),
    }


def test_old_keys_lists_in_lists_and_language_prefixes_are_understood() -> None:
    record = read(LEGACY_RESUME)
    jobs = [(job.title, job.company, job.start, job.end, job.is_current) for job in record.profile.experience]
    assert jobs == [
        ("Developer", "Castell Systems", "2008-10", None, True),
        ("Intern", "Afon Labs", "2008-09", None, False),
    ]
    assert record.profile.summary == "Builds things."
    assert record.profile.linkedin_url == "https://uk.linkedin.com/in/owen-pryce"
    assert [school.school for school in record.profile.education] == ["Dyffryn College"]
    assert record.warnings == (
        "work[1].endDate 2008-02 is before the start, 2008-09; left out.",
        "work[2] is text, not an entry; left out.",
        "work[3] has no title or company; left out.",
        "education[0] has no school or degree or field; left out.",
    )


def test_a_linkedin_name_without_an_address_is_enough() -> None:
    record = read(basics(profiles=[{"network": "linkedin", "username": "ilse-vandermolen"}]))
    assert record.profile.linkedin_url == "https://www.linkedin.com/in/ilse-vandermolen"


def test_an_address_that_is_no_persons_is_left_out_with_a_warning() -> None:
    record = read(basics(profiles=[{"network": "LinkedIn", "url": "https://www.linkedin.com/company/acme"}]))
    assert record.profile.linkedin_url == ""
    assert record.key == ""
    assert record.warnings == (
        "basics.profiles[0].url 'https://www.linkedin.com/company/acme' is not a person's LinkedIn address; left out.",
    )


def test_two_people_in_one_record_are_reported() -> None:
    addresses = [{"url": "https://linkedin.com/in/ilse"}, {"url": "https://linkedin.com/in/someone-else"}]
    record = read(basics(profiles=addresses))
    assert record.profile.linkedin_url == "https://linkedin.com/in/ilse"
    assert "names someone else than basics.profiles[0].url" in record.warnings[0]


def test_values_of_the_wrong_type_are_left_out_by_name() -> None:
    record = read(
        {
            **basics(label={"en": "CIO"}, email="no address", location="Antwerp, Belgium", profiles={}, summary=True),
            "work": {"name": "Acme"},
            "education": "none",
            "skills": [{"name": "SQL", "keywords": 7}, 5],
            "certificates": [{"issuer": "ISACA"}, {"name": "CISM", "date": "soon"}],
            "languages": [{"fluency": "good"}],
        }
    )
    assert (record.profile.city, record.profile.country) == ("Antwerp", "Belgium")
    assert record.profile.skills == ("SQL",)
    assert record.warnings == (
        "basics.label is an object, not text; left out.",
        "basics.summary is true or false, not text; left out.",
        "basics.email 'no address' is not an e-mail address; left out.",
        "work is an object, not a list; left out.",
        "education is text, not a list; left out.",
        "skills[1] is a number, not an entry; left out.",
        "certificates[0] has no name; left out.",
        "certificates[1].date 'soon' is not a date; left out.",
        "languages[0] has no name; left out.",
    )


def test_too_much_is_cut_and_said() -> None:
    record = read({**basics(label="x" * 600, summary="y" * 20_001), "skills": [f"skill {n}" for n in range(501)]})
    assert (len(record.profile.headline), len(record.profile.summary), len(record.profile.skills)) == (500, 20_000, 500)
    assert record.warnings == (
        "basics.label is 600 characters long; cut to 500.",
        "basics.summary is 20,001 characters long; cut to 20,000.",
        "skills has 501 entries; the first 500 were kept.",
    )


def test_of_endless_warnings_the_first_are_kept() -> None:
    warnings = read({**basics(), "work": [1] * 10_000}).warnings
    assert len(warnings) == 101
    assert warnings[99] == "work[99] is a number, not an entry; left out."
    assert warnings[100] == "There is more of this; the first 100 sentences are shown."


def test_an_asterisk_in_a_name_masks_nothing_but_a_person() -> None:
    names = ["E*TRADE", "A*STAR", "T*e L*w Of***es", "e**y"]
    record = read({**basics(label="CTO at E*TRADE"), "work": [{"name": name, "position": "CTO"} for name in names]})
    assert record.profile.headline == "CTO at E*TRADE"
    assert [job.company for job in record.profile.experience] == ["E*TRADE", "A*STAR", "", ""]
    (refusal,) = parse_document(basics(name="I*a V*n"))
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "The person's name is masked by its source: 'I*a V*n'."


def test_an_apostrophe_may_stand_in_an_address() -> None:
    assert read(basics(email="sean.o'brien@example.com")).profile.email == "sean.o'brien@example.com"
    for quoted in ("'ilse@example.com'", "'ilse@example.com", "ilse@example.com'"):
        assert read(basics(email=quoted)).profile.email == ""


def test_markup_and_control_characters_are_taken_out() -> None:
    record = read(
        basics(name="Ilse\x07 <b>Vandermolen</b><!-- x -->", summary="One<br>Two &amp; <script>x()</script>vector<int>")
    )
    assert record.profile.full_name == "Ilse Vandermolen"
    assert record.profile.summary == "One\nTwo & vector<int>"


def test_a_resume_without_a_name_is_nobody() -> None:
    for document, reason in (
        ({"basics": {"email": "x@example.com"}}, "There is no person's name in it (looked in basics.name)."),
        ({"basics": []}, "There is no person's name in it: basics is a list, not an object with a name."),
        ({"work": []}, "There is no person's name in it (looked in basics.name)."),
        (basics(name="  "), "There is no person's name in it (looked in basics.name)."),
        (basics(name=["Ilse"]), "There is no person's name in it (looked in basics.name)."),
        (basics(name="I*** V***"), "The person's name is masked by its source: 'I*** V***'."),
        (basics(name="LinkedIn Member"), "'LinkedIn Member' is no person's name (found in basics.name)."),
        (basics(name="12345"), "'12345' is no person's name (found in basics.name)."),
    ):
        (refusal,) = parse_document(document)
        assert isinstance(refusal, Refusal)
        assert refusal.reason == reason


def test_a_refusal_names_the_field_and_what_stood_in_it() -> None:
    (refusal,) = parse_document(basics(name="12345"))
    assert isinstance(refusal, Refusal)
    assert (refusal.field, refusal.value) == ("basics.name", "12345")
