"""The parts of a workbook, read tag by tag without building trees: outline, texts, formats, sheets."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from defusedxml.ElementTree import DefusedXMLParser

from profiles.sources.records import Warnings
from profiles.sources.tables.cells import Formats, built_in
from profiles.sources.tables.table import MAX_CELL, MAX_COLUMNS

MAX_TAGS = 1_200_000  # rows, texts
_MAX_DEPTH = 100
_CHUNK = 65_536
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORKBOOK = re.compile(r"xl/workbook\d*\.xml", re.IGNORECASE)
_FLAGS = {"1": "TRUE", "0": "FALSE"}


class BrokenError(Exception):
    """A part is nothing that Excel writes."""


class Reader(Protocol):
    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Target:
    """What the parser calls: names without their namespace, and no deeper than a workbook goes."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._depth = reader, 0
        self.data = reader.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise BrokenError
        self._reader.start(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._reader.end(tag.rpartition("}")[2])

    def close(self) -> None:
        return None


def parsed(stream: IO[bytes], reader: Reader) -> Iterator[None]:
    """Feed a part to a reader; each step is one piece of it."""
    parser = DefusedXMLParser(target=_Target(reader), forbid_dtd=True)
    while chunk := stream.read(_CHUNK):
        parser.feed(chunk)
        yield
    parser.close()
    yield


class _Silent:
    """A reader that nothing interests; the others say what does."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class _OutlineReader(_Silent):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.targets: dict[str, tuple[str, str]] = {}
        self.from_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet" and len(self.sheets) < MAX_TAGS:
            relation = attributes.get(_RELATION) or next(
                (value for name, value in attributes.items() if name.endswith("}id")), ""
            )
            self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible") == "visible"))
        elif tag == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true", "on")


@dataclass(frozen=True)
class Outline:
    """Which part holds what; of each sheet its name, its part, and whether it can be seen."""

    sheets: tuple[tuple[str, str, bool], ...]
    strings: str
    styles: str
    from_1904: bool


def outline(archive: zipfile.ZipFile) -> Outline:
    parts = {name.lower(): name for name in archive.namelist()}
    book = next((name for name in parts.values() if _WORKBOOK.fullmatch(name)), None)
    if book is None:
        raise BrokenError
    folder, name = posixpath.split(book)
    reader = _OutlineReader()
    for part in (book, parts.get(f"{folder}/_rels/{name}.rels".lower(), "")):
        if part:
            with archive.open(part) as stream:
                for _ in parsed(stream, reader):
                    pass

    def part_of(target: str) -> str:
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        return parts.get(path.lower(), "")

    def of_kind(kind: str) -> str:
        return next((part_of(target) for found, target in reader.targets.values() if found == kind), "")

    listed = ((label, reader.targets.get(relation, ("", "")), seen) for label, relation, seen in reader.sheets)
    sheets = tuple((label, part_of(target), seen) for label, (kind, target), seen in listed if kind == "worksheet")
    return Outline(
        tuple(sheet for sheet in sheets if sheet[1]), of_kind("sharedStrings"), of_kind("styles"), reader.from_1904
    )


class _Texts(_Silent):
    """Collects what stands in <t>, without the readings (<rPh>) that Japanese Excels keep beside it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._in_text = self._in_reading = False

    def data(self, text: str) -> None:
        if self._in_text and not self._in_reading and self._size <= MAX_CELL:
            self._pieces.append(text)
            self._size += len(text)

    def _taken(self) -> str:
        # Excel writes control characters as _x000D_.
        text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), "".join(self._pieces))
        self._pieces, self._size = [], 0
        return text


class StringsReader(_Texts):
    """The texts that cells refer to by number."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "t":
            self._in_text = True
        elif tag == "rPh":
            self._in_reading = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._in_text = False
        elif tag == "rPh":
            self._in_reading = False
        elif tag == "si":
            self.texts.append(self._taken().strip())
            if len(self.texts) > MAX_TAGS:
                raise BrokenError


class StylesReader(_Silent):
    """The number format of each style a cell can have."""

    def __init__(self) -> None:
        self._own: dict[str, str] = {}
        self._in_cells = False
        self.codes: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            number = attributes.get("numFmtId", "0")
            self.codes.append(self._own.get(number) or built_in(int(number)))
            if len(self.codes) > MAX_TAGS:
                raise BrokenError

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False


class SheetReader(_Texts):
    """The rows of a sheet as cells of text, up to one more than a table may have; `take` gives those read since."""

    def __init__(self, texts: tuple[str, ...], formats: Formats, warnings: Warnings) -> None:
        super().__init__()
        self._texts, self._formats, self._warnings = texts, formats, warnings
        self._ready: list[tuple[int, tuple[str, ...]]] = []
        self._cells: dict[int, str] = {}
        self._number = self._column = 0
        self._type = self._style = ""
        self.rows = 0

    def take(self) -> list[tuple[int, tuple[str, ...]]]:
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self._number = max(int(number) if number.isdigit() and len(number) <= 7 else 0, self._number + 1)
            self._column = 0
            self._cells = {}
            self.rows += 1
            if self.rows > MAX_TAGS:
                raise BrokenError
        elif tag == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._taken()
        elif tag in ("v", "t"):
            self._in_text = True
        elif tag == "rPh":
            self._in_reading = True

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._in_text = False
        elif tag == "rPh":
            self._in_reading = False
        elif tag == "c":
            written = self._taken().strip()
            if written and self._column <= MAX_COLUMNS + 1 and (text := self._shown(written)):
                self._cells[self._column] = text
        elif tag == "row":
            width = max(self._cells, default=0)
            self._ready.append((self._number, tuple(self._cells.get(place, "") for place in range(1, width + 1))))

    def _shown(self, written: str) -> str:
        match self._type:
            case "s":
                return self._texts[int(written)]
            case "inlineStr" | "str" | "d":
                return written
            case "b":
                return _FLAGS.get(written, written)
            case "e":
                self._warnings.add(f"{self._place()} shows the error {written[:20]}; left out.")
                return ""
        shown = self._formats.shown(written, self._style)
        if shown is None:
            self._warnings.add(f"{self._place()} is no date with a year; left out.")
        return shown or ""

    def _place(self) -> str:
        letters, column = "", self._column
        while column:
            column, letter = divmod(column - 1, 26)
            letters = chr(65 + letter) + letters
        return f"Cell {letters}{self._number}"


def _column(reference: str) -> int:
    found = _REFERENCE.fullmatch(reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - 64
    return number
