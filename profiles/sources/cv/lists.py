"""Sections that are lists: skills, languages, certifications."""

import re
from collections.abc import Sequence
from typing import Any

from profiles.sources.cv.dates import find_period
from profiles.sources.cv.entries import text_of
from profiles.sources.cv.lines import Line
from profiles.sources.cv.sections import is_bullet, without_bullet
from profiles.sources.extraction import Extraction, distinct

_LONGEST = 80
# A comma in brackets parts nothing. Looking for their end further would take n² steps in a long list.
_COMMAS = re.compile(r"[\t,;|•●▪·、]\s*(?![^(（)）]{0,200}[)）])|\s{3,}|\s[–—/]\s")
_LABEL = re.compile(r"[^:：,]{2,40}(?::\s+(?=\S)|：)")
_AND = re.compile(r"^(?:and|und|et|y)\s+")
_LEVEL = (
    r"native(?: or bilingual)?(?: proficiency| speaker)?|mother tongue|bilingual|full professional(?: proficiency)?"
    r"|professional working(?: proficiency)?|limited working(?: proficiency)?|elementary(?: proficiency)?|fluent"
    r"|proficient|advanced|upper[- ]intermediate|intermediate|basic|beginner|conversational|very good|good|excellent"
    r"|working knowledge|muttersprache|muttersprachlich|verhandlungssicher|fließend|gute kenntnisse|sehr gut|gut"
    r"|grundkenntnisse|konversationssicher|langue maternelle|courant|bilingue|intermédiaire|notions|avancé|débutant"
    r"|lengua materna|nativo|fluido|avanzado|intermedio|básico|[abc][12](?:\.\d)?(?:[ /-]+[abc][12])?"
    r"|ネイティブ|母国語|ビジネスレベル|日常会話"
)
_LEVEL_ALONE = re.compile(rf"\(?(?:{_LEVEL})\)?", re.IGNORECASE)
_LANGUAGE = re.compile(
    rf"(?P<name>[^\W\d_][^():–—,|\t]{{1,40}}?)\s*(?:[(:–—,|\t]|\s-\s|\s(?={_LEVEL}))\s*(?P<level>.{{1,60}}?)\)?",
    re.IGNORECASE,
)
_ONE_A_COMMA = re.compile(r",\s*(?![^()]{0,200}\))")
_BY = re.compile(r"\t|\s+\|\s+|\s+(?:issued )?by\s+", re.IGNORECASE)


def skills_of(lines: Sequence[Line], extract: Extraction) -> list[str]:
    """Group names ("Databases", "Languages: …") are no skills where skills stand below or behind them."""
    grouped = not all(line.bold for line in lines)
    names: list[str] = []
    for text in _items([line for line in lines if not (grouped and _names_group(line))]):
        for part in _COMMAS.split(_LABEL.sub("", text, count=1) if _LABEL.match(text) else text):
            name = _AND.sub("", without_bullet(part).strip(" .,;"), count=1) if part else ""
            if len(name) > _LONGEST:
                extract.warn("skills", f"hold a sentence, '{name[:60]}…'; left out")
            elif not name.startswith("◎"):
                names.append(extract.line("skills", name))
    return distinct(names)


def languages_of(lines: Sequence[Line], extract: Extraction) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for item in _items(lines):
        parts = _ONE_A_COMMA.split(item)
        several = len(parts) > 1 and not any(_LEVEL_ALONE.fullmatch(part.strip()) for part in parts)
        for part in parts if several else re.split(r"[;•●]\s*", item):
            text = without_bullet(part).strip(" .,")
            if _LEVEL_ALONE.fullmatch(text) and found and not found[-1]["proficiency"]:
                found[-1]["proficiency"] = extract.line("languages", text.strip("()"))
            elif text and len(text) <= _LONGEST:
                match = _LANGUAGE.fullmatch(text)
                name, level = (match["name"], match["level"]) if match else (text, "")
                found.append({"name": extract.line("languages", name), "proficiency": extract.line("languages", level)})
    return [language for language in found if language["name"]]


def certificates_of(lines: Sequence[Line], extract: Extraction) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, text in enumerate(_items(lines)):
        where = f"certifications[{number}]"
        period = find_period(text, single=True)
        issued = (period.start or period.end) if period else None
        rest = period.rest.strip(" ,;|-–—()\t") if period else text
        if not rest and found and not found[-1]["issued"]:
            found[-1]["issued"] = extract.date(where, issued)
            continue
        name, *issuer = _BY.split(rest, maxsplit=1)
        values = {
            "name": extract.line(f"{where}.name", name),
            "issuer": extract.line(f"{where}.issuer", issuer[0] if issuer else ""),
            "issued": extract.date(f"{where}.date", issued),
        }
        if extract.saying_something(where, values, "name"):
            found.append(values)
    return found


def _names_group(line: Line) -> bool:
    return line.bold and not is_bullet(line) and ":" not in line.text


def _items(lines: Sequence[Line]) -> list[str]:
    """One text an item; a list with commas that fills several lines is one text."""
    items: list[list[Line]] = []
    for line in lines:
        if items and _is_wrapped(items[-1], line):
            items[-1].append(line)
        else:
            items.append([line])
    return [without_bullet(item[0].text) if len(item) == 1 else text_of(item).replace("\n", " ") for item in items]


def _is_wrapped(item: Sequence[Line], line: Line) -> bool:
    if is_bullet(line) or "\t" in line.text or not line.x or line.gap:
        return False
    if is_bullet(item[0]):
        return line.x > item[0].x + 2
    return item[-1].full and "," in item[-1].text and not _LABEL.match(line.text)
