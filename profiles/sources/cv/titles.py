"""Who it is: the name at the top of a CV, and what the person calls themselves below it."""

import re
from collections.abc import Sequence

from profiles.sources.cv.contact import is_contact, is_location, pieces
from profiles.sources.cv.lines import Line
from profiles.sources.cv.words import heading_of, is_company, is_degree, is_place, is_school, is_title

_LABEL = re.compile(
    r"(?:full name|name|nombre(?: completo)?|nom(?: complet)?|氏\s*名|名前)\s*[:：]\s*(.{2,80})", re.IGNORECASE
)
_CREDENTIALS = re.compile(
    r"(?:,\s*|\s+)(?:ph\.?d\.?|mba|msc|bsc|cpa|pmp|cfa|esq\.?|m\.?d\.?|[(（].*[)）])\.?$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:[-'’.][^\W\d_]*)*\.?")
_PARTICLES = set(
    "de del della der den di da dos das do du van von vom zu zur la le los las bin ibn al el y e af av ter ten".split()
)
_NO_NAMES = {
    "curriculum vitae",
    "resume",
    "résumé",
    "cv",
    "lebenslauf",
    "confidential",
    "hoja de vida",
    "履歴書",
    "職務経歴書",
}
_JAPANESE = re.compile(r"[\u4e00-\u9fff\u3040-\u30ff々]{1,6}[ \u3000][\u4e00-\u9fff\u3040-\u30ff々]{1,8}")
_TOP = 14  # lines in which a name is looked for


def looks_like_name(text: str) -> bool:
    """Two to five words that a person may be called, or a short text in a script without capitals."""
    text = _CREDENTIALS.sub("", text.strip())
    if not 2 <= len(text) <= 60 or is_contact(text) or heading_of(text) or text.casefold() in _NO_NAMES:
        return False
    if _JAPANESE.fullmatch(text):
        return True
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(_WORD.fullmatch(word) for word in words):
        return False
    if is_title(text) or is_company(text) or is_school(text) or is_degree(text) or is_place(text):
        return False
    return words[-1].lower() not in _PARTICLES and all(
        not word[0].islower() or word.lower() in _PARTICLES for word in words
    )


def name_of(lines: Sequence[Line], head: Sequence[Line]) -> tuple[str, Line | None]:
    """The largest text near the top that may be a name, or what stands behind "Name:"; "" where there is none."""
    top = [line for line in lines if line.page == 1]
    for line in top[:60]:
        found = _LABEL.match(line.text)
        candidates = pieces(found[1]) if found else []
        if candidates and looks_like_name(candidates[0]):
            return candidates[0], line
    ahead = [line for line in head if line.page == 1][:_TOP] or top[:_TOP]
    largest = max((line.size for line in top), default=0)
    if largest and not any(line.size == largest for line in ahead):
        ahead += [line for line in top if line.size == largest][:3]  # a name beside the first section
    best: tuple[str, Line] | None = None
    for line in ahead:
        for piece in pieces(line.text):
            if looks_like_name(piece) and (best is None or line.size > best[1].size + 0.5):
                best = piece, line
    return (_CREDENTIALS.sub("", best[0]).strip(" ,"), best[1]) if best else ("", None)


def headline_of(head: Sequence[Line], name: str, name_line: Line | None) -> str:
    """What the person calls themselves: beside or right below the name, and neither contact nor place."""
    after, candidates = False, []
    for line in head:
        for piece in pieces(line.text):
            if after and len(piece) > 2 and not is_contact(piece) and not is_location(piece) and piece != name:
                candidates.append((piece, line))
            after = after or name in piece
    for piece, _ in candidates[:4]:
        if is_title(piece) and len(piece) <= 200 and (not piece.endswith(".") or len(piece) < 60):
            return piece
    if not candidates or name_line is None:
        return ""
    piece, line = candidates[0]
    below = line.page == name_line.page and abs(line.x - name_line.x) < 5 and line.x
    return piece if below and len(piece) <= 100 and not piece.endswith(".") and not re.search(r"\d", piece) else ""
