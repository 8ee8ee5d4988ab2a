"""People, companies, what they came from, and what is done with them; one module per noun."""

from profiles.models.care import Deletion, DeletionEntry, Erasure, LegalHold, Mention
from profiles.models.companies import Company, CompanyAlias
from profiles.models.duplicates import Duplicate, Merge
from profiles.models.imports import ColumnMapping, Import, ImportChunk, ImportFile, ImportRow, Outcome
from profiles.models.people import (
    SEARCH_NAME_LENGTH,
    Certification,
    Education,
    EmployerChoice,
    Experience,
    Language,
    Profile,
    ProfileVector,
    Role,
    Skill,
)
from profiles.models.sources import SourceRecord

__all__ = [
    "SEARCH_NAME_LENGTH",
    "Certification",
    "ColumnMapping",
    "Company",
    "CompanyAlias",
    "Deletion",
    "DeletionEntry",
    "Duplicate",
    "Education",
    "EmployerChoice",
    "Erasure",
    "Experience",
    "Import",
    "ImportChunk",
    "ImportFile",
    "ImportRow",
    "Language",
    "LegalHold",
    "Mention",
    "Merge",
    "Outcome",
    "Profile",
    "ProfileVector",
    "Role",
    "Skill",
    "SourceRecord",
]
