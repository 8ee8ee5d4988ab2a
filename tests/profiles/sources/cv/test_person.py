import pytest

from tests.profiles.sources.cv.builders import Text, pdf, rows, word
from tests.profiles.sources.cv.reading import person_in, refusal_of

TEXT_CV = """
Mara Quill
Head of Logistics
mara.quill@example.com | +44 20 7946 0018 | linkedin.com/in/mara-quill
Location: Leeds, United Kingdom

PROFILE
Runs warehouses.

E X P E R I E N C E

Head of Logistics, Harbour Ltd, Leeds, United Kingdom
March 2019 - Present
- Moved two warehouses.
- Cut costs by 12 %.

Team Lead at Pennine Freight
2012 - 02/2019
Planned tours.

EDUCATION
University of York
BSc in Economics, 2008 - 2011

SKILLS
Planning: SAP, Route planning (road, rail), Negotiation

LANGUAGES
English (native), German - B2

CERTIFICATIONS
- PRINCE2 Practitioner (2016)
"""


def test_a_plain_cv_is_read_value_by_value() -> None:
    profile, warnings = person_in(TEXT_CV.encode())
    assert profile.model_dump(exclude_defaults=True) == {
        "full_name": "Mara Quill",
        "headline": "Head of Logistics",
        "summary": "Runs warehouses.",
        "email": "mara.quill@example.com",
        "phone": "+44 20 7946 0018",
        "linkedin_url": "linkedin.com/in/mara-quill",
        "city": "Leeds",
        "country": "United Kingdom",
        "experience": (
            {
                "title": "Head of Logistics",
                "company": "Harbour Ltd",
                "location": "Leeds, United Kingdom",
                "start": "2019-03",
                "is_current": True,
                "description": "Moved two warehouses.\nCut costs by 12 %.",
            },
            {
                "title": "Team Lead",
                "company": "Pennine Freight",
                "start": "2012",
                "end": "2019-02",
                "description": "Planned tours.",
            },
        ),
        "education": (
            {
                "school": "University of York",
                "degree": "BSc",
                "field": "Economics",
                "start": "2008",
                "end": "2011",
            },
        ),
        "skills": ("SAP", "Route planning (road, rail)", "Negotiation"),
        "certifications": ({"name": "PRINCE2 Practitioner", "issued": "2016"},),
        "languages": ({"name": "English", "proficiency": "native"}, {"name": "German", "proficiency": "B2"}),
    }
    assert warnings == []


@pytest.mark.parametrize(
    ("text", "title", "company", "start"),
    [
        (
            "Jonas Feldt\njonas@example.com\n\nBerufserfahrung\n\nLeiter Einkauf\nFluss GmbH\nseit März 2015",
            "Leiter Einkauf",
            "Fluss GmbH",
            "2015-03",
        ),
        (
            "Inès Morel\nines@example.com\n\nExpériences\n\nJuin 2015 – aujourd'hui\nDirectrice financière\nRive SA",
            "Directrice financière",
            "Rive SA",
            "2015-06",
        ),
        (
            "Lucía Prado\nlu@example.com\n\nExperiencia\n\nRibera SL\tenero de 2015 - actualidad\nIngeniera de datos",
            "Ingeniera de datos",
            "Ribera SL",
            "2015-01",
        ),
    ],
)
def test_german_french_and_spanish_cvs_are_understood(text: str, title: str, company: str, start: str) -> None:
    profile, _ = person_in(text.encode())
    (job,) = profile.experience
    assert (job.title, job.company, job.start, job.is_current) == (title, company, start, True)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = rows(
        40, 100, ("SKILLS", 12, True), "Planning", "Budgets", "SAP", "Rail freight", ("LANGUAGES", 12, True), "German"
    )
    right = rows(
        230,
        105,
        ("EXPERIENCE", 12, True),
        ("Head of Logistics", 10, True),
        "Harbour Ltd",
        "2015 - 2019",
        "Led eighty people through a merger and moved both of the warehouses",
        ("EDUCATION", 12, True),
        "University of York",
        "2008 - 2011",
    )
    profile, _ = person_in(pdf([Text(40, 50, "Mara Quill", 22), *left, *right]))
    assert profile.full_name == "Mara Quill"
    assert profile.skills == ("Planning", "Budgets", "SAP", "Rail freight")
    assert [language.name for language in profile.languages] == ["German"]
    assert [(job.title, job.company) for job in profile.experience] == [("Head of Logistics", "Harbour Ltd")]
    assert [school.school for school in profile.education] == ["University of York"]


def test_dates_in_the_margin_belong_to_the_entry_beside_them() -> None:
    page = [
        *rows(60, 50, ("Mara Quill", 22), "mara@example.com"),
        Text(60, 120, "Experience", 14),
        *rows(60, 150, "2019 -", "Present"),
        *rows(150, 150, ("Head of Logistics, Harbour Ltd", 10, True), "Led eighty people."),
        *rows(60, 190, "2012 - 2019"),
        *rows(150, 190, ("Team Lead, Pennine Freight", 10, True), "Planned tours."),
    ]
    profile, _ = person_in(pdf(page))
    assert [(job.title, job.company, job.start, job.end, job.description) for job in profile.experience] == [
        ("Head of Logistics", "Harbour Ltd", "2019", None, "Led eighty people."),
        ("Team Lead", "Pennine Freight", "2012", "2019", "Planned tours."),
    ]


def test_a_word_document_is_read_like_a_text() -> None:
    profile, _ = person_in(word(*TEXT_CV.strip().split("\n")))
    assert profile.full_name == "Mara Quill"
    assert [job.company for job in profile.experience] == ["Harbour Ltd", "Pennine Freight"]


def test_capitals_that_a_font_spoiled_are_mended() -> None:
    profile, _ = person_in(TEXT_CV.replace("Team Lead at", "SENiOR Team Lead at").encode())
    assert profile.experience[1].title == "SENIOR Team Lead"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Freight Planner\n\nWe are looking for a planner.\n\nResponsibilities:\n- Plan\n\nRequirements:\n- SAP",
            "This seems to be a job description",
        ),
        ("curriculum vitae\n\nEXPERIENCE\nPlanner, Harbour Ltd, 2010 - 2012", "There is no person's name in it"),
        ("Mara Quill\n\nDear all, the meeting is on Monday.", "This does not look like a CV"),
    ],
)
def test_what_is_no_cv_or_names_nobody_is_refused(text: str, reason: str) -> None:
    assert refusal_of(text.encode()).startswith(reason)
