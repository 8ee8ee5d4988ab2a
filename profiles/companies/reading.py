"""Reads a company out of a provider's enrichment answer, or out of our own shape. Pure."""

import re
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from profiles.canonical import clean_text
from profiles.companies.canonical import MAX_ALIASES, CanonicalCompany
from profiles.companies.domains import company_domain
from profiles.companies.figures import dollars, headcounts, storable_heads, year
from profiles.companies.names import company_key
from profiles.companies.shapes import SHAPES, CompanyShape
from profiles.linkedin_urls import linkedin_company_key
from profiles.places import placed
from profiles.sources.extraction import Extraction, distinct, kind
from profiles.sources.mapping import found
from profiles.sources.records import Json, NoPersonError

OUR_SHAPE = "shortlist"
# An answer about one company in its envelope; a person's record has its own keys beside their organization.
_ENVELOPES = ("organization", "company_data", "company")
_OF_A_PERSON = frozenset(
    "name full_name fullName first_name firstName person people employment_history experience".split()
)
_KINDS = {
    "public": "public",
    "publiccompany": "public",
    "publiclyheld": "public",
    "publiclytraded": "public",
    "private": "private",
    "privatecompany": "private",
    "privatelyheld": "private",
    "nonprofit": "non-profit",
    "nonprofitorganization": "non-profit",
    "education": "education",
    "educational": "education",
    "educationalinstitution": "education",
    "government": "government",
    "governmentagency": "government",
    "partnership": "partnership",
    "selfowned": "self-owned",
    "selfemployed": "self-owned",
    "soleproprietorship": "self-owned",
}
_FOLLOWERS = re.compile(r"^[^|]{1,300}\| [\d.,]+ followers on LinkedIn\.?\s*", re.IGNORECASE)
_MASKED = re.compile(r"\*\w|\w\*(?!\w*\w)|\*\*")
_REAL_ASTERISK = re.compile(r"\b(?:E\*TRADE|A\*STAR)\b", re.IGNORECASE)


class NoCompanyError(NoPersonError):
    """Raised while reading one company; its text is the refusal's reason."""


def recognises(document: Json) -> str | None:
    """The name of the source whose shape of a company this is; None where it is none that is known."""
    if not isinstance(document, dict):
        return None
    inside = _unwrapped(document)
    if _is_ours(inside):
        return OUR_SHAPE
    return next((shape.source for shape in SHAPES if shape.recognises(inside)), None)


def read_company(document: Json) -> tuple[str, CanonicalCompany, tuple[str, ...]]:
    """The source, the company, and a warning for each value that was left out. Raises NoCompanyError."""
    source = recognises(document)
    if source is None:
        raise NoCompanyError("It is in no shape of a company that is known here.")
    inside = _unwrapped(document)
    if source == OUR_SHAPE:
        return source, _company_from(_exact(inside)), ()
    extract = Extraction()
    shape = next(shape for shape in SHAPES if shape.source == source)
    company = _company_from(_values(shape, inside, extract))
    return source, company, tuple(extract.warnings)


def _unwrapped(document: Json) -> Json:
    if document.keys() & _OF_A_PERSON:
        return document
    return next((inside for key in _ENVELOPES if isinstance(inside := document.get(key), dict) and inside), document)


def _is_ours(document: Json) -> bool:
    fields = CanonicalCompany.model_fields.keys()
    return "name" in document and document.keys() <= fields and bool(document.keys() & (fields - _SHARED_WITH_PEOPLE))


_SHARED_WITH_PEOPLE = {"name", "linkedin_url", "city", "region", "country", "description"}


def _exact(document: Json) -> dict[str, Any]:
    """Our own shape, in which what does not fit is refused and not left out."""
    _name(Extraction(), "name", document.get("name"))
    values = dict(document)
    for field in ("domain", "parent_domain"):
        if isinstance(text := values.get(field), str) and text:
            values[field] = company_domain(text)
            if not values[field]:
                raise NoCompanyError(f"{field}: '{text[:200]}' is no company's own website.", field=field, value=text)
    url = values.get("linkedin_url")
    if isinstance(url, str) and url and not linkedin_company_key(url):
        reason = f"linkedin_url: '{url[:200]}' is not a company's LinkedIn address."
        raise NoCompanyError(reason, field="linkedin_url", value=url)
    return values


def _values(shape: CompanyShape, document: Json, extract: Extraction) -> dict[str, Any]:
    name = _name(extract, *found(document, shape.name))
    city, region, country = (
        _line(extract, *found(document, paths)) for paths in (shape.place, shape.region, shape.country)
    )
    city, region, country = placed(city, region, "" if "," in country else country)  # IBM stands in 26 of them
    if shape.all_small:
        name, city, region = map(_capitalised, (name, city, region))
    exact, low, high = _employees(shape, document, extract)
    public = "public" if _line(extract, *found(document, shape.stock_symbol)) else ""
    return {
        "name": name,
        "domain": _domain(extract, *found(document, shape.domain)),
        "linkedin_url": _linkedin(shape, document, extract),
        "industry": _line(extract, *found(document, shape.industry)),
        "employees": exact,
        "employees_low": low,
        "employees_high": high,
        "founded": _number(extract, *found(document, shape.founded), year, "year"),
        "kind": _kind(_line(extract, *found(document, shape.kind))) or public,
        "city": city,
        "region": region,
        "country": country,
        "funding_total_usd": _number(extract, *found(document, shape.funding), dollars, "amount in US dollars"),
        "funding_stage": _stage(_line(extract, *found(document, shape.stage))),
        "parent_name": _line(extract, *found(document, shape.parent_name)),
        "parent_domain": _domain(extract, *found(document, shape.parent_domain)),
        "aliases": _aliases(shape, document, extract, name),
        "description": _FOLLOWERS.sub("", extract.prose(*found(document, shape.description))),
    }


def _name(extract: Extraction, where: str, value: object) -> str:
    text = clean_text(value) if isinstance(value, str) else ""
    if not text:
        what = "" if value in (None, "") or isinstance(value, str) else f": it is {kind(value)}, not text"
        raise NoCompanyError(f"There is no company's name in it (looked in {where}){what}.", field=where)
    if _is_masked(text):
        reason = f"The company's name is masked by its source: '{text[:200]}'."
        raise NoCompanyError(reason, field=where, value=text)
    name = extract.line(where, text) or text[:500]
    if not company_key(name):
        raise NoCompanyError(f"'{text[:200]}' names no company (found in {where}).", field=where, value=text)
    return name


def _is_masked(text: str) -> bool:
    return "*" in text and bool(_MASKED.search(_REAL_ASTERISK.sub("", text)))


def _line(extract: Extraction, where: str, value: object) -> str:
    if isinstance(value, str) and _is_masked(value):
        extract.warn(where, "is masked by its source; left out")
        return ""
    return extract.line(where, value) if where else ""


def _domain(extract: Extraction, where: str, value: object) -> str:
    text = _line(extract, where, value)
    domain = company_domain(text)
    if text and not domain:
        extract.warn(where, f"'{text[:100]}' is no company's own website; left out")
    return domain


def _linkedin(shape: CompanyShape, document: Json, extract: Extraction) -> str:
    where, value = found(document, shape.linkedin_url)
    url = _line(extract, where, value)
    if url and linkedin_company_key(url):
        return url
    if url:
        extract.warn(where, f"'{url[:100]}' is not a company's LinkedIn address; left out")
    where, value = found(document, shape.linkedin_name)
    named = f"https://www.linkedin.com/company/{name}" if (name := _line(extract, where, value)) else ""
    return named if linkedin_company_key(named) else ""


def _employees(shape: CompanyShape, document: Json, extract: Extraction) -> tuple[int | None, int | None, int | None]:
    """A number of members on LinkedIn is no headcount where it contradicts what the company says itself."""
    where, value = found(document, shape.employees)
    exact, low, high = _heads(extract, where, value)
    own, least, most = _heads(extract, *found(document, shape.size))
    if own is None and least is None:
        return exact, low, high
    if exact is not None and not (own or least or 0) <= exact <= (own or most or exact):
        extract.warn(where, f"{exact:,} is not the size that the company gives; left out")
        exact = None
    return exact if own is None else own, least, most


def _heads(extract: Extraction, where: str, value: object) -> tuple[int | None, int | None, int | None]:
    if value in (None, "", [], {}) or value in (0, "0"):
        return None, None, None
    counts = headcounts(value) if not _masked_number(extract, where, value) else (None, None, None)
    if counts is None or not storable_heads(counts):
        extract.warn(where, f"{str(value)[:60]!r} is no number of employees; left out")
        return None, None, None
    return counts


def _number(
    extract: Extraction, where: str, value: object, read: Callable[[object], int | None], what: str
) -> int | None:
    if value in (None, "", [], {}) or value in (0, "0") or _masked_number(extract, where, value):
        return None
    number = read(value)
    if number is None:
        extract.warn(where, f"{str(value)[:60]!r} is no {what}; left out")
    return number


def _masked_number(extract: Extraction, where: str, value: object) -> bool:
    masked = isinstance(value, str) and "*" in value
    if masked:
        extract.warn(where, "is masked by its source; left out")
    return masked


def _kind(text: str) -> str:
    return _KINDS.get(re.sub(r"[^a-z]", "", text.lower()), text)


def _stage(text: str) -> str:
    """ "series_a" as people write it; "Post IPO equity" as it is."""
    if not text.islower():
        return text
    first, *rest = text.replace("_", " ").split()
    return " ".join([first.capitalize(), *(word.upper() if len(word) == 1 else word for word in rest)])


def _aliases(shape: CompanyShape, document: Json, extract: Extraction, name: str) -> tuple[str, ...]:
    names: list[str] = []
    for path in shape.aliases:
        where, value = found(document, path)
        for item in value if isinstance(value, list) else [value]:
            names.append(_line(extract, where, item))
    kept = [alias for alias in distinct(names) if alias.casefold() != name.casefold() and company_key(alias)]
    if len(kept) > MAX_ALIASES:
        extract.warn("aliases", f"has {len(kept)} entries; the first {MAX_ALIASES} were kept")
    return tuple(kept[:MAX_ALIASES])


def _capitalised(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split()) if text.islower() else text


def _company_from(values: dict[str, Any]) -> CanonicalCompany:
    try:
        return CanonicalCompany.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field, message = ".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ")
        reason = f"{field}: {message[:1].lower()}{message[1:]}." if field else f"{message[:1].upper()}{message[1:]}."
        raise NoCompanyError(reason, field=field, value=str(first["input"])[:200]) from None
