"""One member's own export, whatever its year, language and packing, is one person; parts of it are nobody."""

import pytest

from profiles.sources import Refusal
from tests.profiles.sources.uploads import one, packed, read, refused

PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers\n"
    'Mara,Quill,Vane,1 Secret Road,"Feb 17, 1978",Head of Logistics,Runs warehouses.,Freight,LS1 4AP,'
    '"Leeds, England, United Kingdom",[mara],[PORTFOLIO:https://www.linkedin.com/in/mara-quill],\n'
)
PROFILE_OF_2018 = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Contact Instructions,Headline,Summary,Industry,Country,"
    "Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\n"
    "Mara,Quill,,,Apr 22,call me,Head of Logistics,,Freight,United Kingdom,LS1,Leeds,mara,"
    '"PORTFOLIO:http://mara.example, PORTFOLIO:https://www.linkedin.com/in/mara-quill",\n'
)
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    'Harbour Ltd,Head of Logistics,"Moved two warehouses,\ntwice",Leeds,Jun 2018,\n'
    "Pennine Freight,Planner,,,2015,May 2018\n"
    "Club,Treasurer,,,,\n"
)
EXPORT = {
    "Profile.csv": PROFILE,
    "Positions.csv": POSITIONS,
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
    "University of York,2008,2011,First class,BSc Economics,Rowing\n",
    "Skills.csv": "Name\nFreight \nRail\nfreight\n",
    "Languages.csv": "Name,Proficiency\nEnglish,Native or bilingual proficiency\n",
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\nPRINCE2,,Axelos,Mar 2016,,12\n",
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n"
    "old@example.com,Yes,No,\nmara@example.com,Yes,Yes,\nnew@example.com,No,No,\n",
    "PhoneNumbers.csv": "Extension,Number,Type\n,,\n,+44 20 7946 0018,Mobile\n,,\n",
    "Connections.csv": 'Notes:\n"When exporting your connections, some addresses are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Some,Other,https://www.linkedin.com/in/other,other@example.com,X,Y,01 Jan 2023\n",
}


def files(changes: dict[str, str] | None = None) -> dict[str, bytes]:
    return {name: text.encode() for name, text in (EXPORT | (changes or {})).items()}


def test_a_zip_is_one_person_with_everything_that_the_parts_tell() -> None:
    record = one({"export.zip": packed(files())})
    profile = record.profile
    assert (record.source, record.key, record.email_verified) == (
        "linkedin-export",
        "linkedin.com/in/mara-quill",
        True,
    )
    assert profile.model_dump(exclude_defaults=True) == {
        "full_name": "Mara Quill",
        "headline": "Head of Logistics",
        "summary": "Runs warehouses.",
        "email": "mara@example.com",
        "phone": "+44 20 7946 0018",
        "linkedin_url": "https://www.linkedin.com/in/mara-quill",
        "city": "Leeds",
        "region": "England",
        "country": "United Kingdom",
        "experience": (
            {
                "title": "Head of Logistics",
                "company": "Harbour Ltd",
                "location": "Leeds",
                "start": "2018-06",
                "is_current": True,
                "description": "Moved two warehouses,\ntwice",
            },
            {"title": "Planner", "company": "Pennine Freight", "start": "2015", "end": "2018-05"},
            {"title": "Treasurer", "company": "Club"},
        ),
        "education": (
            {
                "school": "University of York",
                "degree": "BSc Economics",
                "start": "2008",
                "end": "2011",
                "description": "First class\nActivities: Rowing",
            },
        ),
        "skills": ("Freight", "Rail"),
        "certifications": ({"name": "PRINCE2", "issuer": "Axelos", "issued": "2016-03"},),
        "languages": ({"name": "English", "proficiency": "Native or bilingual proficiency"},),
    }


def test_loose_tables_are_the_same_person_as_the_zip() -> None:
    assert one(files()).profile == one({"export.zip": packed(files())}).profile


def test_of_birth_date_address_and_other_people_nothing_is_kept() -> None:
    kept = str(one(files()).payload)
    for private in ("1978", "Secret Road", "LS1", "other@example.com", "Some"):
        assert private not in kept


def test_files_that_are_not_taken_in_are_told() -> None:
    assert one(files()).warnings == ("Connections.csv: It is not taken in: it is about other people.",)


def test_the_columns_of_2018_are_understood() -> None:
    profile = one(files({"Profile.csv": PROFILE_OF_2018})).profile
    assert (profile.city, profile.country) == ("Leeds", "United Kingdom")
    assert profile.linkedin_url == "https://www.linkedin.com/in/mara-quill"


def test_a_summary_in_a_file_of_its_own_is_taken() -> None:
    changes = {
        "Profile.csv": PROFILE.replace("Runs warehouses.", ""),
        "Profile Summary.csv": "Profile Summary\nRuns.\n",
    }
    assert one(files(changes)).profile.summary == "Runs."


@pytest.mark.parametrize("folder", ["", "Basic_LinkedInDataExport/", "C:\\mara\\"])
def test_files_are_told_by_their_headers_and_not_by_their_names(folder: str) -> None:
    renamed = {f"{folder}Profil_12.csv": PROFILE, f"{folder}Werdegang_12.csv": POSITIONS}
    assert [job.company for job in one({"export.zip": packed(renamed)}).profile.experience] == [
        "Harbour Ltd",
        "Pennine Freight",
        "Club",
    ]


def test_parts_beside_the_folder_of_the_profile_are_the_same_persons() -> None:
    certificate = "Name,Authority,Started On,Finished On,License Number\nLean,ASQ,Mar 2017,,\n"
    record = one({"export.zip": packed({"Basic/Profile.csv": PROFILE, "More/Certs.csv": certificate})})
    assert [item.name for item in record.profile.certifications] == ["Lean"]


def test_a_marks_of_excel_and_another_encoding_are_no_harm() -> None:
    text = PROFILE.replace("Quill", "Quïll").replace("\n", "\r\n")
    assert one({"Profile.csv": b"\xef\xbb\xbf" + text.encode()}).profile.full_name == "Mara Quïll"
    latin = one({"Profile.csv": text.encode("latin-1")})
    assert latin.profile.full_name == "Mara Quïll"
    assert latin.warnings == (
        "Profile.csv is not UTF-8; its encoding was guessed, so letters with accents may be wrong.",
    )


def test_what_is_wrong_with_an_export_is_said_of_its_own_files() -> None:
    found = read(
        {"cv.txt": b"Ann Lee\nann@example.com", **{name: files()[name] for name in ("Positions.csv", "Skills.csv")}}
    )
    assert [item.file for item in found if isinstance(item, Refusal)] == ["Positions.csv"]


@pytest.mark.parametrize("part", ["Positions.csv", "Skills.csv", "Languages.csv", "Certifications.csv"])
def test_a_part_by_itself_is_nobody(part: str) -> None:
    assert refused({part: EXPORT[part].encode()}) == [
        (
            part,
            "Profile.csv is missing, without which nobody knows whose LinkedIn export this is; add it to the rest.",
        )
    ]


def test_connections_by_themselves_are_not_taken_in() -> None:
    ((_, reason),) = refused({"Connections.csv": EXPORT["Connections.csv"].encode()})
    assert reason.startswith("It is not taken in: it is about other people.")


def test_two_people_in_one_folder_are_refused_and_in_two_are_two() -> None:
    other = PROFILE.replace("Mara", "Jonas")
    assert refused({"export.zip": packed({"a.csv": PROFILE, "b.csv": other})}) == [
        ("a.csv, b.csv", "They are the profiles of two people, or of two days; give each its own folder.")
    ]
    assert len(read({"export.zip": packed({"a/Profile.csv": PROFILE, "b/Profile.csv": other})})) == 2


def test_an_email_that_nobody_confirmed_is_left_out() -> None:
    record = one(files({"Email Addresses.csv": "Email Address,Confirmed,Primary\nmara@example.com,No,Yes\n"}))
    assert (record.profile.email, record.email_verified) == ("", False)
