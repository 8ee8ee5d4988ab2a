"""What sources tell of companies, stored: one company once, by domain, else by LinkedIn page, else by name."""

from collections.abc import Sequence
from typing import Any

from django.db import DataError, IntegrityError, transaction

from config.outbox.models import OutboxEvent, announce
from profiles.canonical import sha256
from profiles.companies.canonical import CanonicalCompany
from profiles.companies.names import company_key
from profiles.linkedin_urls import linkedin_company_key
from profiles.models import Company, CompanyAlias, EmployerChoice, Experience, Outcome
from profiles.results import Result
from profiles.sources import CompanyRecord

_FACTS = (
    "industry", "employees", "employees_low", "employees_high", "founded", "kind", "city", "region", "country",
    "funding_total_usd", "funding_stage", "description",
)  # fmt: skip
# Facts that belong together: half of each from two sources would describe no company.
_TOGETHER = (("employees", "employees_low", "employees_high"), ("city", "region", "country"))


def store_companies(records: Sequence[CompanyRecord]) -> list[Result]:
    """In the caller's transaction, which holds `one_writer`. One that the database refuses takes no other with it."""
    results = [_stored_or_refused(record) for record in records]
    changed = {each.company_id for each in results if each.company_id and each.outcome != Outcome.UNCHANGED}
    announce("company", OutboxEvent.Change.CHANGED, sorted(changed))
    return results


def judge_companies(records: Sequence[CompanyRecord]) -> list[Result]:
    """What storing them would do, without doing it."""
    with transaction.atomic():
        results = store_companies(records)
        transaction.set_rollback(True)
    return [Result(result.outcome, result.where, reason=result.reason, warnings=result.warnings) for result in results]


def _stored_or_refused(record: CompanyRecord) -> Result:
    try:
        with transaction.atomic():
            return _stored(record)
    except (IntegrityError, DataError):
        reason = "The database would not take it: it contradicts what is stored already, or is too large."
        return Result(Outcome.REFUSED, record.where, reason=reason, warnings=record.warnings)


def _stored(record: CompanyRecord) -> Result:
    told = record.company
    content_hash = sha256(f"{record.source} {told.content_hash()}")
    found = find(domain=told.domain, linkedin_url=told.linkedin_url, name=told.name)
    if found and found[0].content_hash == content_hash:
        return Result(Outcome.UNCHANGED, record.where, warnings=record.warnings, company_id=found[0].pk)
    company, outcome = (found[0], Outcome.CHANGED) if found else (Company(name=told.name), Outcome.CREATED)
    for other in found[1:]:
        merge_companies(company, other)
    warnings = _tell(company, told)
    parent = _parent(company, told)
    if parent and _owns(company, parent):
        warnings.append(f"{parent} is the company itself or part of it, and not its parent; left out.")
        parent = company.parent
    company.source, company.payload, company.content_hash = record.source, record.payload, content_hash
    company.parent = parent
    company.save()
    for name in (told.name, *told.aliases):
        add_alias(company, name)
    return Result(outcome, record.where, warnings=(*warnings, *record.warnings), company_id=company.pk)


def find(*, domain: str = "", linkedin_url: str = "", name: str = "") -> list[Company]:
    """The company that these signs mean, and after it those that it turns out to be the same as.

    A name alone is the weakest: it means a company only where that one's domain and page do not say otherwise.
    """
    page, key = linkedin_company_key(linkedin_url), company_key(name)
    by_sign = (
        Company.objects.filter(domain=domain).first() if domain else None,
        Company.objects.filter(linkedin_key=page).first() if page else None,
        Company.objects.filter(aliases__key=key).first() if key else None,
    )
    found: list[Company] = []
    for company in filter(None, by_sign):
        signs = [(domain, company.domain), (page, company.linkedin_key)]
        signs += [(first.domain, company.domain) for first in found[:1]]
        signs += [(first.linkedin_key, company.linkedin_key) for first in found[:1]]
        contradicts = any(ours and theirs and ours != theirs for ours, theirs in signs)
        if company not in found and not (contradicts and (found or company is by_sign[2])):
            found.append(company)
    return found


def add_alias(company: Company, name: str) -> bool:
    """Whether the name now means this company; one that means another already is left to it."""
    key = company_key(name)[:500]
    if not key:
        return False
    alias, _ = CompanyAlias.objects.get_or_create(key=key, defaults={"company": company, "name": name})
    return alias.company_id == company.pk


def merge_companies(kept: Company, merged: Company) -> None:
    """Everything that means `merged` means `kept` from now on; facts that only `merged` has are taken over."""
    Experience.objects.filter(employer=merged).update(employer=kept)
    EmployerChoice.objects.filter(employer=merged).update(employer=kept)
    CompanyAlias.objects.filter(company=merged).update(company=kept)
    Company.objects.filter(parent=merged).exclude(pk=kept.pk).update(parent=kept)
    parent = merged.parent if kept.parent_id in (None, merged.pk) else kept.parent
    kept.parent = None if _owns(kept, parent) else parent
    taken = {field: getattr(merged, field) for field in (*_FACTS, "domain", "linkedin_url")}
    merged.delete()
    for field, value in taken.items():
        if getattr(kept, field) in (None, ""):
            setattr(kept, field, value)
    kept.save(update_fields=[*taken, "parent"])


def _tell(company: Company, told: CanonicalCompany) -> list[str]:
    """Warnings: what of it the company did not get."""
    warnings = []
    company.name = told.name
    company.domain = told.domain or company.domain
    if page := linkedin_company_key(told.linkedin_url):
        bearer = Company.objects.filter(linkedin_key=page).exclude(pk=company.pk).first()
        if bearer:
            warnings.append(f"{page} is the page of another company here, {bearer}, and stays there.")
        else:
            company.linkedin_url = told.linkedin_url
    said: dict[str, Any] = {field: value for field in _FACTS if (value := getattr(told, field)) not in (None, "")}
    for group in _TOGETHER:
        if any(field in said for field in group):
            said |= {field: getattr(told, field) for field in group}
    for field, value in said.items():
        setattr(company, field, value)
    return warnings


def _parent(company: Company, told: CanonicalCompany) -> Company | None:
    if not told.parent_name and not told.parent_domain:
        return company.parent
    if told.parent_domain and told.parent_domain == told.domain:
        return company
    if found := find(domain=told.parent_domain, name=told.parent_name):
        return found[0]
    parent = Company.objects.create(name=told.parent_name or told.parent_domain, domain=told.parent_domain or None)
    add_alias(parent, parent.name)
    return parent


def _owns(company: Company, other: Company | None) -> bool:
    """Whether it is the other or above it: no company owns its owner."""
    for _ in range(10):
        if other is None or other.pk == company.pk:
            break
        other = other.parent
    return other is not None and other.pk == company.pk
