"""The lines of a document as its reader sees them, in reading order, and what was left out of them."""

import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

MAX_PAGES = 50
MAX_CHARACTERS = 200_000
MAX_LINE = 2_000
_MAX_LEFT_OUT = 20
_MAX_CITED = 80

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# Private-use letters are pictures from icon fonts; the rest has no width or turns the direction of writing around.
_UNSEEN = re.compile(
    "[\ue000-\uf8ff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc-\uffff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True)
class Line:
    """One line; cells that stand apart on it are separated by tabs.

    `x` and `size` in points, 0 where the document has no layout. `full`: it reaches the right edge. `column` is 1 or 2
    beside a gutter, else 0. `gap`: more room above than between lines of one paragraph. `breaks`: where in the text
    the font changes.
    """

    text: str
    page: int = 1
    column: int = 0
    x: float = 0
    full: bool = False
    size: float = 0
    bold: bool = False
    gap: bool = False
    breaks: tuple[int, ...] = ()


_FIELDS = tuple(each.name for each in fields(Line))


@dataclass
class Content:
    """What a document holds. `notes` are sentences for the reader, `links` the addresses its visible text leads to."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _more: int = 0

    def leave_out(self, where: str, text: str, why: str) -> None:
        shown = " ".join(text.split())
        if not shown:
            return
        if len(self.left_out) == _MAX_LEFT_OUT:
            self._more += 1
            return
        cut = f"{shown[: _MAX_CITED - 1]}…" if len(shown) > _MAX_CITED else shown
        self.left_out.append(f"{where}: '{cut}' ({why})")

    def payload(self) -> dict[str, Any]:
        if self._more:
            self.notes.append(f"{self._more} more hidden texts were left out.")
        kept = self._within_limit()
        return {
            "cv": {
                "kind": self.kind,
                "fields": list(_FIELDS),
                "lines": [[_plain(value) for value in asdict(line).values()] for line in kept],
                "left_out": self.left_out,
                "notes": self.notes,
                "links": self.links,
            }
        }

    @classmethod
    def of(cls, payload: Any) -> Self:
        """Back from a stored payload. Raises ValueError where it is none."""
        try:
            names = payload["fields"]
            lines = [_line(dict(zip(names, values, strict=True))) for values in payload["lines"]]
            left_out, notes, links = ([str(text) for text in payload[key]] for key in ("left_out", "notes", "links"))
            return cls(str(payload["kind"]), lines, left_out, notes, links)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValueError("The stored text of the CV is damaged.") from error

    def _within_limit(self) -> list[Line]:
        total, kept = 0, []
        for line in self.lines:
            total += len(line.text)
            if total > MAX_CHARACTERS:
                self.notes.append(f"The document has more than {MAX_CHARACTERS:,} characters; the rest was not read.")
                break
            kept.append(line)
        return kept


def seen(text: str) -> str:
    """The text without what has no shape on the page: icons, zero-width characters; ligatures spelled out."""
    return text if text.isascii() else _UNSEEN.sub("", text.translate(_LIGATURES))


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return list(value) if isinstance(value, tuple) else value


def _line(values: dict[str, Any]) -> Line:
    return Line(
        text=str(values["text"])[:MAX_LINE],
        page=int(values["page"]),
        column=int(values["column"]),
        x=float(values["x"]),
        full=bool(values["full"]),
        size=float(values["size"]),
        bold=bool(values["bold"]),
        gap=bool(values["gap"]),
        breaks=tuple(int(offset) for offset in values["breaks"]),
    )
