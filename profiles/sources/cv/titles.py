"""Who it is: the name at the top of a CV, and what the person calls themselves below it."""

import re
import unicodedata
from collections.abc import Sequence

from profiles.names import fold
from profiles.sources.cv.contact import is_contact, is_location, pieces
from profiles.sources.cv.lines import Line
from profiles.sources.cv.words import heading_of, is_company, is_degree, is_place, is_school, is_title

_LABEL = re.compile(
    r"(?:full name|name|nombre(?: completo)?|nom(?: complet)?|氏\s*名|名前|姓\s*名|성\s*명|이름)\s*[:：]\s*(.{2,80})",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(
    r"(?:,\s*|\s+)(?:ph\.?d\.?|mba|msc|bsc|cpa|pmp|cfa|esq\.?|m\.?d\.?|cissp|cis[am]|p\.?e\.?|phr|sphr|[(（].*[)）])\.?$",
    re.IGNORECASE,
)
_CREDENTIAL = re.compile(r"(?:[A-Z][\w-]*[A-Z]|[A-Z][a-z]{0,4}\.|esq\b)")
_DOCUMENT = re.compile(
    r"(?:curriculum vitae|r[eé]sum[eé]|cv|lebenslauf|hoja de vida)(?:\s*[:：]\s*|\s+(?:of|von|de|for)?\s*)(?=\S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:[-'’.][^\W\d_]*)*\.?|[\"“„(][^\W\d_]+[\"”“)]")
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+")
_PARTICLES = set(
    "de del della der den di da dos das do du van von vom zu zur la le los las bin ibn al el y e af av ter ten".split()
)
_NO_NAMES = {
    *("curriculum vitae", "resume", "résumé", "cv", "lebenslauf", "confidential", "hoja de vida", "cover letter"),
    *("履歴書", "職務経歴書", "简历", "个人简历", "求职简历", "履歷", "個人履歷", "이력서", "경력기술서", "자기소개서"),
}
# What titles, degrees, schools and companies are called, and people, too.
_ALSO_NAMES = re.compile(r"\b(?:cook|masters|ma|mit|ba|sa|se|co|ab|ag|hec)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:letter|candidates?|candidacy|pack|application|resume|curriculum|vitae|bewerbung|overview|readme|portfolio"
    r"|profile|documents?|report|notes|interview|contents|confidential|security|cyber|management|risk|data|software"
    r"|hardware|networks?|business|projects?|products?|marketing|financ(?:e|ial)|operations|logistics|freight"
    r"|engineering|development|design|digital|technolog(?:y|ies)|information|strateg(?:y|ic)|leadership|learning"
    r"|intelligence|analytics|sciences?|computer|computing|code|job|title|details|skills|summary|certified|team"
    r"|customer|client|supply|resources|planning|public|health|web|languages?"
    r"|(?:line|prep|kitchen|pastry|grill|fry) cook|worker|instructor|installer"
    r"|attendant|aide|tech|counsell?or|investigator|artist|assembler|helper|repairer|trainer|dispatcher|surveyor|labou?rer"
    r"|examiner|appraiser|processor|cashier|finisher|practitioner|server|biologist|machinist|educator|provider|cleaner"
    r"|collector|economist|reporter|dentist|professional|decorator|handler|adjuster|estimator|contractor|archivist"
    r"|dietitian|detective|tutor|receptionist|paralegal|copywriter)\b",
    re.IGNORECASE,
)
_JAPANESE = re.compile(r"[\u4e00-\u9fff\u3040-\u30ff々]{1,6}[ \u3000][\u4e00-\u9fff\u3040-\u30ff々]{1,8}")
_UNPARTED = re.compile(r"[\u4e00-\u9fff々]{2,5}|[\uac00-\ud7af]{2,5}")
_TOP = 14  # lines in which a name is looked for
_SAME = 0.5  # points of letter size


def looks_like_name(text: str) -> bool:
    """Two to five words, and particles, that a person may be called, or a short text in a script without capitals."""
    text = without_credentials(text)
    if not 2 <= len(text) <= 60 or is_contact(text) or heading_of(text) or text.casefold() in _NO_NAMES:
        return False
    if _JAPANESE.fullmatch(text):
        return True
    # Vowels of many scripts are marks on the letters.
    words = "".join(each for each in text if unicodedata.category(each) not in ("Mn", "Mc")).split()
    if len(words) < 2 or not all(_WORD.fullmatch(word) for word in words):
        return False
    return (
        sum(word.lower() not in _PARTICLES for word in words) <= 5
        and not _is_something_else(text)
        and words[-1].lower() not in _PARTICLES
        and all(not word[0].islower() or word.lower() in _PARTICLES for word in words)
    )


def without_credentials(text: str) -> str:
    """The name in "Jane Doe, MBA, PMP" and in "Jane Doe, Head of Logistics"; a text without any as it is."""
    text = text.strip()
    name, *after = (part.strip() for part in text.split(","))
    if after and not is_place(text) and all(_CREDENTIAL.match(part) or is_title(part) for part in after):
        text = name
    while (shorter := _CREDENTIALS.sub("", text).strip()) != text:
        text = shorter
    return text


def name_of(lines: Sequence[Line], head: Sequence[Line], addresses: Sequence[str] = ()) -> tuple[str, Line | None]:
    """What stands behind "Name:", else the largest text near the top, and the first of that: "" where that is no name.

    Below something else, a title or "Cover Letter", only a name that is in one of the person's `addresses` is taken:
    of whatever else stands there a person would be made up.
    """
    top = [line for line in lines if line.page == 1]
    for line in top[:60]:
        found = _LABEL.match(line.text)
        labelled = pieces(found[1]) if found else []
        if labelled and _is_name_here(labelled[0]):
            return without_credentials(labelled[0]), line
    ahead = [line for line in head if line.page == 1][:_TOP] or top[:_TOP]
    largest = max((line.size for line in top), default=0)
    if largest and not any(line.size == largest for line in ahead):
        ahead += [line for line in top if line.size == largest][:3]  # a name beside the first section
    candidates = [(_DOCUMENT.sub("", piece), line) for line in ahead for piece in pieces(line.text)]
    candidates = [(piece, line) for piece, line in _joined(candidates) if not _is_passed_over(piece)]
    size = max((line.size for _, line in candidates), default=0) - _SAME
    first = [(piece, line) for piece, line in candidates if line.size > size]
    known = [(piece, line) for piece, line in candidates if looks_like_name(piece) and _is_in(piece, addresses)]
    for piece, line in [*(each for each in first if each in known), *first[:1], *known]:
        if _is_name_here(piece):
            return without_credentials(piece), line
    return "", None


def _is_name_here(text: str) -> bool:
    """Where a name is expected, Chinese and Korean ones have no blank."""
    text = without_credentials(text)
    unparted = _UNPARTED.fullmatch(text) and text not in _NO_NAMES and not _is_something_else(text)
    return bool(unparted) or looks_like_name(text)


def _is_something_else(text: str) -> bool:
    if _NOBODY.search(text):
        return True
    text = _ALSO_NAMES.sub("", _INITIALS.sub("", text))
    return is_title(text) or is_company(text) or is_school(text) or is_degree(text) or is_place(text)


def _is_passed_over(text: str) -> bool:
    """What may stand above a name: contact, the place, a date, the document's name, a monogram."""
    short = text.isascii() and len(text) <= 3
    told = text.casefold() in _NO_NAMES or heading_of(text) or is_contact(text) or is_location(text)
    return bool(short or told or any(map(str.isdigit, text)))


def _is_in(name: str, addresses: Sequence[str]) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", fold(without_credentials(name))) if word not in _PARTICLES]
    return any(
        word in re.split(r"[^a-z]+", address) if len(word) < 3 else word in address
        for address in map(fold, addresses)
        for word in words
    )


def _joined(candidates: Sequence[tuple[str, Line]]) -> list[tuple[str, Line]]:
    """Given and family name in large letters below each other are one text."""
    found: list[tuple[str, Line]] = []
    for piece, line in candidates:
        before, above = found[-1] if found else ("", line)
        single = before.isalpha() and piece.isalpha() and not heading_of(before) and not heading_of(piece)
        if single and line is not above and line.size and line.size == above.size and len(before) > 3:
            found[-1] = (f"{before} {piece}", line)
        else:
            found.append((piece, line))
    return found


def headline_of(head: Sequence[Line], name: str, name_line: Line | None) -> str:
    """What the person calls themselves: beside or right below the name, and neither contact nor place."""
    after, candidates = False, []
    for line in head:
        for piece in pieces(line.text):
            if after and len(piece) > 2 and not is_contact(piece) and not is_location(piece) and piece != name:
                candidates.append((piece, line))
            after = after or name in piece or (bool(piece) and name.endswith(f" {piece}"))
    for piece, _ in candidates[:4]:
        if is_title(piece) and len(piece) <= 200 and (not piece.endswith(".") or len(piece) < 60):
            return piece
    if not candidates or name_line is None:
        return ""
    piece, line = candidates[0]
    below = line.page == name_line.page and abs(line.x - name_line.x) < 5 and line.x
    return piece if below and len(piece) <= 100 and not piece.endswith(".") and not re.search(r"\d", piece) else ""
