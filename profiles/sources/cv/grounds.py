"""What is behind the text of a Word document: the shade of a cell, the fill of a box."""

import re
from typing import Any

from profiles.sources.cv.packages import W

BOX = f"{W}txbxContent"
UNKNOWN = "unknown"
_WHITE = "FFFFFF"
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_FILLS = {f"{_DRAWN}{kind}" for kind in ("noFill", "solidFill", "gradFill", "pattFill", "blipFill", "grpFill")}
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)


def ground_around(paragraph: Any) -> str:
    """The colour of the cell or the box around it: "" for none, UNKNOWN for what is not read, as a gradient."""
    for above in paragraph.iterancestors(f"{W}tc", BOX):
        if above.tag == BOX:
            return _of_box(above)
        if fill := fill_of(above.find(f"{W}tcPr/{W}shd")):
            return fill
    return ""


def fill_of(shade: Any) -> str:
    """The colour of a w:shd, "" where it has none."""
    fill = "" if shade is None else str(shade.get(f"{W}fill") or "")
    return "" if fill == "auto" else fill


def _of_box(box: Any) -> str:
    for shape in box.iterancestors():
        if shape.tag == f"{_SHAPE}wsp":
            return _of_drawn(shape)
        if str(shape.tag).startswith(_VML) and shape.get("fillcolor"):
            return _of_vml(shape)
    return ""


def _of_drawn(shape: Any) -> str:
    properties = shape.find(f"{_SHAPE}spPr")
    own = next((part for part in ([] if properties is None else properties) if part.tag in _FILLS), None)
    if own is None:
        style = shape.find(f"{_SHAPE}style/{_DRAWN}fillRef")
        return "" if style is None or style.get("idx", "0") == "0" else _coloured(style)
    if own.tag == f"{_DRAWN}noFill":
        return ""
    return _coloured(own) if own.tag == f"{_DRAWN}solidFill" else UNKNOWN


def _coloured(fill: Any) -> str:
    """Themes are not read, but that their first background and light colour is white is hardly ever otherwise."""
    colour = next(iter(fill), None)
    if colour is None or len(colour):  # made lighter or darker
        return UNKNOWN
    if colour.tag == f"{_DRAWN}srgbClr":
        return str(colour.get("val"))
    is_white = colour.tag == f"{_DRAWN}schemeClr" and colour.get("val") in ("bg1", "lt1")
    return _WHITE if is_white else UNKNOWN


def _of_vml(shape: Any) -> str:
    if str(shape.get("filled", "t"))[:1] in "f0":
        return ""
    colour = shape.get("fillcolor")
    if found := _HEX.match(colour):
        return found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    return _WHITE if colour.split()[:1] in (["white"], ["window"]) else UNKNOWN
