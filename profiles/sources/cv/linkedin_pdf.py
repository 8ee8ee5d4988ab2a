"""LinkedIn's own "Save to PDF": a narrow column (contact, skills, languages) beside a wide one.

In Experience the company stands largest; below it, where somebody had several roles there, the time in all; then each
role's title, its period with the duration in brackets, and the place. The layout before 2017 has one column and needs
nothing of this: "Title at Company" above the period is what `entries` reads.
"""

import re
from collections.abc import Sequence

from profiles.sources.cv.dates import Period, find_period
from profiles.sources.cv.entries import Entry, text_of
from profiles.sources.cv.lines import Line
from profiles.sources.cv.naming import Job, School, degree_and_field
from profiles.sources.cv.sections import is_bullet
from profiles.sources.cv.words import heading_of, is_place

_FOOTER = re.compile(r"(?:page|seite|página) \d+ (?:of|von|de|sur) \d+", re.IGNORECASE)
_ADDRESS = re.compile(r"\(LinkedIn\)\s*$")
_IN_ALL = re.compile(
    r"less than a year"
    r"|(?:\d+ (?:years?|months?|jahre?|monate?|ans?|mois|años?|meses|mes)\b ?(?:and |und |et |y )?){1,2}",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_][^\d,.;:]{0,40}(?:, [^\W\d_][^\d,.;:]{0,40}){1,3}")
_SAME = 0.3  # points of letter size


def recognises(lines: Sequence[Line]) -> bool:
    first = next((line for line in lines if line.column == 1), None)
    if first is None or heading_of(first.text) not in ("contact", "skills"):
        return False
    return any(_FOOTER.fullmatch(line.text.strip()) or _ADDRESS.search(line.text) for line in lines)


def jobs_of(lines: Sequence[Line]) -> list[tuple[Job, Entry]]:
    found: list[tuple[Job, Entry]] = []
    company, waiting = "", list[Line]()  # `waiting`: lines after the company, the last of them the role's title
    largest = max((line.size for line in lines), default=0)
    for number, line in enumerate(lines):
        period = _period_of(line)
        if _is(line, largest):
            company = f"{company} {line.text}" if number and _is(lines[number - 1], largest) else line.text
            waiting = []
        elif period and waiting:
            title = " ".join(each.text for each in waiting if not _IN_ALL.fullmatch(each.text.strip()))
            found.append((Job(title, company), Entry([], period)))
            waiting = []
        elif period and found and _is_title(found[-1][1].body, line):
            title = found[-1][1].body.pop().text
            found.append((Job(title, company), Entry([], period)))
        elif found and found[-1][0].company == company and not waiting:
            found[-1][1].body.append(line)
        else:
            waiting.append(line)
    for job, entry in found:
        if entry.body and _is_location(entry.body):
            job.location = entry.body.pop(0).text
    return found


def schools_of(lines: Sequence[Line]) -> list[tuple[School, Entry]]:
    found: list[tuple[School, list[Line]]] = []
    largest = max((line.size for line in lines), default=0)
    for number, line in enumerate(lines):
        if not _is(line, largest) and found:
            found[-1][1].append(line)
        elif found and number and _is(lines[number - 1], largest):
            found[-1][0].school += f" {line.text}"
        else:
            found.append((School(line.text), []))
    schools = []
    for school, told in found:
        text = text_of(told).replace("\n", " ")
        period = find_period(text, single=True)
        rest = (period.rest if period else text).strip(" ·,()\t")
        school.degree, school.field = degree_and_field(rest)
        if not school.field:
            school.degree, _, school.field = rest.partition(", ")
        schools.append((school, Entry([], period)))
    return schools


def _is(line: Line, size: float) -> bool:
    return line.size > size - _SAME


def _period_of(line: Line) -> Period | None:
    period = find_period(line.text)
    return period if period and len(period.rest) <= 3 else None


def _is_title(body: Sequence[Line], period: Line) -> bool:
    """A further role at one company: its title stands below the text of the role before, and is larger than that."""
    return bool(body) and not is_bullet(body[-1]) and body[-1].size > period.size + _SAME


def _is_location(body: Sequence[Line]) -> bool:
    first = body[0].text.strip()
    if is_place(first) or _PLACE.fullmatch(first):
        return True
    words = first.split()
    return len(words) <= 3 and all(word[:1].isupper() for word in words) and (len(body) == 1 or body[1].gap)
