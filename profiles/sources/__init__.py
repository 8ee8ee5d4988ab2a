"""Everything that a person's career can arrive in, read into the canonical profile or refused with a sentence."""

from profiles.sources.documents import MAX_FILE_BYTES, check_size
from profiles.sources.reading import SOURCES, parse_document, read_file
from profiles.sources.records import Record, Refusal

__all__ = ["MAX_FILE_BYTES", "SOURCES", "Record", "Refusal", "check_size", "parse_document", "read_file"]
