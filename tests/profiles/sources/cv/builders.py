"""PDF and Word documents made for the tests: text at a place, in a size, a colour and a mode of drawing."""

import io
from dataclasses import dataclass

import docx

FONTS = {"regular": "F1", "bold": "F2", "hebrew": "F3"}
HEBREW = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <61> <7b> <05d0> endbfrange"
PAGE_WIDTH, PAGE_HEIGHT = 595, 842


@dataclass(frozen=True)
class Text:
    x: float
    y: float  # from the top of the page
    text: str
    size: float = 10
    bold: bool = False
    colour: tuple[float, float, float] = (0, 0, 0)
    mode: int = 0
    hebrew: bool = False  # a to { stand for the letters from alef to tav


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    colour: tuple[float, float, float]


@dataclass(frozen=True)
class Picture:
    """Black, as large as given, with its upper left corner at the page's."""

    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT
    x: float = 0
    y: float = 0


def pdf(*pages: list[Text | Box | Picture]) -> bytes:
    """A PDF with a page for each list, drawn in the order given."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        _font("Helvetica"),
        _font("Helvetica-Bold"),
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\xcc\nendstream",
        _font("Courier").replace(b" >>", b" /ToUnicode 7 0 R >>"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(HEBREW), HEBREW),
    ]
    kids = []
    for page in pages:
        content = "\n".join(map(_drawn, page)).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F1 3 0 R"
            b" /F2 4 0 R /F3 6 0 R >> /XObject << /I1 5 0 R >> >> >>" % (PAGE_WIDTH, PAGE_HEIGHT, len(objects))
        )
    references = " ".join(f"{kid} 0 R" for kid in kids).encode()
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), references)
    return _file(objects)


def locked(document: bytes) -> bytes:
    """The PDF as if it had been encrypted with a password that nobody knows."""
    secret = b"<" + b"5a" * 32 + b">"
    handler = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >> /ID [<00> <00>] " % (secret, secret)
    return document.replace(b"/Root", handler + b"/Root")


def rows(x: float, y: float, *texts: str | tuple[str, float] | tuple[str, float, bool], step: float = 14) -> list[Text]:
    """Lines below each other: a text, or a text with its size and whether it is bold. "" leaves room."""
    found = []
    for number, row in enumerate(texts):
        text, size, bold = (*((row,) if isinstance(row, str) else row), 10, False)[:3]
        if text:
            found.append(Text(x, y + number * step, str(text), float(size), bool(bold) if len(row) == 3 else False))
    return found


def hebrew(right: float, y: float, text: str, size: float = 10) -> list[Text]:
    """One letter left of the other, as programs draw what is read from right to left."""
    return [
        Text(right - (number + 1) * 0.6 * size, y, chr(ord(letter) - 0x05D0 + ord("a")), size, hebrew=True)
        for number, letter in enumerate(text)
        if letter != " "
    ]


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _font(name: str) -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name.encode()


def _drawn(item: Text | Box | Picture) -> str:
    if isinstance(item, Picture):
        return f"q {item.width} 0 0 {item.height} {item.x} {PAGE_HEIGHT - item.y - item.height} cm /I1 Do Q"
    colour = " ".join(map(str, item.colour))
    if isinstance(item, Box):
        return f"{colour} rg {item.x} {PAGE_HEIGHT - item.y - item.height} {item.width} {item.height} re f"
    escaped = item.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    font = FONTS["hebrew" if item.hebrew else "bold" if item.bold else "regular"]
    return (
        f"BT /{font} {item.size} Tf {colour} rg {item.mode} Tr 1 0 0 1 {item.x} {PAGE_HEIGHT - item.y} Tm"
        f" ({escaped}) Tj ET"
    )


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start))
