"""What lies in a ZIP archive is read file by file, and what cannot be had is named."""

import json

import pytest

from profiles.sources import Record
from tests.profiles.sources.cv.builders import word
from tests.profiles.sources.people import APOLLO, JSON_RESUME
from tests.profiles.sources.uploads import packed, read, refused

RESUME = json.dumps(JSON_RESUME)


def test_files_of_all_kinds_are_read_each_under_its_name() -> None:
    archive = packed(
        {
            "one.json": RESUME,
            "more/two.ndjson": f"{json.dumps(APOLLO)}\nx\n",
            "cv.txt": "Mara Quill\nmara@example.com\n\nSkills\nRail",
        }
    )
    assert [(item.where, isinstance(item, Record)) for item in read({"all.zip": archive})] == [
        ("one.json", True),
        ("more/two.ndjson, line 1", True),
        ("more/two.ndjson, line 2", False),
        ("cv.txt", True),
    ]


def test_what_a_system_leaves_in_archives_is_passed_over() -> None:
    archive = packed({"__MACOSX/._one.json": "x", ".DS_Store": "x", "Thumbs.db": "x", "a/": "", "one.json": RESUME})
    assert [item.where for item in read({"all.zip": archive})] == ["one.json"]


def test_two_files_of_one_name_are_told_apart_and_lead_nowhere() -> None:
    archive = packed({"../one.json": RESUME, "/one.json": RESUME})
    assert [item.where for item in read({"all.zip": archive})] == ["one.json", "one (2).json"]


def test_an_archive_without_files_is_named() -> None:
    assert refused({"all.zip": packed({})}) == [("file", "There are no files in the ZIP archive.")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("inner.zip", packed({"one.json": RESUME})),
        ("inner.gz", b"\x1f\x8b"),
        ("disguised.json", packed({"one.json": RESUME})),
        ("a.dat", packed({"mimetype.json": RESUME})),
        ("a.dat", packed({"one.json": RESUME, "x/[Content_Types].xml": ""})),
        ("a.dat", packed({})),
    ],
)
def test_an_archive_in_an_archive_is_named_and_not_opened(name: str, data: bytes) -> None:
    assert refused({"all.zip": packed({name: data})}) == [
        (name, "It is an archive inside an archive; unpack it and add its files by themselves.")
    ]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "", "META-INF/manifest.xml": ""},
            "It is an OpenDocument file; save it as PDF or DOCX, and a table as CSV.",
        ),
        (
            {"Index/Document.iwa": "", "Metadata/Properties.plist": "", "preview.jpg": ""},
            "It is a document of Apple's Pages or Numbers; save it as PDF or DOCX, and a table as CSV.",
        ),
        (
            {"[Content_Types].xml": "", "ppt/presentation.xml": "", "ppt/slides/slide1.xml": ""},
            "It is a presentation; save it as PDF.",
        ),
        (
            {"[Content_Types].xml": "", "xl/workbook.xml": ""},
            "It is an Excel workbook under another name; rename it to .xlsx.",
        ),
    ],
)
def test_a_document_of_another_program_is_one_refusal(files: dict[str, bytes | str], reason: str) -> None:
    assert refused({"cv.dat": packed(files)}) == [("file", reason)]
    assert refused({"all.zip": packed({"cv.dat": packed(files)})}) == [("cv.dat", reason)]


def test_a_word_document_without_its_ending_is_read() -> None:
    data = word("Mara Quill", "mara@example.com", "Skills", "Rail")
    for files in ({"cv": data}, {"all.zip": packed({"cv": data})}):
        (record,) = read(files)
        assert isinstance(record, Record)
        assert (record.profile.full_name, record.original_name) == ("Mara Quill", "cv")


def test_a_locked_file_is_named_and_the_others_are_read() -> None:
    archive = bytearray(packed({"one.json": RESUME, "two.json": RESUME}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # of the first file only: it says it is encrypted
        archive[archive.index(mark) + offset] |= 1
    assert refused({"all.zip": bytes(archive)}) == [("one.json", "It is protected by a password; pack it without one.")]
    assert [item.where for item in read({"all.zip": bytes(archive)}) if isinstance(item, Record)] == ["two.json"]


def test_a_damaged_file_is_named_and_the_others_are_read() -> None:
    archive = packed({"one.json": RESUME, "two.json": RESUME})
    start = archive.index(b"one.json") + 20
    archive = archive[:start] + bytes(20) + archive[start + 20 :]
    assert refused({"all.zip": archive}) == [
        ("one.json", "It is damaged inside the ZIP archive and cannot be unpacked.")
    ]
