"""How to reach somebody, and where they live: e-mail, phone, LinkedIn address, place."""

import re
from collections.abc import Sequence

from profiles.linkedin_urls import linkedin_key
from profiles.sources.cv.lines import Line
from profiles.sources.cv.words import is_place

_EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+|00)?\(?\d[\d ()./–-]{6,20}\d(?![\w/-])")
_LINKEDIN = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/(?:in|pub|profile)/[^\s|,;()\t<>]{2,200}", re.IGNORECASE
)
_OTHER_URL = re.compile(r"(?:https?://|www\.)\S+|\b(?:github|gitlab|twitter|x|xing|behance)\.com/\S+", re.IGNORECASE)
_PLACE_LABEL = re.compile(
    r"(?:location|address|city|residence|based in|adresse|anschrift|wohnort|ort|lieu|ville|dirección|ciudad|ubicación"
    r"|住所)\s*[:：]\s*(.{2,120})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:e-?mail|phone|mobile|tel(?:efon|éfono|ephone)?|cell|fax|linkedin|github|website|web|portfolio)\b\s*(?:[:：.+]|[(]?\d|$)",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\t|\s[|•·—–]\s|\s{3,}|\s?\|\s?|•|·")
_YEARS = re.compile(r"\(?(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d\)?")
_POSTCODE = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,5}\s+|\s+\d{5}(?:-\d{4})?$")


def pieces(text: str) -> list[str]:
    """What stands apart on a line of contact: behind tabs, bars, dots and dashes."""
    return [piece.strip(" ,;|") for piece in _PIECES.split(text) if piece.strip(" ,;|")]


def is_contact(text: str) -> bool:
    return bool(
        _EMAIL.search(text)
        or _PHONE.search(text)
        or _LINKEDIN.search(text)
        or _OTHER_URL.search(text)
        or _LABEL.match(text)
    )


def is_location(text: str) -> bool:
    return is_place(_without_street(text)) and not is_contact(text)


def has_email(text: str) -> bool:
    return bool(_EMAIL.search(text))


def email_of(lines: Sequence[Line], everything: Sequence[Line], links: Sequence[str]) -> str:
    """Of contact lines the first; elsewhere only where there is but one, since referees have addresses, too."""
    for line in lines:
        if found := _EMAIL.search(line.text):
            return found[0].strip(".'-")
    elsewhere = {found for line in everything for found in _EMAIL.findall(line.text)}
    elsewhere = elsewhere or {link[7:].split("?")[0] for link in links if link.lower().startswith("mailto:")}
    return elsewhere.pop() if len(elsewhere) == 1 else ""


def phone_of(lines: Sequence[Line]) -> str:
    for line in lines:
        for piece in pieces(line.text):
            found = _PHONE.search(_EMAIL.sub("", _LINKEDIN.sub("", piece)))
            if found and 8 <= sum(map(str.isdigit, found[0])) <= 15 and not _YEARS.fullmatch(found[0].strip()):
                return found[0].strip(" -–/.")
    return ""


def linkedin_of(lines: Sequence[Line], links: Sequence[str]) -> list[tuple[str, object]]:
    """The address for `Extraction.linkedin`: of the text, where it has none of the links behind the text."""
    found: list[tuple[str, object]] = []
    for number, line in enumerate(lines):
        if match := _LINKEDIN.search(line.text):
            url = match[0].rstrip(".")
            after = lines[number + 1].text if number + 1 < len(lines) else ""
            # LinkedIn's own narrow column breaks the address in two: "…/in/jane-" and "sample-1a2b3 (LinkedIn)".
            if match.end() == len(line.text) and (more := re.match(r"([\w%-]+) ?\(LinkedIn\)", after)):
                url += more[1]
            found.append((f"page {line.page}", url))
    found = found or [("a link", link) for link in links]
    return [(where, url) for where, url in found if linkedin_key(str(url))][:1]


def place_of(lines: Sequence[Line]) -> str:
    """City, region and country; street and house number are left."""
    for line in lines:
        for piece in [line.text, *pieces(line.text)]:
            if (found := _PLACE_LABEL.match(piece)) and (place := _without_street(found[1])):
                return place
    for line in lines:
        for piece in pieces(line.text):
            if is_location(piece) and (place := _without_street(piece)):
                return place
    return ""


def _without_street(text: str) -> str:
    parts = [_POSTCODE.sub("", part.strip()).strip() for part in text.split(",")]
    return ", ".join([part for part in parts if part and not any(map(str.isdigit, part))][-3:])
