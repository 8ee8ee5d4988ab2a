"""From bytes to JSON values that a database can store, each with its place in the file."""

import io
import json
import math
import os
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from profiles.sources.records import Refusal
from profiles.storable import TOO_DEEP

MAX_FILE_BYTES = 20_000_000
MAX_LINE_BYTES = 2_000_000
# A parsed object takes up to a hundred times the room of the two bytes that opened and closed it.
MAX_PARTS = 1_000_000

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)
_MARKUP = re.compile(r"<(!doctype|html|\?xml|body)", re.IGNORECASE)
_OPENAPI = re.compile(r"(openapi|swagger)\s*:", re.IGNORECASE)
_ERROR = re.compile(
    r"\b(invalid|error|unauthori[sz]ed|forbidden|denied|too many|rate limit|not found)\b", re.IGNORECASE
)


def check_size(size: int, limit: int = MAX_FILE_BYTES) -> None:
    """Raise ValueError where a file of `size` bytes is more than is read at once."""
    if size > limit:
        megabytes = math.ceil(size / 1_000_000)
        raise ValueError(f"The file is {megabytes} MB; the limit for one file is {limit // 1_000_000} MB.")


def whole(file: BinaryIO, limit: int = MAX_FILE_BYTES) -> bytes:
    """All of a file that is read at once. Raises ValueError where that is too much."""
    data = file.read(limit + 1)
    if len(data) > limit:
        check_size(file.seek(0, os.SEEK_END), limit)
    return data


def documents(file: BinaryIO, filename: str) -> Iterator[tuple[str, Any]]:
    """Each JSON document in a file with its place: one, or one a line. A Refusal stands where one cannot be read.

    Files with one document a line may be of any size: they are read line by line.
    """
    by_line = filename.lower().endswith((".ndjson", ".jsonl"))
    start = file.read(4096)
    file.seek(0)
    try:
        data = b"" if by_line else whole(file)
        _refuse_binary(start)
    except ValueError as error:
        yield "file", Refusal("file", str(error))
        return
    if by_line:
        yield from _lines(file)
        return
    try:
        yield "document", from_text(_decode(data))
    except json.JSONDecodeError as error:
        # Several documents in a row: one a line, whatever the file is called.
        if error.msg == "Extra data" and _is_document(data.splitlines()[0]):
            yield from _lines(io.BytesIO(data))
        else:
            yield "file", Refusal("file", _damage(error))
    except ValueError as error:
        yield "file", Refusal("file", str(error))


def from_text(text: str) -> Any:
    """Parse JSON. Raises ValueError with a sentence, or JSONDecodeError where `text` set out to be JSON and failed."""
    start = text.lstrip()[:1000]
    if not start:
        raise ValueError("The file is empty.")
    if start[0] not in '{["':
        raise ValueError(_not_json(start))
    if text.count("{") + text.count("[") > MAX_PARTS:
        raise ValueError(
            f"The JSON has more than {MAX_PARTS:,} objects and lists; split it, or write one person a line."
        )
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError(TOO_DEEP) from None
    except json.JSONDecodeError:
        raise
    except ValueError:  # Python's guard against numbers that take minutes to parse
        raise ValueError("The JSON holds a number of more than 4,300 digits.") from None


def _lines(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    number = 0
    while line := file.readline(MAX_LINE_BYTES + 2):
        number += 1
        where = f"line {number}"
        if not line.strip():
            continue
        try:
            if len(line.rstrip(b"\r\n")) > MAX_LINE_BYTES:
                while line and not line.endswith(b"\n"):
                    line = file.readline(MAX_LINE_BYTES)
                raise ValueError(f"The line is longer than {MAX_LINE_BYTES // 1_000_000} MB.")
            # Without its end: what is missing there would be missed in column 1 of the next line.
            yield where, from_text(_decode(line).rstrip())
        except json.JSONDecodeError as error:
            yield where, Refusal(where, f"The JSON is damaged at column {error.colno}: {error.msg}.")
        except ValueError as error:
            yield where, Refusal(where, str(error))


def _is_document(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict | list)
    except ValueError:
        return False


def _refuse_binary(data: bytes) -> None:
    if not data.strip():
        raise ValueError("The file is empty.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("The file is UTF-16 text; save it as UTF-8.")
    if data.startswith(PICTURES):
        raise ValueError("The file is a picture. CVs, tables, JSON and ZIP archives can be read.")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ValueError(f"The file is {kind}, not JSON.")
    if b"\0" in data[:4096]:
        raise ValueError("The file is binary, not text.")


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"It is not UTF-8 text (byte 0x{error.object[error.start]:02X} at offset {error.start}); save it as UTF-8."
        ) from None


def _not_json(start: str) -> str:
    line = start.splitlines()[0].strip()
    shown = line if len(line) <= 120 else f"{line[:120]}…"
    if _MARKUP.match(start):
        return "This is a web page or XML, not JSON."
    if _OPENAPI.match(start):
        return "This is an API description (OpenAPI), not a person."
    if _ERROR.search(line) and len(start) < 1000:
        return f"This is an error answer from the provider: {shown}"
    return f"This is not JSON; it begins with '{shown}'."


def _damage(error: json.JSONDecodeError) -> str:
    place = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"The JSON breaks off at {place}; the file is incomplete."
    if error.msg == "Extra data":
        return f"After the end of the JSON more follows at {place}."
    return f"The JSON is damaged at {place}: {error.msg}."
