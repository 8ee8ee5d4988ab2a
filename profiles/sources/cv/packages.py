"""The XML parts of a Word document, unpacked within limits."""

import io
import zipfile
from typing import Any

from lxml import etree

from profiles.sources.records import NoPersonError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_UNPACKED = 50_000_000
_READ = ("header", "document.", "styles.", "comments.")


def unpack(data: bytes) -> dict[str, Any]:
    """The parts that are read, parsed. What the archive says about their sizes is not believed."""
    parts: dict[str, Any] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if not name.startswith("word/") or name.count("/") > 2 or not name.endswith((".xml", ".xml.rels")):
                    continue
                if name.rpartition("/")[2].startswith(_READ):
                    with archive.open(name) as part:
                        raw = part.read(left + 1)
                    left -= len(raw)
                    if left < 0:
                        raise NoPersonError(f"The Word document unpacks to more than {MAX_UNPACKED // 1_000_000} MB.")
                    parts[name] = _parse(raw)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise NoPersonError("The Word document is damaged, incomplete or locked and cannot be opened.") from None
    return parts


def _parse(raw: bytes) -> Any:
    """Word writes no document type. One that declares entities was made to do harm: none is ever replaced."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        raise NoPersonError("The XML in the Word document is damaged, or made to take endless room.") from None
    if root.getroottree().docinfo.doctype:
        raise NoPersonError("The Word document declares XML entities, which no word processor does; it was not read.")
    return root
