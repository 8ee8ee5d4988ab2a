"""A person's word on which company an entry of a career means, and on what a company is called."""

from django.db import transaction

from config.audit.models import Actor, AuditEvent, record
from config.outbox.models import OutboxEvent, announce
from profiles.companies.chosen import apply_choices
from profiles.companies.domains import typed_domain
from profiles.companies.names import company_key
from profiles.companies.records import add_alias, find, merge_companies
from profiles.imports.batches import one_writer
from profiles.linkedin_urls import linkedin_company_key
from profiles.models import Company, CompanyAlias, EmployerChoice, Experience, Profile


class NoCompany(Exception):
    """What was typed names no company; the message is for people."""


@transaction.atomic
def choose_employer(entry: Experience, text: str, *, is_new: bool = False, actor: Actor) -> Company | None:
    """Link an entry to the company that `text` names (as `named` takes it), or to none; no import changes it again.

    A company that is not here yet is made only where it is said to be new: it might be a slip of the pen. Raises
    NoCompany.
    """
    one_writer()
    if not Profile.objects.filter(pk=entry.profile_id).exists():
        raise NoCompany("This person is no longer here.")
    company = named(text, is_new=is_new) if text.strip() else None
    EmployerChoice.objects.create(
        profile_id=entry.profile_id, company=entry.company, title=entry.title, start=entry.start, employer=company
    )
    apply_choices([entry.profile_id])
    record(AuditEvent.Action.EMPLOYER_CHOSEN, actor, f"profile:{entry.profile_id}", company=company and company.pk)
    announce("profile", OutboxEvent.Change.CHANGED, [entry.profile_id])
    return company


def named(text: str, *, is_new: bool) -> Company:
    """The company of that domain, LinkedIn page or name."""
    page = linkedin_company_key(text) or ""
    domain = "" if page else typed_domain(text)
    name = "" if page or domain else " ".join(text.split())[:500]
    if not page and not domain and not company_key(name):
        raise NoCompany(f"“{text.strip()[:100]}” names no company.")
    if found := find(domain=domain, linkedin_url=page, name=name):
        return found[0]
    if not is_new:
        raise NoCompany(
            f"No company here is called “{text.strip()[:100]}”. Choose one of those that are suggested as you type, "
            "or say that it is new."
        )
    if page:
        raise NoCompany("A LinkedIn page does not say what the company is called. Give its name or its domain.")
    company = Company.objects.create(name=name or domain, domain=domain or None)
    add_alias(company, company.name)
    return company


class IsAnother(NoCompany):
    """The name is that of `other`, of which nothing else is known: it becomes part of the company, if that is meant."""

    def __init__(self, other: Company) -> None:
        super().__init__(f"“{other}” is a company here, too.")
        self.other = other


class IsKnown(NoCompany):
    """The name is that of `other`, of which more is known: it becomes part of no company."""

    def __init__(self, company: Company, alias: CompanyAlias) -> None:
        self.other = other = alias.company
        if not is_own_name(alias):
            text = f"“{alias.name}” is also what {other} is called. Take the name away on its page first."
        elif _is_only_a_name(company):
            text = f"{other} is a company of its own here. If {company} is the same, add “{company}” there."
        else:
            text = f"{other} is a company of its own here, and more than its name is known of both: they stay two."
        super().__init__(text)


@transaction.atomic
def also_called(company: Company, name: str, *, is_same: bool = False, actor: Actor) -> CompanyAlias | None:
    """From now on `name` means this company in careers that come in; returned is the name by which it did so already.

    Where the name belongs to a company that is known by nothing else, that one becomes part of this if it is said to be
    the same. Raises NoCompany.
    """
    one_writer()
    company = _still_here(company.pk)
    name = " ".join(name.split())[:500]
    if not name:
        raise NoCompany(f"Give the name by which {company} is known, too.")
    key = company_key(name)[:500]
    if not key:
        raise NoCompany(f"“{name[:100]}” names no company.")
    alias = CompanyAlias.objects.select_related("company").filter(key=key).first()
    if alias is None:
        add_alias(company, name)
    elif alias.company_id == company.pk:
        return alias
    elif not _is_only_a_name(alias.company):
        raise IsKnown(company, alias)
    elif is_same:
        merge_companies(company, alias.company)
    else:
        raise IsAnother(alias.company)
    record(AuditEvent.Action.COMPANY_CHANGED, actor, f"company:{company.pk}")
    announce("company", OutboxEvent.Change.CHANGED, [company.pk])
    return None


def _is_only_a_name(company: Company) -> bool:
    return not (company.domain or company.source or company.linkedin_key)


def _still_here(company_id: int) -> Company:
    """As it is by now: while others wrote, what a page had shown may have changed or become part of another."""
    company = Company.objects.filter(pk=company_id).first()
    if company is None:
        raise NoCompany("This company is no longer here.")
    return company


def is_own_name(alias: CompanyAlias) -> bool:
    return alias.key == company_key(alias.company.name)[:500]


@transaction.atomic
def no_longer_called(alias: CompanyAlias, *, actor: Actor) -> None:
    """The name means another company; entries that came by it are that one's, unless a person has linked them.

    A company keeps its own name. Raises NoCompany.
    """
    one_writer()
    company = _still_here(alias.company_id)
    if not company.aliases.filter(pk=alias.pk).exists():
        raise NoCompany(f"“{alias.name}” is no name of {company} any more.")
    alias.company = company
    if is_own_name(alias):
        raise NoCompany(f"“{alias.name}” is what this company itself is called.")
    written = Experience.objects.filter(employer=company, employer_chosen=False)
    names = [name for name in written.values_list("company", flat=True).distinct() if company_key(name) == alias.key]
    alias.delete()
    if names:
        other = Company.objects.create(name=alias.name)
        add_alias(other, alias.name)
        written.filter(company__in=names).update(employer=other)
    record(AuditEvent.Action.COMPANY_CHANGED, actor, f"company:{company.pk}")
    announce("company", OutboxEvent.Change.CHANGED, [company.pk])
