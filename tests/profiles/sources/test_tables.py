"""Tables of people, from CSV to XLSX: columns are guessed, rows are people, and what cannot be read is named."""

import io
import time
from datetime import date

import pytest

from profiles.sources import InputFile, Record, Refusal, read_files
from profiles.sources.tables import check_mapping, guess, open_table, remembered, signature
from tests.profiles.sources.uploads import one, read, refused, workbook

ROWS = (
    ("Full Name", "Job Title", "Company", "Location", "LinkedIn", "Skills", "Date of birth"),
    (
        "Mara Quill",
        "Head of Logistics",
        "Harbour Ltd",
        "Leeds, United Kingdom",
        "linkedin.com/in/mara-quill",
        "Rail; Freight",
        "1978-02-17",
    ),
    ("Jonas Feldt", "Leiter Einkauf", "Fluss GmbH", "Köln, Germany", "", "", ""),
)

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)  # what Office files were until 2007, and still are when locked


def text(separator: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> str:
    return "".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) + "\n" for row in rows)


def people(files: dict[str, bytes]) -> list[tuple[str, str, str, str, str]]:
    profiles = [item.profile for item in read(files) if isinstance(item, Record)]
    return [(p.full_name, p.experience[0].title, p.experience[0].company, p.city, p.country) for p in profiles]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("people.csv", text(",").encode()),
        ("people.csv", text(";").encode("cp1252")),
        ("people.csv", b"sep=;\r\n" + text(";").replace("\n", "\r\n").encode()),
        ("people.tsv", b"\xef\xbb\xbf" + text("\t").encode()),
        ("people.txt", text("\t").encode("utf-16")),
        ("people.xlsx", workbook(People=ROWS)),
        ("people.xlsx", workbook(Empty=[], People=[("Our people",), (), *ROWS])),
    ],
    ids=["commas", "semicolons in Windows-1252", "named separator", "tabs", "UTF-16 text", "workbook", "second sheet"],
)
def test_every_kind_of_table_tells_the_same(name: str, data: bytes) -> None:
    assert people({name: data}) == [
        ("Mara Quill", "Head of Logistics", "Harbour Ltd", "Leeds", "United Kingdom"),
        ("Jonas Feldt", "Leiter Einkauf", "Fluss GmbH", "Köln", "Germany"),
    ]


def test_a_place_may_stand_in_the_column_of_the_city() -> None:
    profile = one({"people.csv": b'Name,City\nMara Quill,"Hamburg, Germany"\n'}).profile
    assert (profile.city, profile.country) == ("Hamburg", "Germany")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Doe, Jane", "Jane Doe"),
        ("DOE, JANE", "JANE DOE"),
        ("SMITH, RICHARD", "RICHARD SMITH"),
        ("Doe, MBA", "Doe, MBA"),
        ("Jane Doe, PhD", "Jane Doe, PhD"),
        ("JANE DOE, MBA", "JANE DOE, MBA"),
        ("DOE, JR", "DOE, JR"),
    ],
)
def test_a_family_name_before_a_comma_comes_last(written: str, name: str) -> None:
    assert one({"people.csv": f'Name,Title\n"{written}",CTO\n'.encode()}).profile.full_name == name


def test_what_must_not_be_used_is_not_even_kept() -> None:
    record = read({"people.csv": text(",").encode()})[0]
    assert isinstance(record, Record)
    assert "1978" not in str(record.payload)


def test_rows_are_named_as_the_program_that_shows_them_names_them() -> None:
    assert [item.where for item in read({"people.csv": text(",").encode()})] == ["line 2", "line 3"]
    assert [item.where for item in read({"people.xlsx": workbook(People=ROWS)})] == ["row 2", "row 3"]


@pytest.mark.parametrize(
    ("headers", "cells", "mapping"),
    [
        (
            ("Vorname", "Nachname", "Aktuelle Position", "Firma", "Wohnort", "Sprachen"),
            ("Mara", "Quill", "CTO", "Fluss GmbH", "Köln", "Deutsch"),
            ("first_name", "last_name", "current_title", "current_company", "city", "languages"),
        ),
        (
            ("Name", "Rolle", "Arbeitgeber aktuell", "Seit wann"),
            ("Mara Quill", "CTO", "Fluss GmbH", "03/2019"),
            ("full_name", "current_title", "current_company", "current_start"),
        ),
        (
            ("Name", "Title", "Company", "Start date", "End date"),
            ("Mara Quill", "CTO", "Harbour", "2018", "2020"),
            ("full_name", "current_title", "current_company", None, None),
        ),
        (
            ("Prénom(s)", "Nom", "Poste actuel", "Entreprise", "Ville", "Courriel"),
            ("Inès", "Morel", "DSI", "Rive SA", "Lyon", "ines@example.com"),
            ("first_name", "last_name", "current_title", "current_company", "city", "email"),
        ),
        (
            ("Nombre", "Apellidos", "Puesto", "Empresa", "Ciudad", "Idiomas"),
            ("Lucía", "Prado", "CTO", "Ribera SL", "Madrid", "Español"),
            ("first_name", "last_name", "current_title", "current_company", "city", "languages"),
        ),
        (
            ("firstName", "lastName", "Job 1 Title", "Job 1 Company", "Job 1 Start", "School 1 Name"),
            ("Mara", "Quill", "CTO", "Harbour", "2018", "York"),
            (
                *("first_name", "last_name", "experience.1.title", "experience.1.company", "experience.1.start"),
                "education.1.school",
            ),
        ),
        (
            ("Name", "Profile", "Contact", "Gender", "Curent Company", "Notes"),
            ("Mara Quill", "https://www.linkedin.com/in/mara-quill", "mara@example.com", "f", "Harbour", "fine"),
            ("full_name", "linkedin_url", "email", None, "current_company", None),
        ),
    ],
    ids=[
        *("German", "German of a sheet", "an end beside the start", "French", "Spanish", "numbered jobs"),
        "by cells and in spite of slips",
    ],
)
def test_columns_are_guessed(headers: tuple[str, ...], cells: tuple[str, ...], mapping: tuple[str | None, ...]) -> None:
    wanted = {header: target for header, target in zip(headers, mapping, strict=True) if target}
    assert guess(headers, [cells]) == wanted


def test_an_address_of_the_recruiter_is_not_taken_for_the_persons() -> None:
    assert guess(("Name", "Recruiter"), [("Mara Quill", "recruiter@example.com")]) == {"Name": "full_name"}


@pytest.mark.parametrize("cell", ["http:" + "/" * 99_990, "a@" + "." * 99_990 + " x", "+" + "1" * 99_990])
def test_guessing_from_long_cells_takes_no_time(cell: str) -> None:
    began = time.monotonic()
    assert guess(("Name", "Contact"), [("Mara Quill", cell)]) == {"Name": "full_name"}
    assert time.monotonic() - began < 1


def test_what_is_wrong_with_a_mapping_is_said() -> None:
    headers = ("Name", "Title", "Also title", "Age")
    wrong = {"Title": "current_title", "Also title": "current_title", "Age": "summary", "Gone": "city"}
    assert check_mapping(headers, wrong) == [
        "'Title' and 'Also title' are both mapped to Current title; choose one.",
        "The column 'Age' is sensitive and is never taken over.",
        "There is no column 'Gone' in the file.",
        "No column holds the person's name; choose Full name for one, or First name and Last name for two.",
    ]


def test_a_mapping_is_remembered_whatever_the_spelling() -> None:
    assert signature(("Full Name", "E-Mail")) == signature(("email", "full name"))
    assert remembered(("full name", "E-Mail"), {"Full Name": "full_name", "email": "email"}) == {
        "full name": "full_name",
        "E-Mail": "email",
    }


def test_dates_of_a_workbook_are_as_exact_as_it_shows_them() -> None:
    rows = (
        ("Name", "Job 1 Title", "Job 1 Start", "Job 1 End", "Job 2 Title", "Job 2 Start"),
        ("Mara Quill", "CTO", date(2018, 6, 15), "heute", "CIO", 2015),
    )
    jobs = one({"people.xlsx": workbook(People=rows)}).profile.experience
    assert [(job.title, job.start, job.end, job.is_current) for job in jobs] == [
        ("CTO", "2018-06-15", None, True),
        ("CIO", "2015", None, False),
    ]


def test_another_sheet_can_be_chosen_and_a_missing_one_is_named() -> None:
    data = workbook(First=[("Name",), ("Ann Lee",)], Second=[("Name",), ("Mara Quill",)])
    table = open_table(data, "people.xlsx", "Second")
    assert not isinstance(table, Refusal)
    assert [cells for _, cells in table.rows()] == [("Mara Quill",)]  # type: ignore[misc]
    assert table.sheets == ("First", "Second")
    missing = open_table(data, "people.xlsx", "Third")
    assert missing == Refusal("file", "There is no sheet 'Third' in the workbook; its sheets are First, Second.")


def test_a_bad_row_is_named_and_the_others_are_read() -> None:
    table = b"Name,Title\nMara Quill,CTO\nx,y,z\n\nName,Title\n,CIO\nJonas Feldt,CISO\n"
    assert refused({"people.csv": table}) == [
        (
            "line 3",
            "It has 3 cells, but the header has 2: a separator inside a cell, or a column without a header.",
        ),
        ("line 5", "It is the header once more."),
        ("line 6", "There is no person's name in it (looked in Name)."),
    ]
    assert [person[0] for person in people({"people.csv": table})] == ["Mara Quill", "Jonas Feldt"]


@pytest.mark.parametrize(
    ("columns", "looked_in"),
    [("Vorname,Nachname", "Vorname and Nachname"), ("Name,Vorname", "Name and Vorname")],
)
def test_a_row_without_a_name_is_refused_with_the_columns_that_were_to_hold_it(columns: str, looked_in: str) -> None:
    table = f"{columns},Title\nMara,Quill,CTO\n,,CIO\n".encode()
    mapping = {"Vorname": "first_name", "Nachname": "last_name", "Name": "full_name"}
    known = {header: target for header, target in mapping.items() if header in columns.split(",")}
    file = InputFile("people.csv", lambda: io.BytesIO(table), mapping=known)
    (refusal,) = (item for item in read_files([file]) if isinstance(item, Refusal))
    assert refusal.reason == f"There is no person's name in it (looked in {looked_in})."
    assert (refusal.where, refusal.field) == ("line 3", looked_in)


@pytest.mark.parametrize("contact", ["mara@quill.example", "linkedin.com/in/mara-quill", "+49 170 1234567"])
def test_a_table_without_a_header_loses_nobody(contact: str) -> None:
    data = f"Our people\nMara Quill,CTO\nJonas Feldt,CISO,{contact}\nBo Lind,CIO,\n".encode()
    table = open_table(data, "people.csv")
    assert not isinstance(table, Refusal)
    assert table.headers == ("Column 1", "Column 2", "Column 3")
    assert [cells[0] for _, cells in table.rows()] == ["Mara Quill", "Jonas Feldt", "Bo Lind"]  # type: ignore[misc]
    assert table.warnings == ["There are no names of columns: line 2 is about somebody. The columns were numbered."]
    assert signature(table.headers) == ""


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("people.csv", b"", "The file is empty."),
        ("people.csv", b"Name,Title\n", "There are no rows below the header in line 1."),
        (
            "people.csv",
            b'Name,Title\nMara,"CTO\nJonas,"CIO\n',
            "No row below the header in line 1 can be read. The quotation mark that opens a cell in line 2",
        ),
        ("people.csv", b"Code,Group\n11,A\n12,B\n", "No column holds the person's name"),
        (
            "codes.txt",
            b"Code\tJob Title\tSeen\n11-1011.00\tCEO\tY\n11-1012.00\tCIO\tN\n",
            "No column holds the person's name",
        ),
        ("people.csv", b"<html><table>", "This is a web page or XML, whatever its name"),
        ("people.xlsx", workbook(People=[("Name",)]), "There are no rows below the header in row 1."),
        ("people.xls", OLD, "It is a file of an old Excel (.xls); save it as .xlsx or CSV."),
        (
            "people.xlsx",
            OLD + "EncryptedPackage".encode("utf-16-le"),
            "The workbook is protected by a password; save it without one.",
        ),
    ],
)
def test_what_is_no_table_of_people_is_refused(name: str, data: bytes, reason: str) -> None:
    ((where, said),) = refused({name: data})
    assert where == "file"
    assert said.startswith(reason)
