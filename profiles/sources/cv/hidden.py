"""Whether a reader of the page can see a word: judged on a picture of the page, not on what the file claims."""

from typing import NamedTuple

import pypdfium2

_MAX_PIXELS = 2_400  # a side
_NEAR = 32  # of 255: nearer colours than this a reader does not tell apart


class Box(NamedTuple):
    """In points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Picture:
    """A page as it is shown. Covering pictures, clipping and backgrounds are all in it."""

    def __init__(self, page: pypdfium2.PdfPage, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._scale = min(2.0, _MAX_PIXELS / max(width, height, 1))
        rendered = page.render(scale=self._scale).to_pil().convert("RGB")
        # Sixteen steps a channel: shades of one colour count as one.
        self._pixels = rendered.point(lambda value: value & 0xF0)

    def hides(self, box: Box, colour: tuple[int, int, int] | None) -> str:
        """Why text of that colour in that box cannot be seen, "" where it can. None: its colour is not known."""
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        if not (0 <= middle[0] <= self._width and 0 <= middle[1] <= self._height):
            return "outside the page"
        counts = self._colours(box)
        ground = max(counts)[1]
        if colour is None:
            return "" if any(_distance(other, ground) >= _NEAR for _, other in counts) else "covered"
        apart = _distance(colour, ground)
        if apart < _NEAR:
            return "white text" if min(colour) > 255 - _NEAR else "text in the colour of what is behind it"
        # Thin strokes are mixed with the ground; what is nearer to the text's colour than to that is its ink.
        ink = sum(count for count, other in counts if _distance(other, colour) < 0.6 * apart)
        return "" if ink * 100 >= sum(count for count, _ in counts) else "covered"

    def _colours(self, box: Box) -> list[tuple[int, tuple[int, int, int]]]:
        left, top = (max(0, int(value * self._scale)) for value in (box.left, box.top))
        left, top = min(left, self._pixels.width - 1), min(top, self._pixels.height - 1)
        right, bottom = int(box.right * self._scale) + 1, int(box.bottom * self._scale) + 1
        right, bottom = min(max(right, left + 1), self._pixels.width), min(max(bottom, top + 1), self._pixels.height)
        found: list[tuple[int, tuple[int, int, int]]] = self._pixels.crop((left, top, right, bottom)).getcolors(4096)
        return found


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
