"""From a file's bytes to the lines of a CV, or the sentence that says why not."""

from typing import Any

from profiles.sources.cv.docx import read_docx
from profiles.sources.cv.lines import Content
from profiles.sources.cv.pdf import read_pdf
from profiles.sources.cv.text import read_text
from profiles.sources.documents import PICTURES, check_size
from profiles.sources.records import NoPersonError, Refusal


def read_document(data: bytes) -> dict[str, Any] | Refusal:
    """{"cv": {"kind", "fields", "lines", "left_out", "notes", "links"}}. What it is, its first bytes say, not its name.

    To be called through `contained.run`: what reads PDF is C++ that strangers' files have broken before.
    """
    try:
        check_size(len(data))
        return _content(data).payload()
    except (NoPersonError, ValueError) as reason:
        return Refusal("file", str(reason))


def _content(data: bytes) -> Content:
    start = data[:1024].lstrip()
    if not start:
        raise NoPersonError("The file is empty.")
    if b"%PDF-" in start:
        return read_pdf(data)
    if start.startswith(b"PK"):
        return read_docx(data)
    if start.startswith(b"{\\rtf"):
        raise NoPersonError("The file is Rich Text (RTF); save it as PDF or DOCX.")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise NoPersonError(
            "The file is an old Word document (.doc) or locked with a password; save it as PDF or DOCX."
        )
    if start.startswith(PICTURES):
        raise NoPersonError("The file is a picture; run it through text recognition (OCR) first.")
    if start[:100].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise NoPersonError("The file is a web page or XML, not a CV; save it as PDF.")
    return read_text(data)
