"""From files of any format to the items in them, each as JSON that can be kept: documents, rows, CVs, exports.

What an item is (a person, a company, or neither) is not decided here but in `reading`.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Any, BinaryIO

from profiles.sources import archives, contained, linkedin_export, tables
from profiles.sources.documents import MAX_FILE_BYTES, documents, whole
from profiles.sources.records import Refusal

MAX_TABLE_BYTES = 100_000_000
SAMPLE_ROWS = 50  # that a mapping is guessed from
HEAD = 8192  # that a format is told by
_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # also of new files with a password


@dataclass(frozen=True)
class InputFile:
    """A file to read. `mapping` (header to field) and `sheet` are for tables, `source` for JSON of a known shape."""

    name: str
    open: Callable[[], BinaryIO]
    source: str | None = None
    sheet: str = ""
    mapping: Mapping[str, str] | None = field(default=None, hash=False)


@dataclass(frozen=True)
class Found:
    """One item. `value` is JSON, a Refusal, or a function that reads it: a CV takes a second, and may be skipped."""

    where: str
    value: Any
    original: bytes = b""
    original_name: str = ""
    warnings: tuple[str, ...] = ()


def found_in(files: Sequence[InputFile]) -> Iterator[tuple[InputFile, Found]]:
    """Every item of the files. Loose tables of one LinkedIn export are one person, wherever they stand among them."""
    loose: dict[str, InputFile] = {}
    for file in files:
        if _may_be_loose(file):
            loose.setdefault(file.name, file)
    # By their beginnings first: only those of an export are then held in memory together.
    likely = linkedin_export.gather({name: _content(file, HEAD) for name, file in loose.items()}).used
    gathered = linkedin_export.gather({name: _content(loose[name], MAX_FILE_BYTES) for name in sorted(likely)})
    for name, found in _export(gathered):
        is_person = not isinstance(found.value, Refusal)
        yield loose[name], replace(found, where="export") if is_person else found
    for file in files:
        if not (file.name in gathered.used and loose[file.name] is file):
            for found in _in_file(file):
                yield file, found


def is_table(name: str, start: bytes) -> bool:
    """Whether a file is a table, by its first bytes and what it is called."""
    if start.startswith((_ZIP, _OLD_OFFICE)):
        return name.lower().endswith((".xlsx", ".xlsm", ".xls"))
    return name.lower().endswith((".csv", ".tsv", ".tab")) or (name.lower().endswith(".txt") and _is_tabbed(start))


def sample_of(table: tables.Table) -> list[tuple[str, ...]]:
    return [row[1] for row in islice(table.rows(), SAMPLE_ROWS) if not isinstance(row, Refusal)]


def _may_be_loose(file: InputFile) -> bool:
    return file.name.lower().endswith(".csv") and file.mapping is None and not file.source


def _content(file: InputFile, size: int) -> bytes:
    with file.open() as stream:
        return stream.read(size)


def _in_file(file: InputFile, *, inside: bool = False) -> Iterator[Found]:
    """`inside` an archive, where no further one is opened: it might hold itself."""
    with file.open() as stream:
        start = stream.read(HEAD)
        stream.seek(0)
        try:
            if is_table(file.name, start):
                yield from _rows(file, whole(stream, MAX_TABLE_BYTES))
            elif start.startswith((_ZIP, _EMPTY_ZIP)) and not _is_office(file.name):
                yield from _packed(file, whole(stream), inside)
            elif _is_document(file.name, start):
                yield _document(file, whole(stream))
            else:
                for where, value in documents(stream, file.name):
                    yield Found(where, value)
        except ValueError as error:
            yield Found("file", Refusal("file", str(error)))


def _document(file: InputFile, data: bytes) -> Found:
    return Found("document", partial(contained.run, "cv", data), data, file.name)


def _packed(file: InputFile, data: bytes, inside: bool) -> Iterator[Found]:
    kind = archives.document_in(data) or (archives.NESTED if inside else "")
    if kind == archives.WORD:
        yield _document(file, data)
    elif kind:
        yield Found("file", Refusal("file", kind))
    else:
        yield from _members(file, data)


def _members(file: InputFile, data: bytes) -> Iterator[Found]:
    """What an archive holds: a LinkedIn export, or files each of which may hold people."""
    members: dict[str, bytes] = {}
    for member in archives.unpack(data):
        if isinstance(member, Refusal):
            yield Found(member.where, member)
        else:
            members[member[0]] = member[1]
    gathered = linkedin_export.gather(members)
    for _, found in _export(gathered):
        yield found
    for name, content in members.items():
        if name not in gathered.used:
            for found in _in_file(replace(file, name=name, open=partial(io.BytesIO, content)), inside=True):
                place = name if found.where in ("file", "document") else f"{name}, {found.where}"
                yield replace(found, where=place)


def _export(gathered: linkedin_export.Gathered) -> Iterator[tuple[str, Found]]:
    left = tuple(f"{name}: {why}" for name, why in gathered.left.items())
    for name, payload in gathered.people:
        yield name, Found(name, payload, warnings=left)
        left = ()
    for refusal in gathered.refusals:
        yield refusal.file, Found(refusal.where, refusal)


def _rows(file: InputFile, data: bytes) -> Iterator[Found]:
    table = tables.open_table(data, file.name, file.sheet)
    if isinstance(table, Refusal):
        yield Found("file", table)
        return
    mapping = file.mapping
    if mapping is None:
        mapping = tables.guess(table.headers, sample_of(table))
    if problems := tables.check_mapping(table.headers, mapping):
        known = f" Its columns are: {', '.join(table.headers[:20])}."
        yield Found("file", Refusal("file", " ".join((*table.warnings[:1], *problems)) + known[:500]))
        return
    said = 0
    for row in table.rows():
        warnings = tuple(table.warnings[said:])
        said += len(warnings)
        if isinstance(row, Refusal):
            yield Found(row.where, row, warnings=warnings)
        else:
            number, cells = row
            payload = tables.payload(table.headers, cells, mapping)
            yield Found(f"{table.place} {number}", payload, warnings=warnings)


def _is_tabbed(start: bytes) -> bool:
    """Excel saves tables as .txt, too: line after line with the same tabs, of which a CV has one or the other."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[: len(start) // 2 * 2].decode("utf-16", "replace").encode()
    tabs = [line.count(b"\t") for line in start.splitlines()[:50] if line.strip()]
    return len(tabs) > 1 and tabs[0] > 1 and tabs.count(tabs[0]) >= 0.8 * len(tabs)


def _is_office(name: str) -> bool:
    return name.lower().endswith((".docx", ".docm", ".dotx"))


def _is_document(name: str, start: bytes) -> bool:
    if start.startswith((b"%PDF-", b"{\\rtf", _OLD_OFFICE, _ZIP)):
        return True
    return name.lower().endswith((".txt", ".md", ".text")) and not start.lstrip().startswith((b"{", b"["))
