"""CVs as PDF, Word document or text: bytes become lines (`read_document`), lines become one person (`read`)."""

from profiles.sources.cv.documents import read_document
from profiles.sources.cv.person import read, recognises

__all__ = ["read", "read_document", "recognises"]
