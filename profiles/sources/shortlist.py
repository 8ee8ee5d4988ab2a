"""Our own shape, as the API takes it. Unlike other sources it is exact: what does not fit is refused, not left out."""

from typing import Any

from pydantic import BaseModel

from profiles.canonical import CanonicalProfile, Certification, Education, Experience, Language
from profiles.linkedin_urls import linkedin_key
from profiles.sources.extraction import Extraction
from profiles.sources.records import Json, NoPersonError

_LISTS: dict[str, type[BaseModel]] = {
    "experience": Experience,
    "education": Education,
    "certifications": Certification,
    "languages": Language,
}


def recognises(document: Json) -> bool:
    """Every key, down to those in the lists, is one of ours."""
    if "full_name" not in document or not document.keys() <= CanonicalProfile.model_fields.keys():
        return False
    return all(
        isinstance(entry, dict) and entry.keys() <= part.model_fields.keys()
        for field, part in _LISTS.items()
        for entry in (document[field] if isinstance(document.get(field), list) else [])
    )


def read(document: Json, extract: Extraction) -> dict[str, Any]:
    extract.name("full_name", document.get("full_name"))
    url, email = document.get("linkedin_url"), document.get("email")
    if url and isinstance(url, str) and linkedin_key(url) is None:
        raise NoPersonError(f"linkedin_url: '{url[:200]}' is not a person's LinkedIn address.")
    if email and isinstance(email, str) and extract.email("email", email) != email.strip():
        raise NoPersonError(f"email: '{email[:200]}' is not an e-mail address.")
    return dict(document)
