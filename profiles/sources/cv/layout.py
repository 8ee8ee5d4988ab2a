"""From words on a page to lines in reading order: rows, cells that stand apart, columns beside a gutter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from profiles.sources.cv.dates import is_date_like
from profiles.sources.cv.lines import MAX_LINE, Line

SPACE = 0.1  # of the letter size: more room than this parts two words
_APART = 0.8  # of the letter size: more room than this parts two cells
_PARAGRAPH = 1.35  # of the usual distance of lines: more than this begins a paragraph
_FULL = 0.85  # of the width: shorter lines end a paragraph
_FULL_CJK = 0.96  # lines that may break anywhere reach further
_NARROWEST = 8  # points of a gutter
_FEWEST = 5  # lines of a column
# Letters of Hebrew and Arabic, without the digits between them.
_LEFTWARD = "\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_IS_LEFTWARD = re.compile(rf"[{_LEFTWARD}]")
_RIGHTWARD = rf"[^\W\d_{_LEFTWARD}]"
_IS_RIGHTWARD = re.compile(_RIGHTWARD)
_LEFTWARD_RUN = re.compile(rf"[{_LEFTWARD}](?:(?:(?!{_RIGHTWARD}).)*[{_LEFTWARD}])?")
_RIGHTWARD_RUN = re.compile(rf"{_RIGHTWARD}(?:[^{_LEFTWARD}]*{_RIGHTWARD})?|\d+(?:[.,/:]\d+)*")
_MIRRORED = str.maketrans("()[]", ")(][")


class Word(NamedTuple):
    """`base`: the line it stands on, in points from the top. `tightness`: by how much of the size letters overlap."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str
    bold: bool
    tightness: float = 0


@dataclass
class _Cell:
    words: list[Word]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def size(self) -> float:
        letters: dict[float, int] = {}
        for word in self.words:
            letters[round(word.size, 1)] = letters.get(round(word.size, 1), 0) + len(word.text)
        return max(letters, key=lambda size: (letters[size], size))

    def text(self) -> tuple[str, list[int]]:
        """The text, and where in it the font changes."""
        spaced = _letter_space(self.words)
        text, breaks = self.words[0].text, []
        for before, word in pairwise(self.words):
            blank = max((SPACE + word.tightness) * word.size, spaced)
            text += " " if word.left - before.right > blank else ""
            if before.font != word.font:
                breaks.append(len(text))
            text += word.text
        read = in_reading_order(text)
        return read, breaks if read == text else []


@dataclass
class _Row:
    base: float
    cells: list[_Cell] = field(default_factory=list)


def lines_of_page(
    words: Sequence[Word], page: int, width: float, before: float | None
) -> tuple[list[Line], float | None]:
    """The page's lines, and the place of its gutter. `before`: where the page before had it."""
    rows = _rows(words)
    gutter = _gutter(rows, width)
    if gutter is None and before is not None and not any(_crosses(cell, before) for row in rows for cell in row.cells):
        gutter = before
    if gutter is None:
        return _lines(rows, page, 0), None
    lines: list[Line] = []
    left: list[_Row] = []
    right: list[_Row] = []
    for row in rows:
        if any(_crosses(cell, gutter) for cell in row.cells):
            lines += _lines(left, page, 1) + _lines(right, page, 2) + _lines([row], page, 0)
            left, right = [], []
            continue
        for column, cells in (
            (left, [cell for cell in row.cells if cell.left < gutter]),
            (right, [cell for cell in row.cells if cell.left >= gutter]),
        ):
            if cells:
                column.append(_Row(row.base, cells))
    return lines + _lines(left, page, 1) + _lines(right, page, 2), gutter


def goes_leftward(letter: str) -> bool:
    return not letter.isascii() and bool(_IS_LEFTWARD.match(letter))


def in_reading_order(text: str) -> str:
    """Text as it stands from left to right, with Hebrew and Arabic in it turned to the order in which they are read."""
    leftward = 0 if text.isascii() else len(_IS_LEFTWARD.findall(text))
    if leftward > len(_IS_RIGHTWARD.findall(text)):
        return _turned(text)
    return _LEFTWARD_RUN.sub(lambda found: _turned(found[0]), text) if leftward else text


def _turned(text: str) -> str:
    """The other way round, but for numbers and words of other scripts."""
    return _RIGHTWARD_RUN.sub(lambda found: found[0][::-1], text[::-1].translate(_MIRRORED))


def _rows(words: Sequence[Word]) -> list[_Row]:
    rows: list[tuple[float, list[Word]]] = []
    for word in sorted(words, key=lambda each: (each.base, each.left)):
        if rows and word.base - rows[-1][0] < 0.3 * word.size:
            rows[-1][1].append(word)
        else:
            rows.append((word.base, [word]))
    return [_Row(base, _cells(sorted(found, key=lambda each: each.left))) for base, found in rows]


def _cells(words: list[Word]) -> list[_Cell]:
    cells: list[_Cell] = []
    tracked = _letter_space(words)
    for word in words:
        last = cells[-1].words[-1] if cells else None
        if last and word.text == last.text and abs(word.left - last.left) < 0.1 * word.size:
            continue  # drawn twice to look bold
        if last and word.left - last.right <= max(_APART * word.size, 3 * tracked):
            cells[-1].words.append(word)
        else:
            cells.append(_Cell([word]))
    return cells


def _letter_space(words: list[Word]) -> float:
    """The room between letters where they were set apart for looks, J O H N, else 0."""
    if len(words) < 4 or sum(len(word.text) == 1 for word in words) < 0.8 * len(words):
        return 0
    return 1.4 * median(after.left - before.right for before, after in pairwise(words))


def _lines(rows: list[_Row], page: int, column: int) -> list[Line]:
    steps = [after.base - before.base for before, after in pairwise(rows)]
    usual = median(steps) if steps else 0
    edge = max((row.cells[-1].right for row in rows), default=0)
    lines: list[Line] = []
    for number, row in enumerate(rows):
        text, breaks = "", []
        for cell in row.cells:
            start = len(text) + 1 if text else 0
            own, inside = cell.text()
            text = f"{text}\t{own}" if text else own
            breaks += [start + offset for offset in inside]
        words = [word for cell in row.cells for word in cell.words]
        letters = sum(len(word.text) for word in words)
        lines.append(
            Line(
                text[:MAX_LINE],
                page,
                column,
                round(row.cells[0].left, 1),
                row.cells[-1].right > (_FULL if text[-1].isascii() else _FULL_CJK) * edge,
                max(cell.size for cell in row.cells),
                bold=sum(len(word.text) for word in words if word.bold) > 0.6 * letters,
                gap=not number or row.base - rows[number - 1].base > _PARAGRAPH * usual,
                breaks=tuple(breaks[:50]),
            )
        )
    return lines


def _gutter(rows: list[_Row], width: float) -> float | None:
    """Where the page parts into two columns of text. A column of dates or of headings beside entries is none."""
    cells = [cell for row in rows for cell in row.cells]
    begins = sorted({round(cell.left) for cell in cells if 0.2 * width < cell.left < 0.8 * width})
    best: tuple[float, float] | None = None
    for start in begins:
        edge = start - 1.5
        crossing = sum(_crosses(cell, edge) for cell in cells)
        left = [cell for cell in cells if cell.right <= edge]
        right = [cell for cell in cells if cell.left >= edge]
        if min(len(left), len(right)) < _FEWEST or crossing > 0.15 * len(cells):
            continue
        room = start - sorted(cell.right for cell in left)[int(0.95 * (len(left) - 1))]
        begin_here = sum(abs(cell.left - start) < 3 for cell in right)
        if room < _NARROWEST or begin_here < 0.4 * len(right) or _belong_together(rows, edge):
            continue
        if best is None or room > best[0]:
            best = (room, edge)
    return best[1] if best else None


def _belong_together(rows: list[_Row], edge: float) -> bool:
    """Whether what stands left of the edge says something about what stands right of it on the same row."""
    left = right = both = dates = 0
    for row in rows:
        on_left = [cell for cell in row.cells if cell.right <= edge]
        on_right = [cell for cell in row.cells if cell.left >= edge]
        left, right = left + bool(on_left), right + bool(on_right)
        both += bool(on_left and on_right)
        dates += any(is_date_like(cell.text()[0]) for cell in (*on_left[:1], *on_right[:1]))
    fewer = min(left, right)
    return dates >= 0.4 * fewer or (both >= 0.7 * fewer and fewer < 0.5 * max(left, right))


def _crosses(cell: _Cell, edge: float) -> bool:
    return cell.left < edge < cell.right
