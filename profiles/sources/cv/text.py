"""The lines of a CV that is plain text or Markdown."""

import re

from profiles.sources.cv.lines import MAX_LINE, Content, Line, seen
from profiles.sources.records import NoPersonError

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_BOLD = re.compile(r"(\*\*|__)(.+?)\1")
_RULE = re.compile(r"[-=_*~\s]{3,}")
_WIDE = re.compile(r"\t+| {4,}")


def read_text(data: bytes) -> Content:
    """Raises NoPersonError with a sentence where it is no text."""
    content = Content("text")
    gap = False
    for raw in _decode(data, content).splitlines():
        text = seen(raw).rstrip()
        if not text.strip() or _RULE.fullmatch(text):
            gap = True
            continue
        indent, text = len(text) - len(text.lstrip()), text.strip()
        bold = False
        if found := _HEADING.fullmatch(text):
            text, bold = found[1], True
        elif found := _BOLD.match(text):
            bold = len(found[0]) > 0.6 * len(text)
        text = _WIDE.sub("\t", _BOLD.sub(r"\2", text))
        for start in range(0, len(text), MAX_LINE):
            content.lines.append(Line(text[start : start + MAX_LINE], x=indent, bold=bold, gap=gap))
            gap = False
    if not content.lines:
        raise NoPersonError("The file has no text.")
    return content


def _decode(data: bytes, content: Content) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4096]:
        raise NoPersonError("The file is binary, not text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        content.notes.append("The text is not UTF-8; it was read as Windows-1252 (Western European).")
        return data.decode("cp1252", "replace")
