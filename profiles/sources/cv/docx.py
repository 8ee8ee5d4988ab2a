"""The lines of a Word document (DOCX) without what its reader cannot see: hidden, white, tiny or deleted text."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from profiles.sources.cv.grounds import BOX, fill_of, ground_around
from profiles.sources.cv.lines import MAX_LINE, Content, Line, seen
from profiles.sources.cv.looks import Look, Style, Styles, why_hidden
from profiles.sources.cv.packages import W, unpack
from profiles.sources.records import NoPersonError

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_READ = {_FALLBACK, f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}instrText"}
_MAX_DEPTH = 100
_MAX_PARAGRAPHS = 20_000
_MAX_HEADERS = 3
_MAX_LINKS = 100


@dataclass
class _Paragraph:
    text: str = ""
    bold: int = 0
    size: int = 0
    breaks: list[int] = field(default_factory=list)
    heading: bool = False


def read_docx(data: bytes) -> Content:
    """Raises NoPersonError with a sentence where it cannot be read."""
    try:
        parts = unpack(data)
    except zlib.error:
        raise NoPersonError("The Word document is damaged and cannot be unpacked.") from None
    if "word/document.xml" not in parts:
        raise NoPersonError("The file is a ZIP archive or another Office document, not a Word document (DOCX).")
    reader = _Reader(parts)
    headers = sorted(name for name in parts if name.startswith("word/header"))[:_MAX_HEADERS]
    for name in (*headers, "word/document.xml"):
        known = {line.text for line in reader.content.lines} if name in headers else set()
        reader.content.lines += [line for line in reader.lines(name) if line.text not in known]
    reader.report_comments()
    if not reader.content.lines and not reader.content.left_out:
        raise NoPersonError("The Word document has no text.")
    return reader.content


class _Reader:
    def __init__(self, parts: dict[str, Any]) -> None:
        self.content = Content("docx")
        self._parts = parts
        self._styles = Styles(parts.get("word/styles.xml"))
        self._left = _MAX_PARAGRAPHS
        for relation in parts.get("word/_rels/document.xml.rels", ()):
            target = relation.get("Target") or ""
            if relation.get("TargetMode") == "External" and target.startswith(("http", "mailto:")):
                self.content.links += [target[:2_000]] if len(self.content.links) < _MAX_LINKS else []

    def lines(self, part: str) -> Iterator[Line]:
        gap = False
        for block in self._blocks(self._parts[part], 0):
            cells = [cell for cell in block if cell.text.strip()]
            if not cells:
                gap = True
                continue
            line = _as_line(cells)
            for number, text in enumerate(filter(str.strip, line.text.split("\n"))):
                breaks = () if number else line.breaks
                gap = (gap or cells[0].heading) and not number
                yield replace(line, text=text.strip()[:MAX_LINE], gap=gap, breaks=breaks)
            gap = False

    def report_comments(self) -> None:
        root = self._parts.get("word/comments.xml")
        for comment in [] if root is None else root.iterfind(f"{W}comment"):
            self.content.leave_out("comments", "".join(node.text or "" for node in comment.iter(f"{W}t")), "a comment")

    def _blocks(self, node: Any, depth: int) -> Iterator[list[_Paragraph]]:
        """Paragraphs in their order; those that stand side by side in a table come together."""
        for child in [] if depth > _MAX_DEPTH else node:
            if self._left <= 0:
                return
            if child.tag == f"{W}p":
                self._left -= 1
                yield [self._paragraph(child)]
                for box in child.iter(BOX):
                    if not any(above.tag in (_FALLBACK, BOX) for above in box.iterancestors()):
                        yield from self._blocks(box, depth + 1)
            elif child.tag == f"{W}tr":
                yield from self._row(child, depth)
            elif child.tag not in _NOT_READ and isinstance(child.tag, str):
                yield from self._blocks(child, depth + 1)

    def _row(self, row: Any, depth: int) -> Iterator[list[_Paragraph]]:
        """First cells of one paragraph (a date, a label) stand beside the last cell's first line; else cell by cell."""
        found = [
            [part for block in self._blocks(cell, depth + 1) for part in block if part.text.strip()]
            for cell in row.iterfind(f"{W}tc")
        ]
        cells = [cell for cell in found if cell]
        if cells and all(len(cell) == 1 for cell in cells[:-1]):
            yield [cell[0] for cell in cells]
            cells = [cells[-1][1:]]
        for cell in cells:
            for part in cell:
                yield [part]

    def _paragraph(self, node: Any) -> _Paragraph:
        style = self._styles.of(node.find(f"{W}pPr/{W}pStyle"))
        paragraph = _Paragraph(heading=style.heading)
        base = self._styles.look(style)
        own = base.ground or fill_of(node.find(f"{W}pPr/{W}shd")) or self._styles.ground(style)
        base = replace(base, ground=own or ground_around(node))
        last: Look | None = None
        for run in node.iter(f"{W}r"):
            text = _text(run) if next(run.iterancestors(f"{W}p")) is node else ""
            if not text:
                continue
            look = self._look(run, base)
            deleted = run.getparent().tag in (f"{W}del", f"{W}moveFrom")
            if why := "a deletion that was tracked" if deleted else why_hidden(look):
                self.content.leave_out("document", text, why)
                continue
            shown = seen(text)
            if last is not None and look != last and paragraph.text:
                paragraph.breaks.append(len(paragraph.text))
            last = look
            paragraph.text += shown
            paragraph.bold += len(shown) if look.bold else 0
            paragraph.size = max(paragraph.size, look.size if shown.strip() else 0)
        if node.find(f"{W}pPr/{W}numPr") is not None and paragraph.text.strip() and not paragraph.heading:
            paragraph.breaks = [offset + 2 for offset in paragraph.breaks]
            paragraph.text = f"• {paragraph.text}"
        return paragraph

    def _look(self, run: Any, base: Look) -> Look:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return base
        style: Style = self._styles.of(properties.find(f"{W}rStyle"))
        return self._styles.look(style, base).changed_by(properties)


def _text(run: Any) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
    return "".join(
        (node.text or "") if node.tag in (f"{W}t", f"{W}delText") else signs.get(node.tag, "") for node in run
    )


def _as_line(cells: list[_Paragraph]) -> Line:
    text, breaks = "", []
    for cell in cells:
        text += "\t" if text else ""
        breaks += [len(text) + offset for offset in cell.breaks]
        text += cell.text
    bold, letters = sum(cell.bold for cell in cells), sum(len(cell.text) for cell in cells)
    size = max(cell.size for cell in cells) / 2
    return Line(text.rstrip(), size=size, bold=bold > 0.6 * letters, breaks=tuple(breaks[:50]))
