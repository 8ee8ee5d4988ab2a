"""Which column holds what: guessed from headers and cells, checked, and remembered for the next file like it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from profiles.sources.tables.contacts import LOOKS
from profiles.sources.tables.vocabulary import (
    compact,
    exact_target,
    is_about_others,
    is_end,
    is_link,
    is_name,
    is_sensitive,
    is_start,
    near_target,
    numbered_target,
    words,
)

MAX_JOBS, MAX_SCHOOLS = 20, 10
_UNNAMED = re.compile(r"Column \d+")
JOB_PARTS = ("title", "company", "start", "end", "location", "description", "company_url")
SCHOOL_PARTS = ("school", "degree", "field", "start", "end", "description")
_PART_LABELS = {"company_url": "company address", "field": "field of study"}

_TITLES_OF_ADDRESS = frozenset(
    (
        "dr prof mr mrs ms miss mx herr frau sir dame herrn dipl ing med mag m mme mlle monsieur madame mademoiselle "
        "sr sra srta don dona senor senora"
    ).split()
)


def _targets() -> dict[str, str]:
    labels = {
        "": "Do not import",
        "full_name": "Full name",
        "first_name": "First name",
        "last_name": "Last name",
        "headline": "Headline",
        "summary": "Summary",
        "source_id": "Id in the source",
        "email": "E-mail",
        "phone": "Phone",
        "linkedin_url": "LinkedIn address",
        "city": "City",
        "region": "Region",
        "country": "Country",
        "place": "Place (city, region and country in one)",
        "current_title": "Current title",
        "current_company": "Current company",
        "current_start": "Current job's start",
        "company_url": "Current company's address",
        "skills": "Skills",
        "languages": "Languages",
        "certifications": "Certifications",
        "school": "School",
        "degree": "Degree",
        "field": "Field of study",
        "graduation_year": "Graduation",
    }
    for group, name, parts, most in (
        ("experience", "Job", JOB_PARTS, MAX_JOBS),
        ("education", "School", SCHOOL_PARTS, MAX_SCHOOLS),
    ):
        for number in range(1, most + 1):
            for part in parts:
                labels[f"{group}.{number}.{part}"] = f"{name} {number}: {_PART_LABELS.get(part, part)}"
    return labels


# What a column can be mapped to, with the words that a page shows for it.
TARGETS: Mapping[str, str] = MappingProxyType(_targets())


def guess(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Header to target, for the columns whose target is clear. `rows` are some of the table's, cells only."""
    columns = [(place, header) for place, header in enumerate(headers) if not is_sensitive(header)]
    cells = {place: [row[place] for row in rows if place < len(row) and row[place]] for place, _ in columns}
    chosen: dict[int, str] = {}
    for way in (_by_name, _by_link, _by_near_miss, _by_cells):
        for place, header in columns:
            target = "" if place in chosen else way(header, cells[place])
            if target and target not in chosen.values() and _fits(target, cells[place]):
                chosen[place] = target
        if way is _by_name:
            chosen |= _numbered([column for column in columns if column[0] not in chosen])
            _name_columns(columns, chosen)
            _lone_start(columns, chosen, cells)
    return {headers[place]: chosen[place] for place in sorted(chosen)}


def check_mapping(headers: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """What is wrong with a mapping, in sentences; nothing where the file can be read with it."""
    problems, used = list[str](), dict[str, str]()
    for header, target in mapping.items():
        if not target:
            continue
        if header not in headers:
            problems.append(f"There is no column '{header}' in the file.")
        elif target not in TARGETS:
            problems.append(f"There is no field '{target}' that the column '{header}' could be mapped to.")
        elif is_sensitive(header):
            problems.append(f"The column '{header}' is sensitive and is never taken over.")
        elif target in used:
            problems.append(f"'{used[target]}' and '{header}' are both mapped to {TARGETS[target]}; choose one.")
        else:
            used[target] = header
    if "full_name" not in used and not {"first_name", "last_name"} <= used.keys():
        problems.append(
            "No column holds the person's name; choose Full name for one, or First name and Last name for two."
        )
    return problems


def signature(headers: Sequence[str]) -> str:
    """The same for two files with the same columns, whatever their order, case, accents and punctuation.

    Columns that are only numbered tell nothing of what is in them: "" for those.
    """
    if all(_UNNAMED.fullmatch(header) for header in headers):
        return ""
    return sha256("\n".join(sorted(map(compact, headers))).encode()).hexdigest()


def remembered(headers: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """A mapping of another file with this signature, with the headers as this file spells them."""
    exact = {header: mapping[header] for header in headers if mapping.get(header)}
    spelled = {compact(header): target for header, target in mapping.items() if target}
    found: dict[str, str] = {}
    for header in headers:
        target = exact.get(header) or ("" if header in mapping else spelled.get(compact(header), ""))
        taken = target in found.values() or (header not in exact and target in exact.values())
        if target in TARGETS and target and not taken and not is_sensitive(header):
            found[header] = target
    return found


def _by_name(header: str, cells: Sequence[str]) -> str:
    return exact_target(header)


def _by_link(header: str, cells: Sequence[str]) -> str:
    return "linkedin_url" if is_link(header) and _most(cells, LOOKS["linkedin_url"]) else ""


def _by_near_miss(header: str, cells: Sequence[str]) -> str:
    return near_target(header)


def _by_cells(header: str, cells: Sequence[str]) -> str:
    """What is in the cells, where the header says nothing: not of a company or a recruiter, whose they may be."""
    if is_about_others(header) or numbered_target(header):
        return ""
    for target, looks_so in LOOKS.items():
        if _most(cells, looks_so):
            return target
    return ""


def _numbered(columns: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Jobs and schools by their number. Who counts from 0 is moved up by one."""
    found = [(place, parts) for place, header in columns if (parts := numbered_target(header))]
    from_zero = {group for _, (group, number, _) in found if number == 0}
    chosen: dict[int, str] = {}
    for place, (group, number, part) in found:
        target = f"{group}.{number + (group in from_zero)}.{part}"
        if target in TARGETS and target not in chosen.values():
            chosen[place] = target
    return chosen


def _name_columns(columns: Sequence[tuple[int, str]], chosen: dict[int, str]) -> None:
    """'Name' beside 'Vorname' is the last name, 'Nombre' beside 'Apellidos' the first, and alone either is both."""
    for place, header in columns:
        if place in chosen or not is_name(header):
            continue
        taken = set(chosen.values())
        if "first_name" in taken and "last_name" not in taken:
            target = "last_name"
        elif "last_name" in taken and "first_name" not in taken:
            target = "first_name"
        else:
            target = "full_name"
        if target not in taken:
            chosen[place] = target


def _lone_start(columns: Sequence[tuple[int, str]], chosen: dict[int, str], cells: Mapping[int, Sequence[str]]) -> None:
    """Beside a current job a start without an end is that job's."""
    starts = [place for place, header in columns if place not in chosen and is_start(header)]
    taken = set(chosen.values())
    if len(starts) != 1 or "current_start" in taken or not taken & {"current_title", "current_company"}:
        return
    if not any(is_end(header) for _, header in columns) and _fits("current_start", cells[starts[0]]):
        chosen[starts[0]] = "current_start"


def _fits(target: str, cells: Sequence[str]) -> bool:
    """Whether the cells do not contradict what the header says; without any, they do not."""
    if not cells:
        return True
    match target:
        case "email":
            return any("@" in cell for cell in cells)
        case "linkedin_url":
            return any(map(LOOKS["linkedin_url"], cells))
        case "phone" | "graduation_year" | "current_start":
            return any(character.isdigit() for cell in cells for character in cell)
        case "current_title":
            return not all(_is_title_of_address(cell) for cell in cells)
    return True


def _is_title_of_address(cell: str) -> bool:
    return set(words(cell).split()) <= _TITLES_OF_ADDRESS


def _most(cells: Sequence[str], looks_so: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(looks_so, cells)) * 5 >= len(cells) * 4


def numbers_of(targets: Mapping[str, object], group: str) -> Iterator[int]:
    """Which numbers a group has among the targets, in their order."""
    found = {int(parts[1]) for target in targets if (parts := target.split("."))[0] == group and len(parts) == 3}
    yield from sorted(found)
