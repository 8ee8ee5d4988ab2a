"""Tables of people: CSV and its kin, and XLSX, with a mapping from their columns to the canonical profile.

table = open_table(data, "people.csv")
mapping = guess(table.headers, sample)          what a person may then correct
payload(table.headers, row, mapping)            is kept, and read(payload, extract) makes a profile of it
"""

import re

from profiles.sources.records import Refusal
from profiles.sources.tables.columns import TARGETS, check_mapping, guess, remembered, signature
from profiles.sources.tables.contained_workbook import open_contained
from profiles.sources.tables.delimited import open_delimited
from profiles.sources.tables.people import key, payload, read, recognises
from profiles.sources.tables.table import MAX_ROWS, Table
from profiles.sources.tables.vocabulary import is_sensitive
from profiles.sources.tables.workbook import is_workbook

__all__ = [
    "TARGETS",
    "Table",
    "check_mapping",
    "guess",
    "is_sensitive",
    "key",
    "open_table",
    "payload",
    "read",
    "recognises",
    "remembered",
    "signature",
]

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}<(?:!doctype|html|\?xml|table|body|head|meta)\b", re.IGNORECASE)


def open_table(data: bytes, filename: str, sheet: str = "", rows: int = MAX_ROWS + 1) -> Table | Refusal:
    """The table in a file, or why there is none. `sheet` names one of a workbook's. Never raises.

    Of a workbook no more than `rows` are read; other tables are read as far as somebody asks for their rows.
    """
    if is_workbook(data):
        return open_contained(data, sheet, rows)
    if data.startswith(b"%PDF-"):
        return Refusal("file", "The file is a PDF document, not a table.")
    if _MARKUP.match(data):
        return Refusal("file", "This is a web page or XML, whatever its name; save it as .xlsx or CSV.")
    if filename.lower().endswith((".xlsx", ".xlsm", ".xls")):
        return Refusal("file", "The file is not a workbook, or it is damaged; save it again as .xlsx or CSV.")
    return open_delimited(data)
