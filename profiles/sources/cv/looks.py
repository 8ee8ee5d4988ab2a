"""How text of a Word document looks, through its styles, and whether a reader can see it."""

from dataclasses import dataclass, replace
from typing import Any, Self

from profiles.sources.cv.grounds import fill_of
from profiles.sources.cv.packages import W

_OFF = {"0", "false", "off", "none"}
_SMALLEST = 4  # half points
_NEAR = 32  # of 255, as in `hidden`
_MAX_STYLES = 20  # one based on the other


@dataclass(frozen=True)
class Look:
    """`size` in half points; colours as Word writes them, "" and "auto" for black on white; `ground` may be UNKNOWN."""

    hidden: bool = False
    colour: str = ""
    ground: str = ""
    size: int = 22
    bold: bool = False

    def changed_by(self, properties: Any) -> Self:
        """As a style's or a run's properties say; what they do not mention stays."""
        changes: dict[str, Any] = {}
        for node in properties:
            value = str(node.get(f"{W}val") or "on")
            match node.tag.removeprefix(W) if isinstance(node.tag, str) else "":
                case "vanish":
                    changes["hidden"] = value not in _OFF
                case "b":
                    changes["bold"] = value not in _OFF
                case "sz" if value.isdigit():
                    changes["size"] = int(value[:5])
                case "color":
                    changes["colour"] = value
                case "shd" if fill := fill_of(node):
                    changes["ground"] = fill
                case "highlight" if value not in _OFF:
                    changes["ground"] = value
        return replace(self, **changes)


@dataclass(frozen=True)
class Style:
    properties: Any = None
    based_on: str = ""
    ground: str = ""
    heading: bool = False


class Styles:
    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Style] = {}
        self._default = Look()
        if root is None:
            return
        default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if default is not None:
            self._default = self._default.changed_by(default)
        for style in root.iterfind(f"{W}style"):
            self._styles[style.get(f"{W}styleId") or ""] = Style(
                style.find(f"{W}rPr"),
                _value(style.find(f"{W}basedOn")),
                fill_of(style.find(f"{W}pPr/{W}shd")),
                _value(style.find(f"{W}name")).lower().startswith(("heading", "title")),
            )

    def of(self, node: Any) -> Style:
        return self._styles.get(_value(node), Style())

    def ground(self, style: Style) -> str:
        """What fills paragraphs of that style."""
        return next((each.ground for each in self._chain(style) if each.ground), "")

    def look(self, style: Style, look: Look | None = None) -> Look:
        look = look or self._default
        for each in reversed(self._chain(style)):
            look = look.changed_by(each.properties) if each.properties is not None else look
        return look

    def _chain(self, style: Style) -> list[Style]:
        chain = [style]
        while chain[-1].based_on in self._styles and len(chain) < _MAX_STYLES:
            chain.append(self._styles[chain[-1].based_on])
        return chain


def why_hidden(look: Look) -> str:
    """Why a reader cannot see text of that look, "" where they can."""
    if look.hidden:
        return "hidden text"
    if look.size < _SMALLEST:
        return "smaller than 2 points"
    colour = _rgb(look.colour)
    ground = (255, 255, 255) if not look.ground else _rgb(look.ground)
    if not colour or not ground or max(abs(a - b) for a, b in zip(colour, ground, strict=True)) >= _NEAR:
        return ""
    return "white text" if min(colour) > 255 - _NEAR else "text in the colour of what is behind it"


def _value(node: Any) -> str:
    return "" if node is None else str(node.get(f"{W}val") or "")


def _rgb(value: str) -> tuple[int, int, int] | None:
    try:
        return (int(value[:2], 16), int(value[2:4], 16), int(value[4:6], 16)) if len(value) == 6 else None
    except ValueError:
        return None
