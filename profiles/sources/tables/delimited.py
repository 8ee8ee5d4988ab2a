"""Tables in text: CSV, TSV, and with semicolons or bars, in the encodings that spreadsheets save."""

import csv
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from profiles.sources.records import Refusal, Warnings
from profiles.sources.tables.table import MAX_CELL, Row, Table, header_among, table_from

MAX_ROW = 1_000_000
_MAX_GIVEN_BACK = 10 * MAX_ROW  # of a file in which every row swallows the next ones: read again and again, it is n²
_HEAD = 8192
_SNIFFED_ROWS = 50
_SNIFFED_BYTES = 200_000
_SEPARATORS = (",", ";", "\t", "|")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_NAMED_SEPARATOR = re.compile(rb"sep=(.)[ \t,;]*[\r\n]*", re.IGNORECASE)
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def open_delimited(data: bytes) -> Table | Refusal:
    warnings = Warnings()
    if data.startswith(_UTF16):
        text = data.decode("utf-16", errors="replace")
        if "\ufffd" in text:
            warnings.add("The file is damaged: some of its characters cannot be read.")
        data = text.encode()
    elif b"\0" in data[:_HEAD]:
        return Refusal("file", "The file is not a text, whatever its name; save the table as CSV or .xlsx.")
    data = data.removeprefix(_UTF8_MARK)
    if not data.strip():
        return Refusal("file", "The file is empty.")
    is_utf8 = _is_utf8(data)
    if not is_utf8:
        warnings.add("The file is not UTF-8; it was read as Windows-1252, so letters with accents may be wrong.")
    separator, width = _separator(data, is_utf8)
    return table_from(lambda said: _rows(data, is_utf8, separator, width, said), "line", warnings)


def _is_utf8(data: bytes) -> bool:
    """A line that is UTF-8 and not ASCII is none by accident; without any, one that is not UTF-8 decides."""
    doubtful = False
    for line in BytesIO(data):
        if not line.isascii():
            try:
                line.decode()
            except UnicodeDecodeError:
                doubtful = True
            else:
                return True
    return not doubtful


def _separator(data: bytes, is_utf8: bool) -> tuple[str, int]:
    """The separator and the number of columns: those under which the first rows fit best below their header."""
    if named := _NAMED_SEPARATOR.fullmatch(next(_raw_lines(data), b"")):
        return named[1].decode("latin-1"), 0
    head = data[:_SNIFFED_BYTES]
    if len(head) < len(data):
        head = head[: head.rfind(b"\n") + 1] or head
    best, chosen = 0.0, (",", 1)
    for separator in _SEPARATORS:
        read = (row for row in _rows(head, is_utf8, separator, 0, Warnings()) if not isinstance(row, Refusal))
        rows = [cells for _, cells in islice(read, _SNIFFED_ROWS)]
        at = header_among(rows)
        if at is None:
            continue
        width, below = len(rows[at]), rows[at + 1 :]
        fitting = sum(len(row) == width for row in below) / len(below) if below else 1
        if fitting * (width - 1) > best:
            best, chosen = fitting * (width - 1), (separator, width)
    return chosen


class _TooLongError(Exception):
    """A line, or the lines of one row, are longer than a row may be."""


class _Lines:
    """The lines of a text. What a row took of them is remembered, and can be given back, up to a limit."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: list[str] = []  # last one first
        self.taken: list[str] = []
        self.number = 0
        self._size = 0
        self._left = _MAX_GIVEN_BACK

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else next(self._lines)
        self.number += 1
        self.taken.append(line)
        self._size += len(line)
        if self._size > MAX_ROW:
            raise _TooLongError
        return line

    def begin(self) -> None:
        self.taken, self._size = [], 0

    def give_back(self) -> bool:
        """All that was taken but the first line; False where that was done too often."""
        back = self.taken[1:]
        self._left -= sum(map(len, back))
        if self._left < 0:
            return False
        self._waiting += reversed(back)
        self.number -= len(back)
        return True

    def give_back_last(self) -> None:
        self._waiting.append(self.taken[-1])
        self.number -= 1


def _rows(data: bytes, is_utf8: bool, separator: str, width: int, warnings: Warnings) -> Iterator[Row | Refusal]:
    lines = _Lines(_texts(data, is_utf8, warnings))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        lines.begin()
        start = lines.number + 1
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except StopIteration:
            return
        except (csv.Error, _TooLongError) as error:
            reason, is_long = _reason(error, lines.taken, start), len(lines.taken) > 1
            if is_long and not lines.give_back():
                reason += f" The file has too many of them: up to line {lines.number} nothing was read."
            yield Refusal(f"line {start}", reason)
            if is_long:
                _pass_over(lines, separator, width)
            continue
        if any(cells) and not (start == 1 and _NAMED_SEPARATOR.fullmatch(lines.taken[0].encode())):
            yield start, cells


def _reason(error: Exception, taken: list[str], start: int) -> str:
    if len(taken) > 1:
        return f"The quotation mark that opens a cell in line {start} is not closed where the cell ends."
    if isinstance(error, _TooLongError):
        return f"The line is longer than {MAX_ROW:,} characters."
    if "field limit" in str(error):
        return f"A cell is longer than {MAX_CELL:,} characters."
    return f"A quotation mark in line {start} stands in the wrong place: inside a cell it is written twice."


def _pass_over(lines: _Lines, separator: str, width: int) -> None:
    """Up to a line that looks like a row again: the rest of a text over several lines is nobody's name."""
    while width > 1:
        lines.begin()
        try:
            line = next(lines)
        except StopIteration:
            return
        except _TooLongError:
            continue
        if line.count(separator) >= width - 1:
            lines.give_back_last()
            return


def _texts(data: bytes, is_utf8: bool, warnings: Warnings) -> Iterator[str]:
    for number, line in enumerate(_raw_lines(data), start=1):
        try:
            yield line.decode("utf-8" if is_utf8 else "cp1252")
        except UnicodeDecodeError:
            if is_utf8:
                warnings.add(f"Line {number} is not UTF-8 as the others are; it was read as Windows-1252.")
            yield line.decode("cp1252", errors="replace")


def _raw_lines(data: bytes) -> Iterator[bytes]:
    """Lines end with \\n, \\r\\n or, from old Macs, \\r."""
    for line in BytesIO(data):
        if b"\r" in line[:-2]:
            yield from (found[0] for found in _LINE.finditer(line))
        else:
            yield line
