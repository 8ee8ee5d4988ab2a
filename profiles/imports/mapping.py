"""Which files of an import are tables, and what their columns are taken for: chosen, remembered, or guessed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from profiles.imports.files import open_file
from profiles.models import ColumnMapping, Import, ImportFile
from profiles.sources import MAX_FILE_BYTES, Refusal, linkedin_export
from profiles.sources.formats import HEAD, MAX_TABLE_BYTES, SAMPLE_ROWS, is_table, sample_of
from profiles.sources.tables import Table, check_mapping, guess, is_sensitive, open_table, remembered, signature

SAMPLES = 3
_NOTES = 3
_LONGEST_SAMPLE = 120
_HEAD_BYTES = 1_000_000  # of a text; a workbook can only be opened whole
_TEXT_NAMES = (".csv", ".tsv", ".tab", ".txt")


@dataclass(frozen=True)
class Column:
    """`origin` says where the target comes from: chosen, remembered, guessed, or blank where nobody knew."""

    header: str
    samples: tuple[str, ...]
    target: str
    origin: str
    sensitive: bool


@dataclass(frozen=True)
class TableFile:
    """A table with what its columns are taken for. Where it cannot be opened, `refusal` says why.

    `problems` have to be mended before it can be read; `notes` are for whoever names its columns.
    """

    file: ImportFile
    refusal: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    signature: str = ""
    columns: tuple[Column, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        return {column.header: column.target for column in self.columns if not column.sensitive}

    def chosen(self, mapping: Mapping[str, str]) -> "TableFile":
        """The same table with what somebody chose; `problems` says what is wrong with it."""
        if self.refusal:
            return self
        columns = tuple(
            replace(column, target=mapping.get(column.header, ""), origin="chosen") for column in self.columns
        )
        headers = [column.header for column in self.columns]
        return replace(self, columns=columns, problems=tuple(check_mapping(headers, mapping)))


def tables_of(job: Import, sheets: Mapping[int, str] | None = None) -> list[TableFile]:
    """The files of an import whose columns have to be named. `sheets` (file id to name) chooses of a workbook."""
    return [table_of(file, (sheets or {}).get(file.pk, file.sheet)) for file in _table_files(job)]


def has_tables(job: Import) -> bool:
    return bool(_table_files(job))


def table_of(file: ImportFile, sheet: str = "") -> TableFile:
    with open_file(file) as stream:
        table = _opened(file.name, stream.read, sheet)
    notes: tuple[str, ...] = ()
    if isinstance(table, Refusal) and sheet and sheet != file.sheet:
        notes = (f"Sheet “{sheet[:100]}” cannot be read. {table.reason}",)
        with open_file(file) as stream:
            table = _opened(file.name, stream.read, file.sheet)
    if isinstance(table, Refusal):
        return TableFile(file, refusal=table.reason)
    rows = sample_of(table)
    known, origin = _known(file, table)
    targets = known or guess(table.headers, rows)
    columns = tuple(
        Column(
            header,
            tuple(islice(filter(None, (row[place][:_LONGEST_SAMPLE] for row in rows)), SAMPLES)),
            targets.get(header, ""),
            origin if targets.get(header) or origin != "guessed" else "",
            is_sensitive(header),
        )
        for place, header in enumerate(table.headers)
    )
    notes += tuple(table.warnings[:_NOTES])
    found = TableFile(file, "", table.sheet, table.sheets, signature(table.headers), columns, notes=notes)
    return replace(found, problems=tuple(check_mapping(table.headers, found.mapping)))


def keep(table: TableFile) -> None:
    """Read the file so, and propose the same for the next file with these headers."""
    file = table.file
    file.sheet, file.mapping = table.sheet, {header: target for header, target in table.mapping.items() if target}
    file.save(update_fields=["sheet", "mapping"])
    if table.signature:
        ColumnMapping.objects.update_or_create(signature=table.signature, defaults={"mapping": table.mapping})


def forget_columns(job: Import) -> None:
    """An import that is discarded may be one whose columns were named wrongly: they are proposed to nobody."""
    chosen = list(job.files.exclude(mapping=None).values_list("mapping", flat=True))
    for known in ColumnMapping.objects.filter(updated_at__gte=job.created_at) if chosen else ():
        if {header: target for header, target in known.mapping.items() if target} in chosen:
            known.delete()


def remembered_of(name: str, stream: BinaryIO) -> dict[str, str] | None:
    """How the columns of a table were mapped the last time; None where there was none, or where it is no table."""
    if not is_table(name, stream.read(HEAD)):
        return None
    stream.seek(0)
    table = _opened(name, stream.read, "")
    return None if isinstance(table, Refusal) else _remembered(table)


def _known(file: ImportFile, table: Table) -> tuple[dict[str, str], str]:
    if file.mapping and set(file.mapping) <= set(table.headers):
        return dict(file.mapping), "chosen"
    before = _remembered(table)
    return ({}, "guessed") if before is None else (before, "remembered")


def _remembered(table: Table) -> dict[str, str] | None:
    before = ColumnMapping.objects.filter(signature=signature(table.headers)).first()
    return remembered(table.headers, before.mapping) if before else None


def _table_files(job: Import) -> list[ImportFile]:
    """Loose tables of LinkedIn's own export are none of them: what their columns hold is known."""
    files = [file for file in job.files.all() if is_table(file.name, _start(file, HEAD))]
    loose = {
        f"{file.pk} {file.name}": _start(file, MAX_FILE_BYTES)
        for file in files
        if file.mapping is None and not file.source and file.name.lower().endswith(".csv")
    }
    used = linkedin_export.gather(loose).used
    return [file for file in files if f"{file.pk} {file.name}" not in used]


def _start(file: ImportFile, size: int) -> bytes:
    with open_file(file) as stream:
        return stream.read(size)


def _opened(name: str, read: Callable[[int], bytes], sheet: str) -> Table | Refusal:
    if not name.lower().endswith(_TEXT_NAMES):
        data = read(MAX_TABLE_BYTES + 1)
        if len(data) > MAX_TABLE_BYTES:
            reason = f"The workbook is larger than {MAX_TABLE_BYTES // 1_000_000} MB; save it as CSV."
            return Refusal("file", reason)
    elif len(data := read(_HEAD_BYTES)) == _HEAD_BYTES:
        head = open_table(data[: data.rfind(b"\n") + 1] or data, name, sheet, SAMPLE_ROWS)  # not half a row
        if isinstance(head, Table):
            return head
        data += read(MAX_TABLE_BYTES)
    return open_table(data, name, sheet, SAMPLE_ROWS)
