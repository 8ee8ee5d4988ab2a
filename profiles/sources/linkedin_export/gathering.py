"""From the files of an export to one payload a person; each file is known by its headers."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from profiles.sources.records import Refusal

csv.field_size_limit(2_000_000)  # it holds for the whole process; a cell of Python's own 131,072 is too soon to give up

MAX_ROWS = 2_000
_MAX_LINES = 200_000  # blank ones and those of long descriptions with them
KEY, NOTES = "linkedin_export", "reading_notes"  # of a payload
_HEAD_BYTES = 65_536
_HEAD_ROWS = 10  # the header stands below a note of three lines in some files
_PROFILE = {"First Name", "Last Name", "Headline"}
_PROFILE_MARKS = {"Maiden Name", "Geo Location", "Twitter Handles", "Instant Messengers", "Contact Instructions"}
# The columns that a part must have; with "only", no others, as these columns alone could be anything.
_PARTS: tuple[tuple[str, str, str], ...] = (
    ("Positions", "Company Name,Title,Started On,Finished On", ""),
    ("Volunteering", "Company Name,Role,Started On", ""),
    ("Education", "School Name,Degree Name", ""),
    ("Certifications", "Name,Authority,Started On", ""),
    ("Projects", "Title,Description,Url,Started On", ""),
    ("Projects", "Title,Description,Url,Start Date", ""),
    ("Honors", "Title,Description,Issued On", "only"),
    ("Honors", "Title,Description,Issuer,Issue Date", "only"),
    ("Publications", "Name,Published On,Publisher", ""),
    ("Profile Summary", "Profile Summary", "only"),
    ("Email Addresses", "Email Address,Confirmed,Primary", ""),
    ("PhoneNumbers", "Extension,Number,Type", "only"),
    ("Skills", "Name", "only"),
    ("Languages", "Name,Proficiency", "only"),
    ("Courses", "Name,Number", "only"),
)
# Files that are not read: why, and the columns by which they are known.
_LEFT: Mapping[str, tuple[str, ...]] = {
    "it is about other people": (
        *("First Name,Last Name,Connected On", "First Name,Last Name,Text,Creation Date", "Sent At,Direction"),
        *("Endorsement Date", "Date,Status,FullName"),
    ),
    "it holds messages": ("CONVERSATION ID",),
    "it is about what was done on the site, not about a career": (
        *("Ad Title/Id", "Organization,Followed On", "Event Name", "ShareLink", "Date,Link", "Media Link"),
        *("Time,Search Query", "Content Title", "savedItem", "Job Url", "SAVED_SEARCH_ID", "Question,Answer"),
        "Supported Cause",
    ),
    "it is about the account, not about a career": (
        *("Buyer Groups", "Type of inference", "Open To Recruiters", "Verification type", "Registration Ip"),
        *("IP Address", "Invoice Number", "Is_WhatsApp_Number"),
    ),
}
# These come from nobody but LinkedIn, even where Profile.csv does not lie beside them.
_OWN = {
    *("Profile", "Positions", "Education", "Certifications", "Languages", "Publications", "Email Addresses"),
    *("First Name,Last Name,Connected On", "CONVERSATION ID"),
}
# In a table of people, each row would be somebody else.
_NAMES_SOMEBODY = {"first name", "last name", "full name"}
_PRIVATE = {"birth date", "address", "zip code", "instant messengers"}
_COLUMNS = {
    column.lower(): column
    for columns in (
        *(needed for _, needed, _ in _PARTS),
        *(needed for headers in _LEFT.values() for needed in headers),
        *_PROFILE,
        *_PROFILE_MARKS,
        "Summary,Industry,Country,Websites,Location,Notes,Activities,Start Date,End Date",
    )
    for column in columns.split(",")
}
_NOTHING_FOUND = re.compile(r"\s*No [\w ]{1,40} found\.?\s*", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NO_TABLE = (b"{", b"[", b"<", b"%PDF", b"PK")


@dataclass(frozen=True)
class Gathered:
    """`people` has each export with the name of its Profile.csv; `left`, why a file of theirs is not read.

    `used` names all files that belong to an export, also those of the refusals: nobody else need look at them.
    """

    people: tuple[tuple[str, dict[str, Any]], ...]
    refusals: tuple[Refusal, ...]
    left: Mapping[str, str]
    used: frozenset[str]


@dataclass(frozen=True)
class _Table:
    """What a file's header says: the part of the export, or why it is not read; neither where that is unknown."""

    part: str = ""
    left: str = ""
    own: bool = False
    header: tuple[str, ...] = ()
    separator: str = ","


def gather(files: Mapping[str, bytes]) -> Gathered:
    """The LinkedIn exports among the files. One folder with a Profile.csv is one person, and so are loose files."""
    tables = {name: table for name, data in files.items() if (table := _table(name, data))}
    homes: dict[str, list[str]] = {}
    for name, table in tables.items():
        if table.part == "Profile":
            homes.setdefault(_folder(name), []).append(name)
    exports: dict[str | None, list[str]] = {home: [] for home in homes}
    for name, table in tables.items():
        home = _home(name, homes)
        # Parts lie beside the folder of Profile.csv, too: where there is but one, they are the same person's.
        if home is None and len(homes) == 1 and (table.left or table.own):
            (home,) = homes
        exports.setdefault(home, []).append(name)
    people, refusals, left, used = [], [], dict[str, str](), set[str]()
    for home, names in exports.items():
        if home is None:
            names = [name for name in names if tables[name].part or tables[name].left]
            if any(tables[name].own for name in names):
                refusals.append(_without_profile(names, tables))
                used.update(names)
            continue
        used.update(names)
        parts = {name: (tables[name], files[name]) for name in names if tables[name].part}
        doubtful = _doubtful(name for name in parts if tables[name].part == "Skills")
        left.update({name: tables[name].left or _unknown(name, files[name]) for name in names if name not in parts})
        left.update(dict.fromkeys(doubtful, "It has names in it, of which nothing says that they are skills."))
        export = _export(homes[home], {name: part for name, part in parts.items() if name not in doubtful})
        if isinstance(export, Refusal):
            refusals.append(export)
        else:
            people.append((homes[home][0], export))
    return Gathered(tuple(people), tuple(refusals), left, frozenset(used))


def _table(name: str, data: bytes) -> _Table | None:
    """What the file is. None where it is no table at all: it may be a document that somebody else reads."""
    head = data[:_HEAD_BYTES]
    if len(data) > len(head):
        head = head[: head.rfind(b"\n") + 1 or len(head)]
    if name.lower().endswith(".html"):
        return _Table()
    if not _is_text(head):
        return None
    text, _ = _decoded(head)
    for separator in ",;\t":
        try:
            for row in islice(filter(any, _csv(text, separator)), _HEAD_ROWS):
                if table := _classified(name, tuple(map(_column, row)), separator):
                    return table
        except csv.Error:
            continue
    return _Table() if name.lower().endswith(".csv") else None


def _classified(name: str, header: tuple[str, ...], separator: str) -> _Table | None:
    columns = frozenset(filter(None, header))
    if columns >= _PROFILE and len(columns & _PROFILE_MARKS) >= 2:
        return _Table("Profile", own=True, header=header, separator=separator)
    for reason, headers in _LEFT.items():
        if needed := next((needed for needed in headers if columns >= _columns(needed)), None):
            return _Table("", f"It is not taken in: {reason}.", needed in _OWN, header, separator)
    if {column.lower() for column in columns} & _NAMES_SOMEBODY:
        return None
    for part, needed, only in _PARTS:
        if columns == _columns(needed) if only else columns >= _columns(needed):
            # A column of nothing but names may be anybody's, unless the file is called as LinkedIn calls it.
            return _Table(part, "", part in _OWN or part.lower() in name.lower(), header, separator)
    return None


def _export(profiles: list[str], parts: Mapping[str, tuple[_Table, bytes]]) -> dict[str, Any] | Refusal:
    """The payload of one person."""
    if len({parts[name][1] for name in profiles}) > 1:
        reason = "They are the profiles of two people, or of two days; give each its own folder."
        return Refusal(_listed(profiles), reason, file=profiles[0])
    export, notes, seen = dict[str, list[dict[str, str]]](), list[str](), set[bytes]()
    for name, (table, data) in parts.items():
        if data in seen:  # downloaded twice
            continue
        seen.add(data)
        rows = export.setdefault(table.part, [])
        known = {tuple(row.items()) for row in rows}  # a part in two files, of two days: they overlap
        rows += [
            row for row in _rows(name, table, data, MAX_ROWS - len(rows), notes) if tuple(row.items()) not in known
        ]
    if (count := len(export["Profile"])) > 1:
        reason = f"It has {count:,} people in it; the Profile.csv of an export has one."
        return Refusal(profiles[0], reason, file=profiles[0])
    payload: dict[str, Any] = {KEY: {part: rows for part, rows in export.items() if rows}}
    return payload | ({NOTES: notes} if notes else {})


def _rows(name: str, table: _Table, data: bytes, room: int, notes: list[str]) -> list[dict[str, str]]:
    """The rows that hold something, by column; what is wrong with the file goes to `notes`."""
    text, guessed = _decoded(data)
    if guessed:
        notes.append(f"{name} is not UTF-8; its encoding was guessed, so letters with accents may be wrong.")
    if text.count('"') % 2:
        notes.append(f"{name} has a quotation mark that is never closed; what follows it may be misread.")
    rows, beyond = list[dict[str, str]](), 0
    reader = _csv(text, table.separator)
    try:
        header: list[str] = next((row for row in reader if tuple(map(_column, row)) == table.header), [])
        for cells in reader:
            if reader.line_num > _MAX_LINES:
                notes.append(f"{name} has more lines than are read; the first {_MAX_LINES:,} were taken.")
                break
            row: dict[str, str] = {}
            for column, cell in zip(table.header, cells, strict=False):
                if column and column not in row and column.lower() not in _PRIVATE and (value := cell.strip()):
                    row[column] = value
            beyond += any(map(str.strip, cells[len(table.header) :]))
            if not row or cells == header:
                continue
            if len(rows) == room:
                notes.append(f"{name} has more rows than are read; the first {MAX_ROWS:,} were taken.")
                break
            rows.append(row)
    except csv.Error:
        notes.append(f"{name} is damaged at line {reader.line_num:,}; it was read up to there.")
    if beyond:
        notes.append(f"{name} has {beyond:,} rows with more cells than headers; what stands beyond was left out.")
    return rows


def _csv(text: str, separator: str) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _column(header: str) -> str:
    """LinkedIn's own spelling of a column, whatever the program that saved the file made of it."""
    words = " ".join(header.replace("\ufeff", "").split())
    return _COLUMNS.get(words.lower(), words)


@cache
def _columns(needed: str) -> frozenset[str]:
    return frozenset(map(_column, needed.split(",")))


def _is_text(head: bytes) -> bool:
    if head.startswith(_UTF16):
        return True
    return b"\0" not in head and not head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4].startswith(_NO_TABLE)


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether its encoding was guessed: line by line, for files pasted together from two."""
    if data.startswith(_UTF16):
        text = data.decode("utf-16", errors="replace")
        return text, "\ufffd" in text
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return "".join(map(_guessed, data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True))), True


def _guessed(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            return line.decode(encoding)
    return line.decode("latin-1")


def _folder(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[0]


def _home(name: str, homes: Iterable[str]) -> str | None:
    """The nearest folder above that has a Profile.csv: parts lie in folders of their own, too."""
    folder = _folder(name)
    while folder and folder not in homes:
        folder = folder.rpartition("/")[0]
    return folder if folder in homes else None


def _doubtful(names: Iterable[str]) -> set[str]:
    """Of several files with nothing but names in them, which may be groups or interests, those not called skills."""
    lists = set(names)
    return {name for name in lists if "skill" not in name.lower()} if len(lists) > 1 else set()


def _unknown(name: str, data: bytes) -> str:
    if name.lower().endswith(".html"):
        return "It is not taken in: articles are not read."
    if len(data) < 100 and _NOTHING_FOUND.fullmatch(_decoded(data)[0]):
        return "There is nothing in it."
    return "It is no part of an export that is known here; if it is a list of people, import it by itself."


def _without_profile(names: list[str], tables: Mapping[str, _Table]) -> Refusal:
    if any(tables[name].part for name in names):
        reason = "Profile.csv is missing, without which nobody knows whose LinkedIn export this is; add it to the rest."
    else:
        reason = f"{tables[names[0]].left} A LinkedIn export is read where its Profile.csv is there."
    return Refusal(_listed(names), reason, file=names[0])


def _listed(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")
