"""Files that were made to do harm, or damaged on their way: a sentence in bounded time and memory, and life goes on."""

import io
import multiprocessing
import resource
import struct
import zipfile
from multiprocessing.connection import Connection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.sources import CompanyRecord, Record, Refusal, contained
from profiles.sources.tables import contained_workbook
from tests.profiles.sources.cv.builders import Text, locked, pdf, rows, word
from tests.profiles.sources.uploads import packed, read, workbook

RESUME = '{"basics": {"name": "Mara Quill"}}'
TABLE = [("Name", "Title"), ("Mara Quill", "CTO")]
LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
BILLION_LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l9;</x>'
MEGABYTES = 400  # more than anything here should take, and less than what the bombs come to


def outcome(name: str, data: bytes, *, seconds: float = 20) -> list[Record | CompanyRecord | Refusal]:
    """What comes of the file, in bounds: CPU time of others is not ours, so seconds are generous.

    A process of its own for each: the peak of one that has read a large file hides those that come after.
    """
    forked = multiprocessing.get_context("fork")
    receiving, sending = forked.Pipe(duplex=False)
    process = forked.Process(target=measured, args=(sending, name, data))
    process.start()
    sending.close()
    in_time = receiving.poll(seconds)
    if not in_time:
        process.kill()
    found, grown, child = receiving.recv() if in_time else ([], 0, 0)
    process.join()
    assert in_time, f"It took more than {seconds} seconds."
    assert (grown < MEGABYTES, child < MEGABYTES) == (True, True), (grown, child)
    assert all(" " in item.reason for item in found if isinstance(item, Refusal))
    return list(found)


def measured(sending: Connection, name: str, data: bytes) -> None:
    """What comes of the file, the megabytes it took here, and those of the child in which documents are opened."""
    contained._shared.clear()  # a child of this process, and not the one that was there before
    before = peak(resource.RUSAGE_SELF)
    found = read({name: data})
    grown = peak(resource.RUSAGE_SELF) - before
    for child in contained._shared.values():
        child.close()
    sending.send((found, grown, peak(resource.RUSAGE_CHILDREN)))


def peak(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def reasons(name: str, data: bytes, *, seconds: float = 20) -> list[str]:
    return [item.reason for item in outcome(name, data, seconds=seconds) if isinstance(item, Refusal)]


def names(found: list[Record | CompanyRecord | Refusal]) -> list[str]:
    return [item.profile.full_name for item in found if isinstance(item, Record)]


def book(sheet: str, strings: str = "") -> bytes:
    """A workbook of which the rows, and the texts that cells refer to, are given as XML."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{kind}.xml"/>'
        for kind in ("worksheet", "sharedStrings")
    )
    return packed(
        {
            "xl/workbook.xml": f'<workbook xmlns:r="{office}"><sheet name="A" r:id="worksheet"/></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
            "xl/worksheet.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>",
            "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        }
    )


def row(*cells: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def overlapping(count: int, size: int) -> bytes:
    """A ZIP whose table of contents lists the same packed bytes many times: small, and endless to unpack."""
    whole = packed({"0.json": " " * size})
    end = whole.rindex(b"PK\x05\x06")
    (start,) = struct.unpack_from("<I", whole, end + 16)
    entry = whole[start:end]
    entries = b"".join(entry.replace(b"0.json", f"{number:06}".encode()) for number in range(count))
    closing = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return whole[:start] + entries + closing


def test_a_zip_cut_anywhere_is_damaged() -> None:
    whole = packed({"one.json": RESUME, "two.json": RESUME})
    for length in range(4, len(whole) - 1, 7):
        assert reasons("all.zip", whole[:length]) == [
            "The ZIP archive is damaged or incomplete: its table of contents cannot be read."
        ]


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = packed({"one.json": RESUME, "bomb.json": b" " * 100_000_000})
    found = outcome("all.zip", bomb)
    assert names(found) == ["Mara Quill"]
    assert [item.reason for item in found if isinstance(item, Refusal)] == [
        "It unpacks to more than 200 times its size, as harmful archives do (a ZIP bomb).",
        "The ZIP archive was read only up to bomb.json.",
    ]


def test_a_zip_bomb_of_shared_bytes_is_not_unpacked() -> None:
    *_, why, last = reasons("all.zip", overlapping(1_000, 900_000))
    assert why == "It shares its bytes with other files of the ZIP archive, as in harmful ones (a ZIP bomb)."
    assert last.startswith("The ZIP archive was read only up to ")


def test_more_files_than_anyone_packs_are_cut_and_said() -> None:
    found = reasons("all.zip", packed({f"{number}.json": "{}" for number in range(2_010)}))
    assert "The ZIP archive holds 2,010 files; the first 2,000 were read." in found
    assert len(found) == 2_001


def test_of_ten_thousand_pages_the_first_are_read() -> None:
    cv = rows(50, 80, ("Mara Quill", 22), "mara@example.com", "", ("Skills", 14), "Rail, Freight")
    (record,) = outcome("cv.pdf", pdf([*cv], *[[Text(50, 100, f"Line {number}")] for number in range(9_999)]))
    assert isinstance(record, Record)
    assert record.profile.full_name == "Mara Quill"
    assert "The document has 10,000 pages; the first 50 were read." in record.warnings


def test_a_pdf_with_a_password_is_refused() -> None:
    assert reasons("cv.pdf", locked(pdf([Text(50, 100, "Mara Quill")]))) == [
        "The PDF is locked with a password; save it without one."
    ]


@pytest.mark.parametrize("empty", ["<row/>", '<row><c s="1"/><c s="1"/></row>'], ids=["rows", "formatted cells"])
def test_a_workbook_with_a_million_empty_rows_is_read_up_to_them(empty: str) -> None:
    (record,) = outcome("people.xlsx", book(row("Name", "Title") + row("Mara Quill", "CTO") + empty * 1_000_000))
    assert isinstance(record, Record)
    assert record.profile.full_name == "Mara Quill"
    assert record.warnings == ("Row 1002 is the 1,000th empty one; what follows was not read.",)


def test_a_workbook_is_opened_in_the_child_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("The workbook was opened here.")

    monkeypatch.setattr(contained_workbook, "open_workbook", opened)
    assert names(outcome("people.xlsx", workbook(People=TABLE))) == ["Mara Quill"]


def test_one_text_in_a_hundred_thousand_cells_of_a_workbook_is_cut_and_said() -> None:
    cell = '<c t="s"><v>0</v></c>'
    sheet = row("Name", "Title", *"abcdef") + f"<row>{cell * 8}</row>" * 12_500
    *_, last = reasons("people.xlsx", book(sheet, f"<si><t>{'x' * 99_999}</t></si>"))
    assert last == (
        "The table has more than 40 MB of text; from here on it was not read. Split the file, or save it as CSV."
    )


def test_a_workbook_that_unpacks_to_more_than_it_may_is_refused() -> None:
    assert reasons("people.xlsx", book(" " * 101_000_000)) == [
        "The workbook unpacks to more than 100 MB; save the table as CSV."
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (
            "cv.docx",
            packed({"word/document.xml": BILLION_LAUGHS}),
            "The XML in the Word document is damaged, or made to",
        ),
        ("people.xlsx", packed({"xl/workbook.xml": BILLION_LAUGHS}), "The workbook is damaged"),
        ("cv.docx", packed({"word/document.xml": "<w>" * 100_000}), "The XML in the Word document is damaged"),
        ("people.xlsx", packed({"xl/workbook.xml": "<w>" * 100_000}), "The workbook is damaged"),
        ("cv.docx", word("Mara Quill")[:-40], "The Word document is damaged, incomplete or locked"),
        ("people.xlsx", workbook(A=TABLE)[:-40], "The workbook is damaged"),
        ("person.json", b"[" * 10_000 + b"]" * 10_000, "The JSON is nested more than 100 levels deep."),
        ("person.json", b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "The JSON is nested more than 100 levels deep."),
        ("people.ndjson", b"[" * 10_000, "The JSON is nested more than 100 levels deep."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_made_to_do_harm_is_refused(name: str, data: bytes, reason: str) -> None:
    (said,) = reasons(name, data)
    assert said.startswith(reason)


def test_encodings_mixed_in_one_table_are_read_line_by_line_and_said() -> None:
    found = outcome("people.csv", "Name,Title\nJürgen Adler,CTO\n".encode() + "Inès Morel,DSI\n".encode("cp1252"))
    assert names(found) == ["Jürgen Adler", "Inès Morel"]
    assert [warning for item in found if isinstance(item, Record) for warning in item.warnings] == [
        "Line 3 is not UTF-8 as the others are; it was read as Windows-1252."
    ]


def test_cells_of_a_megabyte_are_refused_and_the_other_rows_read() -> None:
    big = "x" * 1_000_000
    table = f'Name,Title\nMara Quill,CTO\n{big},CIO\nAnn Lee,"{big[:200_000]}"\nJonas Feldt,CISO\n'
    found = outcome("people.csv", table.encode())
    assert names(found) == ["Mara Quill", "Jonas Feldt"]
    assert [(item.where, item.reason) for item in found if isinstance(item, Refusal)] == [
        ("line 3", "The line is longer than 1,000,000 characters."),
        ("line 4", "'Title' is 200,000 characters long; at most 100,000 are read."),
    ]


def test_quotation_marks_that_never_close_take_no_time() -> None:
    for line in ('x,"y\n', '"\n', 'x,""""y\n', f'x,"{"y" * 1_000}\n'):
        assert outcome("people.csv", b"Name,Title\n" + line.encode() * (500_000 // len(line)))


def test_lines_that_a_quotation_mark_swallows_for_good_are_named() -> None:
    # Three seconds; under a loaded machine and the measuring of coverage twenty times as long.
    *_, last = reasons("people.csv", b"Name,Title\nMara Quill,CTO\n" + b'x",",y\n' * 150_000, seconds=120)
    assert last.endswith(
        "is not closed where the cell ends. The file has too many of them: up to line 150002 nothing was read."
    )


def docx(text: str) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return packed({"word/document.xml": f'<w:document xmlns:w="{w}">{body}</w:document>'})


WHOLE = {
    "json": RESUME.encode(),
    "ndjson": f"{RESUME}\n{RESUME}\n".encode(),
    "csv": b"Name,Title\nMara Quill,CTO\n",
    "tsv": b"Name\tTitle\nMara Quill\tCTO\n",
    "txt": b"Mara Quill\nmara@example.com\n\nSkills\nRail",
    "xlsx": book(row("Name", "Title") + row("Mara Quill", "CTO")),
    "zip": packed({"one.json": RESUME, "Profile.csv": "First Name,Last Name,Headline,Websites,Maiden Name\n"}),
    "pdf": pdf([Text(50, 100, "Mara Quill"), Text(50, 120, "mara@example.com")]),
    "docx": docx("Mara Quill"),
}
BEGINNINGS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"{\\rtf1",
]


@st.composite
def damaged(draw: st.DrawFn, ending: str) -> bytes:
    """A good file with some of its bytes changed, or cut off."""
    data = bytearray(WHOLE[ending])
    for place in draw(st.lists(st.integers(0, len(data) - 1), max_size=8)):
        data[place] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(len(data) // 2, len(data)))])


@pytest.mark.parametrize("ending", [*WHOLE, "xlsm", "jsonl", "html", "doc", "xls", "png", ""])
def test_any_bytes_under_any_ending_end_in_people_or_sentences(ending: str) -> None:
    noise = st.builds(bytes.__add__, st.sampled_from(BEGINNINGS), st.binary(max_size=300))

    @settings(deadline=None, max_examples=40)
    @given(noise | damaged(ending) if ending in WHOLE else noise)
    def check(data: bytes) -> None:
        for item in read({f"file.{ending}": data}):
            assert isinstance(item, Record | CompanyRecord) or " " in item.reason

    check()
    assert zipfile.is_zipfile(io.BytesIO(packed({"a": ""})))  # the process lives, and its libraries work
