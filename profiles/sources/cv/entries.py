"""The entries of a section, told apart by their periods and by how their first lines look, each with head and text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from profiles.sources.cv.dates import Period, closing, find_period, is_date_like, opening
from profiles.sources.cv.lines import Line
from profiles.sources.cv.sections import is_bullet, without_bullet
from profiles.sources.cv.words import is_company, is_degree, is_place, is_school, is_title

_HEAD = 120  # characters: longer lines are text
_SENTENCE = 60
_INDENT = 8  # points
_FURTHEST = 4  # lines between the halves of a period in a narrow column
_BOTH = re.compile(r", | at | @ |\t|\||·")


@dataclass
class Entry:
    """`head`: lines that name title, company, school and place, without the period. `body`: what is told about it."""

    head: list[Line]
    period: Period | None = None
    body: list[Line] = field(default_factory=list)


def entries_of(lines: Sequence[Line], *, single: bool = False) -> list[Entry]:
    """`single`: a date alone, without a start, makes an entry too, as it does in education."""
    lines = with_whole_periods(lines)
    anchors = {number: period for number, line in enumerate(lines) if (period := _anchor(line, single))}
    if not anchors:
        return _undated(lines)
    first = min(anchors)
    most = first if first <= 3 and not any(map(is_bullet, lines[:first])) else _head_before(lines, first, 0, 2)
    starts: dict[int, int] = {}
    floor = 0
    for number in anchors:
        starts[number - _head_before(lines, number, floor, most)] = number
        floor = number + 1
    begins = sorted(starts)
    entries = [
        _dated(lines[begin:end], starts[begin] - begin, anchors[starts[begin]])
        for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)
    ]
    return _with_undated(entries)


def text_of(lines: Sequence[Line]) -> str:
    """The lines as paragraphs: what was broken to fit the page is joined, bullets begin a line of their own."""
    text, before = "", None
    for line in lines:
        own = without_bullet(line.text).replace("\t", " ")
        if before is None:
            text = own
        elif _goes_on(before, line):
            hyphen = text[-1:] == "-" and text[-2:-1].isalpha() and own[:1].islower()
            closed = hyphen or (_is_cjk(text[-1:]) and _is_cjk(own[:1]))
            text = (text[:-1] if hyphen else text) + ("" if closed else " ") + own
        else:
            text += f"\n{own}"
        before = line
    return text


def with_whole_periods(lines: Sequence[Line]) -> list[Line]:
    """Periods whose end was broken onto a later line of a narrow column are put together again."""
    kept: list[Line | None] = list(lines)
    for number, line in enumerate(lines):
        begun = opening(line.text) if kept[number] is line else None
        for later in range(number + 1, min(number + 1 + _FURTHEST, len(lines))) if begun else ():
            other = lines[later]
            ended = closing(other.text)
            near = other.page == line.page and abs(other.x - line.x) < 12
            if not begun or not ended or not near or kept[later] is not other or find_period(other.text):
                continue
            whole = f"{begun[0].strip()} {ended['end']}"
            added = len(whole) + 1 - begun.end()
            kept[number] = replace(
                line,
                text=f"{whole}\t{line.text[begun.end() :].strip()}".strip(),
                breaks=tuple(mark + added for mark in line.breaks if mark >= begun.end()),
            )
            rest = other.text[ended.end() :].strip()
            after = lines[later + 1] if later + 1 < len(lines) else other
            x = after.x if after.page == other.page and after.x > other.x else other.x
            kept[later] = replace(other, text=rest, x=x, breaks=()) if rest else None
            break
    return [line for line in kept if line is not None]


def _goes_on(before: Line, line: Line) -> bool:
    """A line goes on the one before where that one reaches the edge, or where it begins in the middle of a sentence."""
    if is_bullet(line) or (line.x - before.x > _INDENT and not is_bullet(before)):
        return False
    small = line.text[:1].islower()
    if before.bold != line.bold and not small:
        return False
    if small and line.x and before.text[-1:] not in ".!?:;":
        return True
    return before.full and (not line.gap or before.page != line.page)


def _is_cjk(letter: str) -> bool:
    return "\u3000" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef"


def _anchor(line: Line, single: bool) -> Period | None:
    """The period that a line gives to an entry; not one that is told about in a sentence."""
    alone = is_date_like(without_bullet(line.text))
    if is_bullet(line) and not alone:
        return None
    period = find_period(line.text, single=single or alone)
    if period is None:
        return None
    one_date = period.start is None and not period.is_current
    rest = period.rest
    in_sentence = rest.endswith(".") and len(rest) > 30 and not is_company(rest[-12:])
    inside = bool(period.before and period.after)
    if in_sentence or len(rest) > _HEAD or (inside and (one_date or len(rest) > 80)):
        return None
    return period


def _head_before(lines: Sequence[Line], number: int, floor: int, most: int) -> int:
    """How many lines right above an anchor belong to its head."""
    count = 0
    while count < most and number - count - 1 >= floor:
        line = lines[number - count - 1]
        sentence = line.text.endswith((".", "!", "?", ";")) and len(line.text) > _SENTENCE
        if is_bullet(line) or sentence or len(line.text) > _HEAD or line.text[:1].islower():
            break
        count += 1
        if line.gap and line.size and (lines[number].gap or count > 1 or most == 1):
            break
    return count


def _dated(lines: Sequence[Line], at: int, period: Period) -> Entry:
    anchor, rest = lines[at], period.rest.strip()
    head, body = list(lines[:at]), list(lines[at + 1 :])
    if rest and head and not is_place(rest) and (_names_both(head) or not _names_something(rest, head)):
        body.insert(0, replace(anchor, text=rest, full=False, breaks=()))
    elif rest:
        offset = max(anchor.text.find(rest), 0)
        marks = tuple(mark - offset for mark in anchor.breaks if 0 < mark - offset < len(rest))
        head.append(replace(anchor, text=rest, breaks=marks))
        while body and head[-1].text.endswith(",") and not is_bullet(body[0]) and len(body[0].text) < _HEAD:
            marks = (*head[-1].breaks, len(head[-1].text) + 1)
            head[-1] = replace(head[-1], text=f"{head[-1].text} {body.pop(0).text}", breaks=marks)
    while body and _belongs_to_head(head, body):
        head.append(body.pop(0))
    return Entry(head, period, body)


def _names_both(head: Sequence[Line]) -> bool:
    return len(head) > 1 or bool(_BOTH.search(head[0].text))


def _names_something(rest: str, head: Sequence[Line]) -> bool:
    """Whether what stands beside the period is part of the head, not keywords or a remark."""
    told = is_title(rest) or is_company(rest) or is_school(rest) or is_degree(rest)
    return told or (len(rest.split()) <= 4 and is_title(head[0].text))


def _belongs_to_head(head: Sequence[Line], body: Sequence[Line]) -> bool:
    """Whether the line after the period still names company or place: always if nothing did yet."""
    line = body[0]
    if is_bullet(line) or len(line.text) > 90 or line.text.endswith((".", ";", ":")) or line.text[:1].islower():
        return False
    if not head or (is_place(line.text) and len(head) < 3):
        return True
    if _names_both(head):
        return False
    other = next((each for each in body[1:] if not is_bullet(each)), None)
    apart = line.bold and not (other and other.bold and not other.gap)
    title = is_title(line.text) and not is_title(head[0].text)
    return apart or title or is_company(line.text) or is_school(line.text)


def _with_undated(entries: list[Entry]) -> list[Entry]:
    """An entry without a period inside the text of the one before it, whose first line looks like the others'."""
    looks = Counter(_look(entry.head[0]) for entry in entries if entry.head)
    look, count = looks.most_common(1)[0] if looks else ((0.0, False), 0)
    inside = [line for entry in entries for line in entry.body if _look(line) == look and not is_bullet(line)]
    if not look[0] or not look[1] or count < 2 or len(inside) > count + 1:
        return entries
    told_apart: list[Entry] = []
    for entry in entries:
        told_apart.append(replace(entry, body=[]))
        for line in entry.body:
            if line in inside and len(line.text) < _HEAD and not line.text.endswith("."):
                told_apart.append(Entry([line]))
            else:
                told_apart[-1].body.append(line)
    return told_apart


def _undated(lines: Sequence[Line]) -> list[Entry]:
    """Without any period: bold lines begin an entry, else those with room above them."""
    bold = [line.bold for line in lines if not is_bullet(line)]
    by_bold = any(bold) and not all(bold)
    entries: list[Entry] = []
    for line in lines:
        begins = (line.bold if by_bold else line.gap) and not is_bullet(line)
        begins = begins and len(line.text) <= _HEAD and not line.text.endswith(".")
        only_head = bool(entries) and not entries[-1].body and len(entries[-1].head) < 2
        if not entries or (begins and (line.gap or not only_head)):
            entries.append(Entry([line]))
        elif only_head and not is_bullet(line) and len(line.text) <= _SENTENCE:
            entries[-1].head.append(line)
        else:
            entries[-1].body.append(line)
    return entries


def _look(line: Line) -> tuple[float, bool]:
    return round(line.size, 1), line.bold
