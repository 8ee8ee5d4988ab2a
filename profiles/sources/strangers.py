"""Names what a JSON object is when it is no person: people drop all sorts of files."""

from typing import Any

from profiles.sources.records import Json

_COMPANY = {
    "annual_revenue",
    "company_data",
    "company_size",
    "company_size_on_linkedin",
    "company_type",
    "domain",
    "employee_count",
    "employees_count",
    "employees_in_linkedin",
    "estimated_num_employees",
    "founded_year",
    "funding_stages",
    "industries",
    "naics",
    "naics_code",
    "organization_type",
    "primary_domain",
    "specialities",
    "universal_name_id",
}
_COMPANY_INSIDE = ("organization", "company", "account")
_JOB = {"jobDescription", "qualifications", "responsibilities", "salary"}
_ERROR = ("error", "errors", "error_message", "message", "detail", "fault")
_NAMES = ("name", "full_name", "fullName", "firstName", "first_name")


def is_company(item: Json) -> bool:
    kinds = ("Organization", "Corporation", "EducationalOrganization")
    at_company = "linkedin.com/company/" in str(item.get("linkedin_url"))
    return at_company or bool(item.keys() & _COMPANY) or item.get("@type") in kinds


def what_it_is(item: Json) -> str:
    """One sentence for an object that is in no known shape of a person."""
    if "openapi" in item or "swagger" in item:
        return "This is an API description (OpenAPI), not a person."
    if "json-schema.org" in str(item.get("$schema")) and ("properties" in item or "definitions" in item):
        return "This is a JSON Schema, the description of a format, not a person."
    if not any(item.get(key) for key in _NAMES) and (message := _error(item)):
        return f"This is an error answer from the provider: {message}"
    if is_company(item) or any(isinstance(item.get(key), dict) for key in _COMPANY_INSIDE):
        return "This is a company record, not a person."
    if "title" in item and item.keys() & _JOB:
        return "This is a job description, not a person."
    if not any(item.get(key) for key in _NAMES):
        return "There is no person's name in it (looked in basics.name, name, full_name, firstName)."
    fields = ", ".join(list(item)[:8])
    return f"It is in no shape of a person that is known here (its fields are {fields})."


def _error(item: Json) -> str:
    for key in _ERROR:
        if text := _text(item.get(key)):
            return text if len(text) <= 300 else f"{text[:300]}…"
    return ""


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        return next((text for key in ("message", "detail", "type") if (text := _text(value.get(key)))), "")
    return value.strip() if isinstance(value, str) else ""
