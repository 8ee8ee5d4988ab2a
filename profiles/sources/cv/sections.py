"""Lines into sections, by headings known in five languages and by what looks like them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from profiles.sources.cv.dates import find_period
from profiles.sources.cv.lines import Line
from profiles.sources.cv.words import heading_of, is_company, is_title

Sections = dict[str, list[Line]]
_BULLET = re.compile(r"^\s*(?:[•●▪■◦‣∙○◆◇➢►✓✔·*–—-]|o(?= [A-Z])|\d{1,2}[.)](?=\s))\s*(?=\S)")
_PAGE_NUMBER = re.compile(
    r"\s*(?:(?:page|seite|página|pagina)\s*\d+(?:\s*(?:of|von|de|sur|/)\s*\d+)?|\d+\s*/\s*\d+|-?\s*\d{1,2}\s*-?)\s*",
    re.IGNORECASE,
)
_INLINE = {"skills", "languages", "certifications", "summary"}
_EDGE = 3  # lines at the top and the bottom of a page that may repeat


def is_bullet(line: Line) -> bool:
    return bool(_BULLET.match(line.text))


def without_bullet(text: str) -> str:
    return _BULLET.sub("", text, count=1).strip()


def without_page_furniture(lines: Sequence[Line]) -> list[Line]:
    """Page numbers go, and what the head of page 1 says again on later pages."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    first = {line.text for line in by_page.get(1, [])[:_EDGE]}
    kept: list[Line] = []
    for page, found in by_page.items():
        last = len(found) - _EDGE
        for number, line in enumerate(found):
            if line.x and (number >= last or number == 0) and _PAGE_NUMBER.fullmatch(line.text):
                continue
            if page > 1 and (number < _EDGE or number >= last) and line.text in first:
                continue
            kept.append(line)
    return kept


def sections_of(lines: Sequence[Line]) -> Sections:
    """Each section's lines, "head" for those before any. A heading beside a gutter opens its own column only."""
    headings = _headings(lines)
    sections: Sections = {"head": []}
    current = {0: "head", 1: "head", 2: "head"}
    again = False  # a second section of its kind begins a paragraph
    for number, line in enumerate(lines):
        if kind := headings.get(number):
            current = dict.fromkeys(current, kind) if line.column == 0 else current | {line.column: kind}
            again = bool(sections.setdefault(kind, []))
            margin, _, rest = line.text.partition("\t")
            if rest:
                offset = len(margin) + 1
                breaks = tuple(mark - offset for mark in line.breaks if mark > offset)
                sections[kind].append(replace(line, text=rest, gap=True, breaks=breaks))
            continue
        kind = current[line.column]
        label, colon, rest = line.text.partition(":")
        inline = heading_of(label) if colon and rest.strip() else None
        if inline in _INLINE and kind in ("head", inline):
            sections.setdefault(str(inline), []).append(replace(line, text=rest.strip(), breaks=()))
            continue
        sections.setdefault(kind, []).append(replace(line, gap=True) if again else line)
        again = False
    return sections


def _headings(lines: Sequence[Line]) -> dict[int, str]:
    known = {}
    for number, line in enumerate(lines):
        cells = line.text.split("\t")
        if kind := heading_of(cells[0] if len(cells) < 3 else line.text):
            known[number] = kind
    # "Projects" above a list of tools is smaller than the headings of the document.
    usual = median(lines[number].size for number in known) if known else 0
    known = {number: kind for number, kind in known.items() if lines[number].size >= 0.75 * usual}
    return known | _alike(lines, known)


def _alike(lines: Sequence[Line], known: dict[int, str]) -> dict[int, str]:
    """Headings that nobody foresaw, set as those that are known, and as nothing else is."""
    looks = Counter(_look(lines[number]) for number in known)
    look, count = looks.most_common(1)[0] if looks else ((0, False, False), 0)
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    larger = bool(letters) and look[0] > 1.1 * round(letters.most_common(1)[0][0])
    if count < 2 or not (larger or look[2]):
        return {}
    found = {}
    for number, line in enumerate(lines):
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        if (
            number > min(known)
            and number not in known
            and _look(line) == look
            and len(line.text) < 40
            and "\t" not in line.text
            and not is_bullet(line)
            and not find_period(line.text, single=True)
            and (larger or (line.gap and not find_period(following)))
            and (larger or not (is_title(line.text) or is_company(line.text)))
        ):
            found[number] = "other"
    return found


def _look(line: Line) -> tuple[int, bool, bool]:
    return round(line.size), line.bold, line.text.isupper()
