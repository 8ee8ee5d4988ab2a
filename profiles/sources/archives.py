"""The files in a ZIP archive, held to bounds that do not depend on what the archive says about itself.

Nothing is written to disk, and names are labels only: absolute ones and `..` lead nowhere.
"""

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from profiles.canonical import clean_text
from profiles.sources.records import Refusal

MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 20_000_000
MAX_TOTAL_BYTES = 50_000_000
# Text is packed to a tenth, rarely to a fiftieth. A small member may be packed better: it does no harm.
MAX_RATIO = 200
_SMALL = 1_000_000
_CHUNK = 65_536
_MAX_NAME = 200

# The table of contents takes half a kilobyte of memory for each of its entries, before the first one can be looked at.
_ENTRY = b"PK\x01\x02"
_MAX_ENTRIES = 50_000

_JUNK = {"__macosx", "thumbs.db", "desktop.ini"}
_ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst"}
_MAGIC = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\0", b"BZh", b"\x28\xb5\x2f\xfd")
NESTED = "It is an archive inside an archive; unpack it and add its files by themselves."
WORD = "word"
# Office documents are ZIP archives, too, each with a folder of its own beside this file.
_OFFICE = "[Content_Types].xml"
_FOLDERS = {
    "word/": WORD,
    "xl/": "It is an Excel workbook under another name; rename it to .xlsx.",
    "ppt/": "It is a presentation; save it as PDF.",
}
_ENCRYPTED = 0x1
_DAMAGED = "It is damaged inside the ZIP archive and cannot be unpacked."
# Of other methods zipfile unpacks a chunk whole, whatever its size.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# All that zipfile raises for bytes that are not as they should be.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, OverflowError, RuntimeError, ValueError)


def unpack(data: bytes) -> Iterator[tuple[str, bytes] | Refusal]:
    """Each file of the archive under a name of its own, or a refusal where it cannot be had. Never raises.

    Folders, hidden files and what macOS and Windows leave behind are passed over.
    """
    if data.count(_ENTRY) > _MAX_ENTRIES:
        yield Refusal("file", f"The ZIP archive has more than {_MAX_ENTRIES:,} entries; split it.")
        return
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _DAMAGE:
        yield Refusal("file", "The ZIP archive is damaged or incomplete: its table of contents cannot be read.")
        return
    members = [(label, member) for member in archive.infolist() if (label := _label(member))]
    if not members:
        yield Refusal("file", "There are no files in the ZIP archive.")
    reader = _Reader(archive, len(data))
    names = _distinct([label for label, _ in members[:MAX_MEMBERS]])
    for name, (_, member) in zip(names, members, strict=False):
        content = reader.read(member)
        yield (name, content) if isinstance(content, bytes) else Refusal(name, content)
        if reader.stopped:
            yield Refusal("file", f"The ZIP archive was read only up to {name}.")
            return
    if len(members) > MAX_MEMBERS:
        yield Refusal("file", f"The ZIP archive holds {len(members):,} files; the first {MAX_MEMBERS:,} were read.")


def document_in(data: bytes) -> str:
    """WORD, or why a document of another program is not read; "" where the archive is no document."""
    if data.count(_ENTRY) > _MAX_ENTRIES:
        return ""
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except _DAMAGE:
        return ""
    if _OFFICE in names:
        return next((what for folder, what in _FOLDERS.items() if any(name.startswith(folder) for name in names)), "")
    if {"mimetype", "META-INF/manifest.xml"} <= names:
        return "It is an OpenDocument file; save it as PDF or DOCX, and a table as CSV."
    if names & {"Index.zip", "Index/Document.iwa"}:
        return "It is a document of Apple's Pages or Numbers; save it as PDF or DOCX, and a table as CSV."
    return ""


class _Reader:
    """Unpacks member after member until too much has come out. What counts are bytes that did, of damaged ones too,
    and bytes that went in: each belongs to one file, else a few of them could be unpacked again and again."""

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self._archive = archive
        self._packed_left = self._size = size
        self._left = MAX_TOTAL_BYTES
        self.stopped = False

    def read(self, member: zipfile.ZipInfo) -> bytes | str:
        """The member's content, or the reason why it is not to be had."""
        if member.flag_bits & _ENCRYPTED:
            return "It is protected by a password; pack it without one."
        if member.compress_type not in _METHODS:
            return "It is packed by a method that is not read here; pack it as an ordinary ZIP."
        if PurePosixPath(member.filename).suffix.lower() in _ARCHIVES:
            return NESTED
        if member.compress_size > self._size:
            return _DAMAGED
        self._packed_left -= member.compress_size
        if self._packed_left < 0:
            self.stopped = True
            return "It shares its bytes with other files of the ZIP archive, as in harmful ones (a ZIP bomb)."
        try:
            content = self._unpacked(member)
        except _DAMAGE:
            return _DAMAGED
        return NESTED if isinstance(content, bytes) and _is_archive(content) else content

    def _unpacked(self, member: zipfile.ZipInfo) -> bytes | str:
        content = bytearray()
        with self._archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                content += chunk
                self._left -= len(chunk)
                if self._left < 0:
                    self.stopped = True
                    return f"With it the ZIP archive unpacks to more than {MAX_TOTAL_BYTES // 1_000_000} MB."
                if len(content) > max(_SMALL, MAX_RATIO * member.compress_size):
                    self.stopped = True
                    return f"It unpacks to more than {MAX_RATIO} times its size, as harmful archives do (a ZIP bomb)."
                if len(content) > MAX_MEMBER_BYTES:
                    return f"It is larger than {MAX_MEMBER_BYTES // 1_000_000} MB unpacked, the limit for one file."
        return bytes(content)


def _is_archive(content: bytes) -> bool:
    """Whether it is one of another kind than ZIP: of those, some are documents."""
    return content.startswith(_MAGIC) or content[257:262] == b"ustar"


def _label(member: zipfile.ZipInfo) -> str:
    """What the file is called in sentences, "" for what nobody meant to pack."""
    parts = [
        part
        for written in member.filename.replace("\\", "/").split("/")
        if (part := clean_text(written)) not in ("", ".", "..")
    ]
    if member.is_dir() or not parts or any(part.startswith(".") or part.lower() in _JUNK for part in parts):
        return ""
    return "/".join(parts)[-_MAX_NAME:]


def _distinct(labels: list[str]) -> list[str]:
    """Two files of one name are two files."""
    seen, taken, names = Counter[str](), set(labels), []
    for label in labels:
        path, name = PurePosixPath(label), label
        seen[label] += 1
        while seen[label] > 1 and name in taken:
            name = str(path.with_name(f"{path.stem} ({seen[label]}){path.suffix}"))
            seen[label] += name in taken
        taken.add(name)
        names.append(name)
    return names
