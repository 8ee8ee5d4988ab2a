"""A row with its mapping is kept as a payload, and a payload is read into the values of a profile."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from profiles.names import fold
from profiles.partial_dates import is_open
from profiles.sources.extraction import Extraction, distinct
from profiles.sources.records import Json, NoPersonError
from profiles.sources.tables.columns import TARGETS, numbers_of
from profiles.sources.tables.vocabulary import is_sensitive

_NOTHING = {
    *("n/a", "#n/a", "n.a.", "na", "none", "null", "nan", "nil", "-", "--", "---", "–", "—", "?", "tbd", "unknown"),
    *("k.a.", "k. a.", "keine angabe", "unbekannt", "s.o.", "n.d.", "nd", "inconnu", "desconocido", "sin datos"),
}
# Whose names and abbreviations these may be: "Na" is a given name, "ND" North Dakota.
_TAKEN_AS_WRITTEN = {"full_name", "first_name", "last_name", "region"}
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"(\d{4})\.0")
_CREDENTIAL = re.compile(r"[A-Z.]{2,5}")
_AFTER_NAMES = re.compile(r"(?:(?i:Jr|Sr)\.?|I{2,3}|IV|Ph\.?D\.?|Esq\.?|M\.?Sc\.?|B\.?Sc\.?|Dr\.?|Dipl\..*)")
_LANGUAGE = re.compile(r"(?P<name>[^(:–—]+?)\s*(?:\((?P<inside>[^()]*)\)|(?:\s[-–—]|:|[–—])\s*(?P<after>.+))")


def payload(headers: Sequence[str], row: Sequence[str], mapping: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of a row: the cells that are mapped, and how. The whole mapping: a job whose end is nowhere to be
    found in the table is another thing than one whose end is blank."""
    used = {
        header: target
        for header, target in mapping.items()
        if target in TARGETS and target and not is_sensitive(header)
    }
    cells = {header: cell for header, cell in zip(headers, row, strict=False) if cell and header in used}
    kept: dict[str, Any] = {"cells": cells, "mapping": used}
    own = next((cells[header] for header, target in used.items() if target == "source_id" and header in cells), "")
    if own and own.casefold() not in _NOTHING and not _SHORTENED.fullmatch(own):
        kept["id"] = own
    return {"table": kept}


def recognises(document: Json) -> bool:
    table = document.get("table")
    return isinstance(table, dict) and all(isinstance(table.get(part), dict) for part in ("cells", "mapping"))


def key(document: Json) -> str:
    """The row's own id where the table has one, "" where it has none."""
    table = document.get("table")
    own = table.get("id") if isinstance(table, dict) else None
    return own if isinstance(own, str) else ""


def read(document: Json, extract: Extraction) -> dict[str, Any]:
    if not recognises(document):
        raise NoPersonError("It is not what a row of a table is kept as.")
    row = _Row(document["table"], extract)
    row.warn_of_shortened("source_id")
    city = row.field("city" if "city" in row else "place")
    place = extract.place(city, row.field("region"), row.field("country"))
    return {
        "full_name": _full_name(row, extract),
        "headline": extract.line(*row.field("headline")),
        "summary": extract.prose(*row.field("summary")),
        "email": _email(row, extract),
        "phone": "" if row.warn_of_shortened("phone") else extract.line(*row.field("phone")),
        "linkedin_url": extract.linkedin(row.field("linkedin_url")),
        **place,
        "experience": extract.limited("experience", _jobs(row, extract)),
        "education": extract.limited("education", _schools(row, extract)),
        "skills": extract.limited("skills", distinct(row.items("skills"))),
        "certifications": extract.limited(
            "certifications", [{"name": name} for name in distinct(row.items("certifications"))]
        ),
        "languages": extract.limited("languages", [_language(text) for text in distinct(row.items("languages"))]),
    }


class _Row:
    """The cells by target, each with its header for a warning; cells that say "nothing here" are blank."""

    def __init__(self, table: Mapping[str, Any], extract: Extraction) -> None:
        self._extract = extract
        self._headers = {
            target: header
            for header, target in table["mapping"].items()
            if isinstance(target, str) and target and not is_sensitive(header)
        }
        self._cells = {target: table["cells"].get(header) for target, header in self._headers.items()}

    def __contains__(self, target: str) -> bool:
        return bool(self.field(target)[1])

    @property
    def targets(self) -> Mapping[str, str]:
        return self._headers

    def field(self, target: str) -> tuple[str, str]:
        cell = self._cells.get(target)
        text = cell.strip() if isinstance(cell, str) else ""
        if text.casefold() in _NOTHING and not (target in _TAKEN_AS_WRITTEN and text.isalpha()):
            text = ""
        return self._headers.get(target, target), text

    def start(self, target: str) -> tuple[str, str]:
        header, text = self.field(target)
        return header, _date_text(text)

    def end(self, target: str) -> tuple[tuple[str, str], bool | None]:
        """An end, and False where it does not say that the job goes on: no such column, or "unknown" in it."""
        header, text = self.field(target)
        written = str(self._cells.get(target) or "").strip()
        if written and is_open(written):
            return (header, ""), None
        unknown = target not in self._headers or bool(written and not text)
        return (header, _date_text(text)), False if unknown else None

    def items(self, target: str) -> list[str]:
        header, text = self.field(target)
        return [self._extract.line(header, item) for item in _listed(text) if item.casefold() not in _NOTHING]

    def warn_of_shortened(self, target: str) -> bool:
        header, text = self.field(target)
        if _SHORTENED.fullmatch(text):
            self._extract.warn(header, f"'{text}' was shortened by a spreadsheet, digits are missing; left out")
            return True
        return False


def _full_name(row: _Row, extract: Extraction) -> str:
    whole, parts = ("full_name",), ("first_name", "last_name")
    targets = whole if "full_name" in row else parts if any(part in row for part in parts) else (*whole, *parts)
    looked_in = " and ".join(row.targets[target] for target in targets if target in row.targets) or "full_name"
    text = " ".join(row.field(target)[1] for target in targets)
    return extract.name(looked_in, _turned_round(text) if targets == whole else text)


def _turned_round(name: str) -> str:
    """'Doe, Jane' as 'Jane Doe', and 'Jane Doe, PhD' as it is."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not family or not given or "," in given or _AFTER_NAMES.fullmatch(given):
        return name
    if _CREDENTIAL.fullmatch(given) and not family.isupper():  # who writes DOE writes JANE
        return name
    short = len(family.split()) <= 3 and len(given.split()) <= 3
    letters = all(character.isalpha() or character in " -'’." for character in family + given)
    # "Jane Doe, Acme" has its given name before the comma; a family name is rarely two words without a particle.
    return f"{given} {family}" if short and letters and _is_family(family) else name


def _is_family(text: str) -> bool:
    first, *others = text.split()
    return (
        not others
        or first.islower()
        or fold(first) in {"de", "del", "della", "la", "le", "van", "von", "di", "da", "el", "al", "mc", "o"}
    )


def _email(row: _Row, extract: Extraction) -> str:
    header, text = row.field("email")
    addresses = [part for part in re.split(r"[\s;,|]+", text) if "@" in part]
    if len(addresses) < 2:
        return extract.email(header, text)
    extract.warn(header, f"has {len(addresses)} addresses; the first was taken")
    return extract.email(header, addresses[0])


def _jobs(row: _Row, extract: Extraction) -> list[dict[str, Any]]:
    jobs = []
    for number in numbers_of(row.targets, "experience"):
        at = f"experience.{number}"
        if not any(f"{at}.{part}" in row for part in ("title", "company", "start", "end", "description")):
            continue
        ending, lasting = row.end(f"{at}.end")
        start, end, lasts = extract.period(row.start(f"{at}.start"), ending, current=lasting)
        job = {
            "title": extract.line(*row.field(f"{at}.title")),
            "company": extract.line(*row.field(f"{at}.company")),
            "company_url": extract.line(*row.field(f"{at}.company_url")),
            "location": extract.line(*row.field(f"{at}.location")),
            "start": start,
            "end": end,
            "is_current": lasts,
            "description": extract.prose(*row.field(f"{at}.description")),
        }
        if extract.saying_something(f"Job {number}", job, "title", "company"):
            jobs.append(job)
    current = {
        "title": extract.line(*row.field("current_title")),
        "company": extract.line(*row.field("current_company")),
        "company_url": extract.line(*row.field("company_url")),
        "start": extract.date(*row.start("current_start")),
    }
    if not (current["title"] or current["company"]):
        return jobs
    same = next((job for job in jobs if not job["end"] and _agree(job, current, ("title", "company"))), None)
    if same is None:
        return [{**current, "is_current": True}, *jobs]
    same.update({name: same[name] or value for name, value in current.items()}, is_current=True)
    return jobs


def _schools(row: _Row, extract: Extraction) -> list[dict[str, Any]]:
    schools = []
    for number in numbers_of(row.targets, "education"):
        at = f"education.{number}"
        if not any(f"{at}.{part}" in row for part in ("school", "degree", "field", "start", "end", "description")):
            continue
        start, end, _ = extract.period(row.start(f"{at}.start"), row.end(f"{at}.end")[0])
        school = {
            "school": extract.line(*row.field(f"{at}.school")),
            "degree": extract.line(*row.field(f"{at}.degree")),
            "field": extract.line(*row.field(f"{at}.field")),
            "start": start,
            "end": end,
            "description": extract.prose(*row.field(f"{at}.description")),
        }
        if extract.saying_something(f"School {number}", school, "school", "degree", "field"):
            schools.append(school)
    only = {
        "school": extract.line(*row.field("school")),
        "degree": extract.line(*row.field("degree")),
        "field": extract.line(*row.field("field")),
        "end": extract.date(*row.start("graduation_year")),
    }
    if not any(only.values()):
        return schools
    same = next((school for school in schools if _agree(school, only, ("school", "degree", "field"))), None)
    if same is not None:
        same.update({name: same[name] or value for name, value in only.items()})
    elif extract.saying_something(row.field("graduation_year")[0], only, "school", "degree", "field"):
        return [only, *schools]
    return schools


def _agree(one: Mapping[str, Any], other: Mapping[str, Any], parts: Sequence[str]) -> bool:
    """One of the parts is the same, and none is another."""
    both = [(fold(one[part]), fold(other[part])) for part in parts if one[part] and other[part]]
    return bool(both) and all(first == second for first, second in both)


def _date_text(text: str) -> str:
    """A year that a program took for a number is one: "2018.0"."""
    found = _WHOLE_YEAR.fullmatch(text)
    return found[1] if found else text


def _language(text: str) -> dict[str, str]:
    found = _LANGUAGE.fullmatch(text)
    if not found:
        return {"name": text}
    return {"name": found["name"].strip(), "proficiency": (found["inside"] or found["after"] or "").strip()}


def _listed(text: str) -> list[str]:
    """What a cell lists: by lines, semicolons, bars or bullets, else by commas; commas in brackets separate nothing."""
    parts = re.split(r"[\n;|•·]", text)
    if len(parts) == 1:
        parts, depth, begin = [], 0, 0
        for place, character in enumerate(text):
            depth = max(0, depth + (character == "(") - (character == ")"))
            if character == "," and not depth:
                parts.append(text[begin:place])
                begin = place + 1
        parts.append(text[begin:])
    return [part for text in parts if (part := text.strip(" \t\r*-–"))]
