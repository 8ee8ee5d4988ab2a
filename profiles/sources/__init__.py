"""Everything that a person's career can arrive in, read into the canonical profile or refused with a sentence."""

from profiles.sources.documents import MAX_FILE_BYTES
from profiles.sources.formats import InputFile
from profiles.sources.reading import SOURCES, Part, parse_document, part_of, read_files, read_payload
from profiles.sources.records import CompanyRecord, NoPersonError, Record, Refusal

__all__ = [
    "MAX_FILE_BYTES",
    "SOURCES",
    "CompanyRecord",
    "InputFile",
    "NoPersonError",
    "Part",
    "Record",
    "Refusal",
    "parse_document",
    "part_of",
    "read_files",
    "read_payload",
]
