"""The lines of a PDF: what is drawn on each page, word by word, without what its reader cannot see."""

import ctypes
import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from profiles.sources.cv.hidden import Box, Picture
from profiles.sources.cv.layout import SPACE, Word, goes_leftward, lines_of_page
from profiles.sources.cv.lines import MAX_CHARACTERS, MAX_PAGES, Content, seen
from profiles.sources.records import NoPersonError

_BOLD = re.compile(r"bold|black|heavy|cmbx|ssbx", re.IGNORECASE)
_ICONS = re.compile(r"awesome|icon|wingdings|webdings|marvosym|fontello|dingbats", re.IGNORECASE)
_INVISIBLE_MODES = {3, 7}
_SMALLEST = 2  # points
_MAX_IMAGES = 1_000
_MAX_LINKS = 100


class _Character(NamedTuple):
    text: str
    box: Box
    base: float
    size: float
    font: str
    colour: tuple[int, int, int] | None
    mode: int
    upright: bool
    faint: bool

    @property
    def look(self) -> tuple[str, float]:
        return self.font, round(self.size, 1)


def read_pdf(data: bytes) -> Content:
    """Raises NoPersonError with a sentence where there is no text to be had."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise NoPersonError("The PDF is locked with a password; save it without one.") from None
        raise NoPersonError("The PDF is damaged or incomplete and cannot be opened.") from None
    content, count = Content("pdf"), len(document)
    if count > MAX_PAGES:
        content.notes.append(f"The document has {count:,} pages; the first {MAX_PAGES} were read.")
    pictures = total = 0
    gutter: float | None = None
    for number in range(min(count, MAX_PAGES)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            content.notes.append(f"Page {number + 1} is damaged and was not read.")
            continue
        reader = _Page(page, number + 1, content)
        words = reader.words(MAX_CHARACTERS - total)
        pictures += bool(reader.images)
        total += sum(len(word.text) for word in words)
        lines, gutter = lines_of_page(words, number + 1, reader.width, gutter)
        content.lines += lines
        content.links += reader.links()[: _MAX_LINKS - len(content.links)]
        page.close()
        if total >= MAX_CHARACTERS:
            content.notes.append(f"The document has more than {MAX_CHARACTERS:,} characters; the rest was not read.")
            break
    document.close()
    if not content.lines and not content.left_out:
        if pictures:
            raise NoPersonError(
                "This PDF holds pictures of pages and no text; run it through text recognition (OCR) first."
            )
        raise NoPersonError("The PDF has no text, or is damaged.")
    return content


class _Page:
    def __init__(self, page: pypdfium2.PdfPage, number: int, content: Content) -> None:
        self._page, self._number, self._content = page, number, content
        self.width, self.height = page.get_size()
        self._rotation = page.get_rotation()
        left, bottom, right, top = page.get_cropbox()
        # The visible page in the file's own coordinates, before it is turned.
        self._crop = Box(left, top, right, bottom)
        self.images = self._images()

    def words(self, limit: int) -> list[Word]:
        text = self._page.get_textpage()
        characters = [self._character(text, index) for index in range(min(text.count_chars(), limit))]
        text.close()
        drawn = [each for each in characters if each is not None]
        scanned = bool(drawn) and self._is_one_picture() and all(each.mode in _INVISIBLE_MODES for each in drawn)
        if scanned:
            self._content.notes.append(f"Page {self._number} is a scan; its text is what a program recognised in it.")
        picture = Picture(self._page, self.width, self.height) if drawn and not scanned else None
        tightness = _tightness(drawn)
        kept: list[Word] = []
        hidden: dict[str, list[str]] = {}
        for word in _words(drawn, tightness):
            letters = "".join(each.text for each in word)
            if why := self._why_hidden(word, picture):
                hidden.setdefault(why, []).append(letters)
            elif not _ICONS.search(word[0].font) and (shown := seen(letters)).strip():
                kept.append(_as_word(word, shown, tightness.get(word[0].look, 0)))
        for why, texts in hidden.items():
            self._content.leave_out(f"page {self._number}", " ".join(texts), why)
        return kept

    def links(self) -> list[str]:
        """Addresses behind the page's text: what a click on it opens."""
        found: list[str] = []
        position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while len(found) < _MAX_LINKS and pdfium.FPDFLink_Enumerate(self._page, position, link):
            action = pdfium.FPDFLink_GetAction(link)
            length = pdfium.FPDFAction_GetURIPath(self._page.pdf, action, None, 0) if action else 0
            if 1 < length <= 2_000:
                buffer = ctypes.create_string_buffer(length)
                pdfium.FPDFAction_GetURIPath(self._page.pdf, action, buffer, length)
                found.append(buffer.value.decode("utf-8", "replace"))
        return found

    def _character(self, text: pypdfium2.PdfTextPage, index: int) -> _Character | None:
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code == 2:  # a hyphen at the end of a line, in the library's own way
            code = ord("-")
        if pdfium.FPDFText_IsGenerated(text, index) or code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            return None
        loose, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetLooseCharBox(text, index, loose)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        known = pdfium.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
        name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text, index, name, 80, flags)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text, index))
        turns = ((matrix.a, matrix.b), (matrix.b, -matrix.a), (-matrix.a, -matrix.b), (-matrix.b, matrix.a))
        across, up = turns[self._rotation // 90]
        return _Character(
            text=chr(code),
            box=self._box(loose.left, loose.top, loose.right, loose.bottom),
            base=self._box(x.value, y.value, x.value, y.value).top,
            size=pdfium.FPDFText_GetFontSize(text, index) * (matrix.c**2 + matrix.d**2) ** 0.5,
            font=name.value.decode("utf-8", "replace"),
            colour=(red.value, green.value, blue.value) if known and mode != 1 else None,
            mode=mode,
            upright=across > abs(up),
            faint=bool(known) and alpha.value < 32 and mode != 1,
        )

    def _why_hidden(self, word: list[_Character], picture: Picture | None) -> str:
        """`picture` is None for a scan, whose text lies invisibly upon its picture by design."""
        first, box = word[0], _around(word)
        if not any(each.text.isalnum() for each in word):
            return ""
        if first.mode in _INVISIBLE_MODES and picture:
            return "drawn invisibly"
        if first.size < _SMALLEST:
            return "smaller than 2 points"
        if len(word) > 1 and box.right - box.left < 0.1 * first.size:
            return "of no width"
        if not first.upright:
            return "text on its side"
        if first.faint:
            return "transparent"
        return picture.hides(box, first.colour) if picture else ""

    def _box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """From the file's coordinates to those of the page as it is shown."""
        a, b = left - self._crop.left, right - self._crop.left
        c, d = self._crop.top - top, self._crop.top - bottom
        wide, high = self._crop.right - self._crop.left, self._crop.top - self._crop.bottom
        match self._rotation:
            case 90:
                a, b, c, d = high - d, high - c, a, b
            case 180:
                a, b, c, d = wide - b, wide - a, high - d, high - c
            case 270:
                a, b, c, d = c, d, wide - b, wide - a
        return Box(min(a, b), min(c, d), max(a, b), max(c, d))

    def _images(self) -> list[tuple[float, float, float, float]]:
        found = []
        for item in self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            found.append(item.get_bounds())
            if len(found) >= _MAX_IMAGES:
                break
        return found

    def _is_one_picture(self) -> bool:
        area = abs((self._crop.right - self._crop.left) * (self._crop.top - self._crop.bottom)) or 1
        return any((right - left) * (top - bottom) > 0.8 * area for left, bottom, right, top in self.images)


def _words(characters: list[_Character], tightness: dict[tuple[str, float], float]) -> Iterator[list[_Character]]:
    """Letters of one look that follow each other on one line, up to the next blank."""
    word: list[_Character] = []
    for each in characters:
        if word and (each.text.isspace() or not _goes_on(word[-1], each, tightness)):
            yield word
            word = []
        if not each.text.isspace():
            word.append(each)
    if word:
        yield word


def _goes_on(one: _Character, other: _Character, tightness: dict[tuple[str, float], float]) -> bool:
    if goes_leftward(other.text) and other.box.left < one.box.left:
        return False  # `layout` turns what was put in order from left to right
    blank = (SPACE + tightness.get(one.look, 0)) * one.size
    return (
        abs(one.base - other.base) < 0.2 * one.size
        and -0.5 * one.size < other.box.left - one.box.right < blank
        and (one.look, one.colour, one.mode, one.faint) == (other.look, other.colour, other.mode, other.faint)
    )


def _tightness(characters: list[_Character]) -> dict[tuple[str, float], float]:
    """By font and size how far letters overlap (of the size, 0 or less): set tight, they have narrower blanks, too."""
    gaps: dict[tuple[str, float], list[float]] = {}
    for one, other in pairwise(characters):
        apart = (other.box.left - one.box.right) / max(one.size, 0.1)
        if goes_leftward(one.text):
            continue
        if one.look == other.look and abs(one.base - other.base) < 0.1 and -0.5 < apart < 0.5:
            gaps.setdefault(one.look, []).append(apart)
    return {look: min(0.0, 0.3 * median(found)) for look, found in gaps.items()}


def _as_word(word: list[_Character], text: str, tightness: float) -> Word:
    first, box = word[0], _around(word)
    return Word(
        text, box.left, box.right, first.base, first.size, first.font, bool(_BOLD.search(first.font)), tightness
    )


def _around(word: list[_Character]) -> Box:
    return Box(
        min(each.box.left for each in word),
        min(each.box.top for each in word),
        max(each.box.right for each in word),
        max(each.box.bottom for each in word),
    )
