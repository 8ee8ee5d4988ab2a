"""What a provider's answer to one question comes to: the person or the company that was asked about, or why not."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from profiles.linkedin_urls import linkedin_company_key, linkedin_key
from profiles.sources.reading import parse_document
from profiles.sources.records import CompanyRecord, Record, Refusal

PERSON_PAGE = "linkedin.com/in/"
_MOST_LOOKED_AT = 20


def the_person(answer: object, url: str) -> Record | Refusal:
    """The one who is at this LinkedIn address."""
    found = list(islice(parse_document(answer), _MOST_LOOKED_AT))
    people = [replace(item, where=url) for item in found if isinstance(item, Record)]
    pages = [linkedin_key(person.profile.linkedin_url) or "" for person in people]
    if (asked := linkedin_key(url)) in pages:
        return people[pages.index(asked)]
    if not people:
        return Refusal(url, f"The provider’s answer holds no person. {_reason(found, 'It is about a company.')}")
    if len(people) > 1:
        return Refusal(url, f"The provider answered about {len(people)} people, none of them at this address.")
    if pages[0].startswith(PERSON_PAGE):
        reason = "The provider answered about somebody else."
        return Refusal(url, reason, "linkedin_url", people[0].profile.linkedin_url)
    doubt = "The provider’s answer has no LinkedIn address; whether it is about the person asked for is not certain."
    return replace(people[0], warnings=(*people[0].warnings, doubt))


def the_company(answer: object, where: str, *, page: str, domain: str) -> CompanyRecord | Refusal:
    """The one with this LinkedIn page (`linkedin.com/company/acme`) or this domain, as far as they are known."""
    found = list(islice(parse_document(answer), _MOST_LOOKED_AT))
    told = [replace(item, where=where) for item in found if isinstance(item, CompanyRecord)]
    if len(told) != 1:
        reason = _reason(found, f"It is about {len(told)} companies." if told else "It is about a person.")
        return Refusal(where, f"The provider’s answer holds no company that can be taken. {reason}")
    company = told[0].company
    theirs = linkedin_company_key(company.linkedin_url) or ""
    if page and theirs and not _is_number(page) and not _is_number(theirs):
        other = page != theirs and not (domain and domain == company.domain)
    else:
        other = bool(domain and company.domain) and domain != company.domain
    return Refusal(where, "The provider answered about another company.", "name", company.name) if other else told[0]


def _is_number(page: str) -> bool:
    """LinkedIn knows a company by a number and by a name; the two cannot be compared."""
    return page.rpartition("/")[2].isdigit()


def _reason(found: Sequence[object], otherwise: str) -> str:
    return next((item.reason for item in found if isinstance(item, Refusal)), otherwise)
