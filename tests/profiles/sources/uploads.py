"""Files as they are uploaded, built in memory, and what comes out of reading them."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import openpyxl

from profiles.sources import CompanyRecord, InputFile, Record, Refusal, read_files


def read(files: Mapping[str, bytes]) -> list[Record | CompanyRecord | Refusal]:
    return list(read_files([InputFile(name, lambda data=data: io.BytesIO(data)) for name, data in files.items()]))  # type: ignore[misc]


def one(files: Mapping[str, bytes]) -> Record:
    (record,) = read(files)
    assert isinstance(record, Record), record
    return record


def refused(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    return [(item.where, item.reason) for item in read(files) if isinstance(item, Refusal)]


def packed(files: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(**sheets: Iterable[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
