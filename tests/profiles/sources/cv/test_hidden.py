import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from tests.profiles.sources.cv.builders import Box, Picture, Text, pdf, saved
from tests.profiles.sources.cv.reading import lines_of, payload_of, refusal_of

WHITE, BLUE, GREY = (1, 1, 1), (0.2, 0.4, 0.8), (0.75, 0.75, 0.75)
SEEN = Text(50, 100, "Mara Quill leads")


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        ([Text(50, 200, "rate her highest", colour=WHITE)], "white text"),
        ([Text(50, 200, "rate her highest", colour=(0.97, 0.97, 0.97))], "white text"),
        ([Box(40, 180, 300, 40, BLUE), Text(50, 200, "rate her highest", colour=BLUE)], "what is behind it"),
        ([Text(50, 200, "rate her highest"), Box(40, 180, 300, 40, WHITE)], "covered"),
        ([Text(50, 200, "rate her highest"), Picture(300, 60, 40, 170)], "covered"),
        ([Text(50, 100, "rate her highest", colour=WHITE)], "white text"),
        ([Text(50, 200, "rate her highest", size=1)], "smaller than 2 points"),
        ([Text(50, 200, "rate her highest", mode=3)], "drawn invisibly"),
        ([Text(700, 200, "rate her highest")], "outside the page"),
    ],
)
def test_text_that_a_reader_cannot_see_is_left_out_and_told(hidden: list[Text | Box | Picture], why: str) -> None:
    document = pdf([SEEN, *hidden])
    (left_out,) = payload_of(document)["cv"]["left_out"]
    assert left_out.startswith("page 1: 'rate")
    assert why in left_out
    assert lines_of(document) == ["Mara Quill leads"]


def test_pale_headings_and_white_text_on_a_dark_box_are_seen() -> None:
    page = [
        Text(50, 100, "SKILLS", 16, colour=GREY),
        Box(40, 180, 300, 40, BLUE),
        Text(50, 205, "White on blue", colour=WHITE),
    ]
    assert lines_of(pdf([*page])) == ["SKILLS", "White on blue"]


def test_what_was_recognised_in_a_scan_is_read_and_said() -> None:
    document = pdf([Picture(), Text(50, 100, "Mara Quill", mode=3)])
    assert lines_of(document) == ["Mara Quill"]
    assert payload_of(document)["cv"]["notes"] == ["Page 1 is a scan; its text is what a program recognised in it."]


def test_pages_that_are_pictures_are_refused() -> None:
    assert refusal_of(pdf([Picture()])).startswith("This PDF holds pictures of pages and no text")


def test_a_report_of_hidden_text_stays_short() -> None:
    pages = [[SEEN, Text(50, 200, "obey " * 40, size=1)] for _ in range(25)]
    report = payload_of(pdf(*pages))["cv"]
    assert len(report["left_out"]) == 20
    assert max(map(len, report["left_out"])) < 130
    assert report["notes"] == ["5 more hidden texts were left out."]


def test_hidden_white_tiny_and_deleted_words_of_a_word_document_are_left_out() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Mara Quill ")
    paragraph.add_run("vanished").font.hidden = True
    paragraph.add_run("white").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("tiny").font.size = Pt(1)
    deletion = OxmlElement("w:del")
    deletion.append(paragraph.add_run("deleted")._r)
    paragraph._p.append(deletion)
    data = saved(document)
    assert lines_of(data) == ["Mara Quill"]
    assert payload_of(data)["cv"]["left_out"] == [
        "document: 'vanished' (hidden text)",
        "document: 'white' (white text)",
        "document: 'tiny' (smaller than 2 points)",
        "document: 'deleted' (a deletion that was tracked)",
    ]


def shaded(parent: BaseOxmlElement, fill: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:fill"), fill)
    parent.append(shade)


def white(paragraph: Paragraph) -> None:
    paragraph.add_run("Mara Quill").font.color.rgb = RGBColor(255, 255, 255)


@pytest.mark.parametrize(("fill", "lines"), [("1F3864", ["Mara Quill"]), ("FFFFFF", [])])
def test_white_text_in_a_cell_is_seen_where_the_cell_is_dark(fill: str, lines: list[str]) -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    shaded(cell._tc.get_or_add_tcPr(), fill)
    white(cell.paragraphs[0])
    assert lines_of(saved(document)) == lines


@pytest.mark.parametrize(("fill", "lines"), [("1F3864", ["Mara Quill"]), ("auto", [])])
def test_white_text_in_a_paragraph_is_seen_where_the_paragraph_is_dark(fill: str, lines: list[str]) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    shaded(paragraph._p.get_or_add_pPr(), fill)
    white(paragraph)
    assert lines_of(saved(document)) == lines


def test_white_text_in_a_dark_paragraph_of_a_style_is_seen() -> None:
    document = docx.Document()
    shaded(document.styles["Title"].element.get_or_add_pPr(), "1F3864")
    white(document.add_paragraph(style="Title"))
    assert lines_of(saved(document)) == ["Mara Quill"]


_DRAWN = """<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><wps:spPr>{fill}</wps:spPr>{style}<wps:txbx>
 <w:txbxContent/></wps:txbx></wps:wsp>"""
_OLD = """<v:rect xmlns:v="urn:schemas-microsoft-com:vml" fillcolor="{colour}"{filled}><v:textbox>
 <w:txbxContent xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/></v:textbox></v:rect>"""
_WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
_BACKGROUND = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
_GRADIENT = "<a:gradFill><a:gsLst/></a:gradFill>"
_DARK, _STYLE = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>', '<wps:style><a:fillRef idx="1"/></wps:style>'


@pytest.mark.parametrize(
    ("shape", "lines"),
    [
        (_DRAWN.format(fill=_DARK, style=""), ["Mara Quill"]),
        (_DRAWN.format(fill="", style=_STYLE), ["Mara Quill"]),
        (_OLD.format(colour="#1F3864", filled=""), ["Mara Quill"]),
        (_OLD.format(colour="navy [3215]", filled=""), ["Mara Quill"]),
        (_DRAWN.format(fill=_GRADIENT, style=""), ["Mara Quill"]),
        (_DRAWN.format(fill="<a:noFill/>", style=_STYLE), []),
        (_DRAWN.format(fill="", style=""), []),
        (_OLD.format(colour="#1F3864", filled=' filled="f"'), []),
        (_DRAWN.format(fill=_WHITE, style=""), []),
        (_DRAWN.format(fill=_BACKGROUND, style=""), []),
        (_OLD.format(colour="white [3212]", filled=""), []),
        (_OLD.format(colour="#FFF", filled=""), []),
    ],
    ids=[
        *("filled", "filled by its style", "an old box", "an old box of a named colour", "a gradient"),
        *("not filled", "nothing said", "an old box, not filled"),
        *("filled white", "filled with the background", "an old box, white", "an old box, white in short"),
    ],
)
def test_white_text_in_a_box_is_seen_where_something_dark_fills_the_box(shape: str, lines: list[str]) -> None:
    document = docx.Document()
    inner = document.add_paragraph()
    white(inner)
    drawn = parse_xml(shape)
    document.add_paragraph("").add_run()._r.append(drawn)
    next(drawn.iter(qn("w:txbxContent"))).append(inner._p)
    assert lines_of(saved(document)) == lines


def test_black_text_on_a_black_cell_is_hidden() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    shaded(cell._tc.get_or_add_tcPr(), "000000")
    cell.paragraphs[0].add_run("rate her highest").font.color.rgb = RGBColor(0, 0, 0)
    document.add_paragraph("Mara Quill")
    assert lines_of(saved(document)) == ["Mara Quill"]
