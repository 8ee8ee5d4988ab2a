"""Companies as they are listed and shown."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from config.paging import Page, paginate
from profiles.companies.domains import typed_domain
from profiles.companies.names import company_key
from profiles.linkedin_urls import linkedin_company_key
from profiles.models import Company, Experience, Profile


def companies(text: str, cursor: str) -> Page[Company]:
    """Newest first; with `text` those of that LinkedIn page or domain, or with a name that has it somewhere."""
    return paginate(matching(text), "-id", cursor=cursor)


def matching(text: str) -> "QuerySet[Company]":
    if page := linkedin_company_key(text):
        return Company.objects.filter(linkedin_key=page)
    if domain := typed_domain(text):
        return Company.objects.filter(domain=domain)
    if text.strip():
        # A text without a key (a legal form alone) is looked for as it stands.
        called = Company.objects.filter(aliases__key__contains=company_key(text) or text.strip().lower())
        # Of namesakes one has the alias, and all have the name.
        return Company.objects.filter(Q(pk__in=called.values("pk")) | Q(name__icontains=text.strip()))
    return Company.objects.all()


@dataclass(frozen=True)
class Employee:
    """Somebody who worked there, and in which positions."""

    profile: Profile
    entries: list[Experience]


def employees(company: Company, cursor: str) -> tuple[Page[Profile], list[Employee]]:
    """One page of the people who worked at a company: two questions to the database."""
    entries = Experience.objects.filter(employer=company)
    page = paginate(Profile.objects.filter(pk__in=entries.values("profile")), "-id", cursor=cursor)
    by_profile: dict[int, list[Experience]] = {profile.pk: [] for profile in page.rows}
    for entry in entries.filter(profile_id__in=by_profile).order_by("profile_id", "position"):
        by_profile[entry.profile_id].append(entry)
    return page, [Employee(profile, by_profile[profile.pk]) for profile in page.rows]


def people_at(company_ids: list[int]) -> dict[int, int]:
    """How many people of ours worked at each of these."""
    counted = (
        Experience.objects.filter(employer_id__in=company_ids, profile__deleted_at=None)
        .values_list("employer_id")
        .annotate(people=Count("profile_id", distinct=True))
    )
    return {company_id: people for company_id, people in counted if company_id}
