"""Workbooks are opened where strangers' documents are, in the child process; what comes back is text, row by row."""

import io
import json
from typing import Any

from profiles.sources import contained
from profiles.sources.records import Refusal, Warnings
from profiles.sources.tables.table import Row, Source, Table
from profiles.sources.tables.workbook import open_workbook

MAX_TEXT = 40_000_000
_SECONDS = 120


def read_workbook(data: bytes, *, sheet: str, rows: int) -> dict[str, Any] | Refusal:
    """In the child. A row is a line of JSON, [number, cell, …], what is wrong with one [place, reason]: as values of
    the answer itself they would take ten times the room."""
    table = open_workbook(data, sheet)
    if isinstance(table, Refusal):
        return table
    lines, size = list[str](), 0
    for count, row in enumerate(table.rows()):
        if count == rows:
            break
        line = json.dumps((row.where, row.reason) if isinstance(row, Refusal) else (row[0], *row[1]))
        size += len(line)
        if size > MAX_TEXT:
            number = row.where if isinstance(row, Refusal) else f"row {row[0]}"
            reason = f"The table has more than {MAX_TEXT // 1_000_000} MB of text; from here on it was not read."
            lines.append(json.dumps((number, f"{reason} Split the file, or save it as CSV.")))
            break
        lines.append(line)
    return {
        "headers": table.headers,
        "rows": "\n".join(lines),
        "sheet": table.sheet,
        "sheets": table.sheets,
        "warnings": table.warnings,
    }


def open_contained(data: bytes, sheet: str, rows: int) -> Table | Refusal:
    found = contained.run("workbook", data, seconds=_SECONDS, sheet=sheet, rows=rows)
    if isinstance(found, Refusal):
        return found
    table = Table(
        tuple(found["headers"]), _source(found["rows"]), 0, "row", Warnings(found["warnings"]), found["sheet"]
    )
    table.sheets = tuple(found["sheets"])
    return table


def _source(lines: str) -> Source:
    return lambda warnings: (_row(json.loads(line)) for line in io.StringIO(lines))


def _row(values: list[Any]) -> Row | Refusal:
    first, *cells = values
    return Refusal(first, cells[0]) if isinstance(first, str) else (first, tuple(cells))
