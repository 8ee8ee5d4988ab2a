"""What the head of an entry names: title, company, place; or degree, field, school."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from profiles.sources.cv.lines import Line
from profiles.sources.cv.words import (
    COMPANY_FORM,
    is_company,
    is_degree,
    is_place,
    is_school,
    is_title,
    mend_capitals,
)

_BETWEEN = re.compile(r"\t|\s+[|·•—–]\s+|\s?\|\s?|\s-\s|\s{3,}")
_AT = re.compile(r"\s+(?:at|@|bei|chez)\s+", re.IGNORECASE)
_EDGES = " \t,;|·•–—-:"
_COMMA = re.compile(r",\s+(?![^(]*\))")
_IN = re.compile(r",\s+|\s+in\s+")
_LABEL = re.compile(
    r"(?:company|employer|position|title|role|firma|unternehmen|entreprise|empresa)\s*:\s*", re.IGNORECASE
)


@dataclass
class Job:
    title: str = ""
    company: str = ""
    location: str = ""


@dataclass
class School:
    school: str = ""
    degree: str = ""
    field: str = ""
    other: str = ""


def job_of(head: Sequence[Line], *, company_first: bool = False) -> Job:
    """`company_first`: what the other entries of the section say where this one's words do not tell."""
    parts, job = _parts(head), Job()
    for number in range(len(parts) - 1, 0, -1):
        # "Acme, Berlin, Germany" behind a title alone is company and place.
        if is_place(parts[number]) and (len(parts) > 2 or len(comma_parts(parts[number])) < 3):
            job.location = parts.pop(number).strip("()")
            break
    if len(parts) == 1:
        both = _AT.split(parts[0], maxsplit=1)
        if len(both) == 1 and len(commas := comma_parts(parts[0])) > 1:
            both = [commas[0], ", ".join(commas[1:])]
        parts = both
    if len(parts) == 1:
        only_company = is_company(parts[0]) and not is_title(parts[0])
        job.title, job.company = ("", parts[0]) if only_company else (parts[0], "")
    if len(parts) < 2:
        return _cleaned(job)
    first, second, *rest = parts
    swap = company_first
    if is_title(first) != is_title(second):
        swap = is_title(second)
    elif is_company(first) != is_company(second):
        swap = is_company(first)
    job.title, job.company = (second, first) if swap else (first, second)
    job.location = job.location or ", ".join(rest)
    job.company, place = _without_place(job.company, sure=len(head) > 1 or len(parts) > 2)
    job.location = job.location or place
    return _cleaned(job)


def says_company_first(head: Sequence[Line]) -> bool | None:
    """Which of the two comes first, where the words tell; else None."""
    titles = [is_title(part) for part in _parts(head) if not is_place(part)][:2]
    return titles[1] if len(titles) == 2 and titles[0] != titles[1] else None


def school_of(head: Sequence[Line]) -> School:
    parts = _parts(head)
    if len(parts) == 1:
        parts = comma_parts(parts[0])
    found, rest, other = School(), [], {}
    for number, part in enumerate(parts):
        begins_with_school = is_school(part) and not found.school and len(parts) > 1 and not number
        if is_place(part) and number:
            other[number] = part
        elif not found.degree and is_degree(part) and not begins_with_school:
            found.degree = part
        elif not found.school and is_school(part):
            found.school = part
        else:
            rest.append((number, part))
    for number, part in rest:
        if not found.school:
            found.school = part
        elif not found.field and not found.degree and number:
            found.field = part
        else:
            other[number] = part
    found.school, place = _without_place(found.school, sure=False)
    found.other = ", ".join(filter(None, [place, *(other[number] for number in sorted(other))]))
    if found.degree and not found.field:
        found.degree, found.field = degree_and_field(found.degree)
    return found


def degree_and_field(text: str) -> tuple[str, str]:
    """Of "Bachelor of Science in Physics" and "Bachelor of Science, Physics": degree and field."""
    if (found := _IN.search(text)) and is_degree(text[: found.start()]):
        return text[: found.start()], text[found.end() :]
    return text, ""


def comma_parts(text: str) -> list[str]:
    """At commas outside brackets; "Inc." stays with the company that it belongs to."""
    parts: list[str] = []
    for part in _COMMA.split(text):
        part = part.strip(_EDGES)
        if parts and COMPANY_FORM.fullmatch(part):
            parts[-1] += f", {part}"
        elif part:
            parts.append(part)
    return parts


def _parts(head: Sequence[Line]) -> list[str]:
    """What stands apart: on lines of its own, behind a wide gap or a dash, or in another font behind a comma."""
    parts: list[str] = []
    for line in head:
        for piece in _by_font(line) or _BETWEEN.split(line.text):
            text = _LABEL.sub("", (piece or "").strip(_EDGES))
            if text and text not in parts:
                parts.append(text)
    return parts


def _by_font(line: Line) -> list[str]:
    marks = [mark for mark in line.breaks if 0 < mark < len(line.text)]
    slices = [line.text[start:end] for start, end in zip([0, *marks], [*marks, len(line.text)], strict=True)]
    found: list[str] = []
    for number, piece in enumerate(slices):
        text = piece.strip(_EDGES)
        if not text:
            continue
        before = slices[number - 1].rstrip(" ") if number else ","
        if found and before[-1:] not in (*_EDGES, "") and piece.lstrip(" ")[:1] not in _EDGES:
            return []  # the font changes inside a phrase
        found += _BETWEEN.split(text)
    return found if len(slices) > 1 and len(found) > 1 else []


def _without_place(text: str, *, sure: bool) -> tuple[str, str]:
    """A company or school without the place behind it: "Acme, Inc., Berlin, Germany". `sure`: two parts are these."""
    parts = comma_parts(text)
    for start in range(1, len(parts)):
        if is_place(", ".join(parts[start:])) and len(parts) - start <= 3:
            # "Acme, Berlin, Germany": the city, too, where only the country is known.
            start = 1 if len(parts) <= 3 else start
            return ", ".join(parts[:start]), ", ".join(parts[start:])
    if sure and len(parts) == 2 and not is_company(parts[1]) and not is_school(parts[1]) and len(parts[1].split()) < 4:
        return parts[0], parts[1]
    return text, ""


def _cleaned(job: Job) -> Job:
    return Job(mend_capitals(job.title.strip(_EDGES)), job.company.strip(_EDGES), job.location.strip(_EDGES))
