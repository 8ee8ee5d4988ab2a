import io
import time
import zipfile

import pytest

from profiles.sources.cv import read_document
from profiles.sources.records import Refusal
from tests.profiles.sources.cv.builders import Text, locked, pdf, word
from tests.profiles.sources.cv.reading import lines_of, payload_of, refusal_of

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'


def package(document: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (locked(pdf([Text(50, 100, "Mara Quill")])), "The PDF is locked with a password"),
        (b"%PDF-1.4\n1 0 obj", "The PDF is damaged or incomplete"),
        (word("Mara Quill")[:900], "The Word document is damaged"),
        (package(ENTITIES), "The Word document declares XML entities"),
        (package(b"<w" + b" " * 60_000_000 + b"/>"), "The Word document unpacks to more than 50 MB."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "The file is an old Word document"),
        (rb"{\rtf1 Mara}", "The file is Rich Text (RTF)"),
        (b"\x89PNG\r\n", "The file is a picture"),
        (b"<!DOCTYPE html><html>", "The file is a web page"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, reason: str) -> None:
    assert refusal_of(data).startswith(reason)


def test_a_pdf_cut_anywhere_is_refused_or_read_but_never_raises() -> None:
    whole = pdf([Text(50, 100, "Mara Quill")])
    for length in range(20, len(whole), 97):
        assert "\x00" not in str(refusal_or_lines(whole[:length]))


def refusal_or_lines(data: bytes) -> str | list[str]:
    found = read_document(data)
    return found.reason if isinstance(found, Refusal) else lines_of(data)


def test_of_ten_thousand_pages_fifty_are_read_in_seconds() -> None:
    document = pdf(*[[Text(50, 100, f"Line {number}")] for number in range(10_000)])
    began = time.monotonic()
    payload = payload_of(document)["cv"]
    assert time.monotonic() - began < 10
    assert len(payload["lines"]) == 50
    assert payload["notes"] == ["The document has 10,000 pages; the first 50 were read."]


def test_more_text_than_anyone_writes_is_cut_and_said() -> None:
    payload = payload_of(b"word " * 19 + b"\n" + b"x" * 99 + b"\n" * 1 + (b"y" * 99 + b"\n") * 3_000)["cv"]
    assert sum(len(line[0]) for line in payload["lines"]) <= 200_000
    assert payload["notes"] == ["The document has more than 200,000 characters; the rest was not read."]
