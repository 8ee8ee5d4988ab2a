from tests.profiles.sources.cv.builders import Text, pdf, rows
from tests.profiles.sources.cv.reading import person_in

SIDE = rows(
    25,
    60,
    ("Contact", 13),
    "mara@example.com",
    "www.linkedin.com/in/mara-",
    "quill-1a2b3 (LinkedIn)",
    "",
    ("Top Skills", 13),
    "Freight",
    "Rail",
    "",
    ("Languages", 13),
    "English (Native or Bilingual)",
    "",
    ("Certifications", 13),
    "PRINCE2 Practitioner",
)
MAIN = rows(
    223,
    66,
    ("Mara Quill", 26),
    "",
    ("Head of Logistics at Harbour Ltd", 12),
    ("Leeds, England, United Kingdom", 12),
    "",
    ("Summary", 15.75),
    ("Runs warehouses all over the north of England.", 12),
    "",
    ("Experience", 15.75),
    ("Harbour Ltd", 12),
    ("5 years 3 months", 10.5),
    ("Head of Logistics", 11.5),
    ("January 2019 - Present (2 years)", 10.5),
    ("Leeds, United Kingdom", 10.5),
    ("Moved two warehouses.", 10.5),
    ("Team Lead", 11.5),
    ("October 2015 - January 2019 (3 years 4 months)", 10.5),
    "",
    ("Pennine Freight", 12),
    ("Planner", 11.5),
    ("2012 - 2015 (3 years)", 10.5),
)
SECOND = rows(
    223, 60, ("Education", 15.75), ("University of York", 12), ("Bachelor's degree, Economics · (2008 - 2011)", 10.5)
)


def export() -> bytes:
    pages = ([*SIDE, *MAIN], SECOND)
    return pdf(*[[*page, Text(280, 815, f"Page {number} of 2", 9)] for number, page in enumerate(pages, start=1)])


def test_head_and_narrow_column_are_kept_apart() -> None:
    profile, warnings = person_in(export())
    assert (profile.full_name, profile.headline) == ("Mara Quill", "Head of Logistics at Harbour Ltd")
    assert (profile.city, profile.region, profile.country) == ("Leeds", "England", "United Kingdom")
    assert profile.email == "mara@example.com"
    assert profile.linkedin_url == "www.linkedin.com/in/mara-quill-1a2b3"
    assert profile.skills == ("Freight", "Rail")
    assert profile.summary.startswith("Runs warehouses")
    assert [(language.name, language.proficiency) for language in profile.languages] == [
        ("English", "Native or Bilingual")
    ]
    assert [certificate.name for certificate in profile.certifications] == ["PRINCE2 Practitioner"]
    assert warnings == []


def test_several_roles_at_one_company_share_its_name() -> None:
    profile, _ = person_in(export())
    assert [(job.title, job.company, job.location, job.start, job.end) for job in profile.experience] == [
        ("Head of Logistics", "Harbour Ltd", "Leeds, United Kingdom", "2019-01", None),
        ("Team Lead", "Harbour Ltd", "", "2015-10", "2019-01"),
        ("Planner", "Pennine Freight", "", "2012", "2015"),
    ]
    assert profile.experience[0].description == "Moved two warehouses."


def test_education_goes_on_on_the_second_page() -> None:
    profile, _ = person_in(export())
    (school,) = profile.education
    assert (school.school, school.degree, school.field) == ("University of York", "Bachelor's degree", "Economics")
    assert (school.start, school.end) == ("2008", "2011")


def test_the_layout_before_2017_is_read_too() -> None:
    page = rows(
        36,
        60,
        ("Mara Quill", 20, True),
        "",
        ("Head of Logistics at Harbour Ltd", 13),
        ("mara@example.com", 13),
        "",
        ("Experience", 16),
        ("Head of Logistics at Harbour Ltd", 12, True),
        ("May 2009 - Present (6 years 9 months)", 12),
        ("Moved two warehouses.", 12),
        "",
        ("Skills & Expertise", 16),
        ("Freight", 12, True),
        ("Rail", 12, True),
        "",
        ("Volunteer Experience", 16),
        ("Treasurer at Rowing Club", 12, True),
        ("January 2015 - Present (1 year 1 month)", 12),
        "",
        "Page1",
    )
    profile, _ = person_in(pdf(page))
    assert [(job.title, job.company, job.start) for job in profile.experience] == [
        ("Head of Logistics", "Harbour Ltd", "2009-05")
    ]
    assert profile.skills == ("Freight", "Rail")
