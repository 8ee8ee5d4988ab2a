"""What lies in a ZIP archive is read file by file, and what cannot be had is named."""

import json

import pytest

from profiles.sources import Record
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


@pytest.mark.parametrize(
    ("files", "refusals"),
    [
        ({}, [("file", "There are no files in the ZIP archive.")]),
        (
            {"inner.zip": packed({"one.json": RESUME})},
            [("inner.zip", "It is an archive inside an archive; unpack it and add its files by themselves.")],
        ),
        (
            {"disguised.json": packed({"one.json": RESUME})},
            [("disguised.json", "It is an archive inside an archive; unpack it and add its files by themselves.")],
        ),
    ],
)
def test_what_cannot_be_read_is_named(files: dict[str, bytes], refusals: list[tuple[str, str]]) -> None:
    assert refused({"all.zip": packed(files)}) == refusals


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
