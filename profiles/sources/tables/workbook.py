"""Tables in Excel workbooks (.xlsx, .xlsm), read as a stream: no more is held in memory than its texts and one row."""

import struct
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from defusedxml.common import DefusedXmlException

from profiles.sources.records import Refusal, Warnings
from profiles.sources.tables.cells import Formats
from profiles.sources.tables.sheets import (
    MAX_TAGS,
    BrokenError,
    Outline,
    SheetReader,
    StringsReader,
    StylesReader,
    outline,
    parsed,
)
from profiles.sources.tables.table import Row, Source, Table, table_from

MAX_UNPACKED = 100_000_000
_MAX_MEMBERS = 10_000
_EMPTY_ROWS = 1_000
_MOST_SHEETS = 10  # that are looked into
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = "The workbook is damaged; open it in a spreadsheet program and save it again."
_DAMAGE = (
    *(ElementTree.ParseError, DefusedXmlException, BrokenError, zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, OverflowError, RuntimeError, ValueError, KeyError, LookupError),
)


def is_workbook(data: bytes) -> bool:
    """Also of those that cannot be read here: old ones, and ones with a password."""
    return data.startswith(_OLE) or (data.startswith(_ZIP) and b"xl/" in data)


def open_workbook(data: bytes, sheet: str = "") -> Table | Refusal:
    """The named sheet, else the first visible one with a table in it."""
    if data.startswith(_OLE):
        if _ENCRYPTED_PART in data:
            return Refusal("file", "The workbook is protected by a password; save it without one.")
        return Refusal("file", "It is a file of an old Excel (.xls); save it as .xlsx or CSV.")
    try:
        archive = _opened(data)
        if isinstance(archive, str):
            return Refusal("file", archive)
        book = _Book.of(archive)
        return _table(book, sheet)
    except _DAMAGE:
        return Refusal("file", _DAMAGED)


def _opened(data: bytes) -> zipfile.ZipFile | str:
    """The archive, or why it is not to be read. zipfile gives out no more of a part than its listed size."""
    if data.count(_ENTRY) > _MAX_MEMBERS:
        return f"The workbook has more than {_MAX_MEMBERS:,} parts inside; save the table as CSV."
    archive = zipfile.ZipFile(BytesIO(data))
    members = archive.infolist()
    if any(member.flag_bits & 0x1 for member in members):
        return "The workbook is protected by a password; save it without one."
    if any(member.compress_type not in _METHODS for member in members):
        return "The workbook is packed by a method that Excel does not use; save it again as .xlsx."
    read = sum(member.file_size for member in members if member.filename.lower().endswith((".xml", ".rels")))
    if read > MAX_UNPACKED:
        return f"The workbook unpacks to more than {MAX_UNPACKED // 1_000_000} MB; save the table as CSV."
    if any(name.lower().endswith("xl/workbook.bin") for name in archive.namelist()):
        return "It is a binary workbook (.xlsb); save it as .xlsx or CSV."
    return archive


@dataclass(frozen=True)
class _Book:
    archive: zipfile.ZipFile
    outline: Outline
    texts: tuple[str, ...]
    formats: Formats

    @classmethod
    def of(cls, archive: zipfile.ZipFile) -> "_Book":
        book, texts, styles = outline(archive), StringsReader(), StylesReader()
        for name, reader in ((book.strings, texts), (book.styles, styles)):
            if name:
                with archive.open(name) as stream:
                    for _ in parsed(stream, reader):
                        pass
        return cls(archive, book, tuple(texts.texts), Formats(tuple(styles.codes), book.from_1904))

    def source(self, part: str) -> Source:
        return lambda warnings: self._rows(part, warnings)

    def _rows(self, part: str, warnings: Warnings) -> Iterator[Row | Refusal]:
        reader, last, empty = SheetReader(self.texts, self.formats, warnings), 0, 0
        try:
            with self.archive.open(part) as stream:
                for _ in parsed(stream, reader):
                    for number, cells in reader.take():
                        last = number
                        if any(cells):
                            empty = 0
                            yield number, cells
                            continue
                        empty += 1
                        if empty == _EMPTY_ROWS:
                            warnings.add(f"Row {number} is the {_EMPTY_ROWS:,}th empty one; what follows was not read.")
                            return
                if reader.rows > MAX_TAGS:
                    raise BrokenError
        except _DAMAGE:
            yield Refusal(f"row {last + 1}", "The workbook is damaged from here on; it was read up to this row.")


def _with_tables(book: _Book) -> list[str]:
    sheets = [(name, part) for name, part, is_visible in book.outline.sheets if is_visible]
    tables = ((name, table_from(book.source(part), "row", Warnings())) for name, part in sheets[:_MOST_SHEETS])
    return [name for name, table in tables if isinstance(table, Table)]


def _table(book: _Book, sheet: str) -> Table | Refusal:
    visible = tuple(name for name, _, is_visible in book.outline.sheets if is_visible)
    first: Refusal | None = None
    for name, part, is_visible in book.outline.sheets:
        if name != sheet if sheet else not is_visible:
            continue
        table = table_from(book.source(part), "row", Warnings(), name)
        if isinstance(table, Table):
            table.sheets = visible
            if others := [f"'{other}'" for other in _with_tables(book) if other != name]:
                table.warnings.add(f"Only sheet '{name}' is read; there is also {', '.join(others[:5])}.")
            return table
        first = first or table
    if first is None and sheet:
        names = ", ".join(visible) or "none that can be seen"
        return Refusal("file", f"There is no sheet '{sheet[:100]}' in the workbook; its sheets are {names}.")
    return first or Refusal("file", "There is no visible sheet with a table in the workbook.")
