"""Companies for other systems."""

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Query, Router, Schema, Status

from config.access.keys import KeyWith
from config.access.problems import Problem
from config.audit.models import Actor, AuditEvent, record
from config.paging import Cursor, PageSize, first_of
from profiles.companies import reading
from profiles.companies.domains import company_domain
from profiles.companies.listing import matching
from profiles.companies.records import find, store_companies
from profiles.imports.batches import one_writer
from profiles.models import Company, Outcome, Profile
from profiles.sources import CompanyRecord
from profiles.storable import storable

router = Router(tags=["companies"])


class CompanyDetail(Schema):
    id: int
    name: str
    domain: str | None
    linkedin_url: str
    industry: str
    employees: int | None
    employees_low: int | None
    employees_high: int | None
    founded: int | None
    kind: str
    city: str
    region: str
    country: str
    funding_total_usd: int | None
    funding_stage: str
    description: str
    parent_id: int | None
    aliases: list[str]
    updated_at: datetime

    @staticmethod
    def resolve_aliases(company: Company) -> list[str]:
        return [alias.name for alias in company.aliases.all()]


class CompanyPage(Schema):
    items: list[CompanyDetail]
    next: int | None


class StoredCompany(Schema):
    id: int
    outcome: Outcome
    warnings: list[str]


class Position(Schema):
    title: str
    company: str
    start: str | None
    end: str | None
    is_current: bool


class PositionAt(Position):
    employer: CompanyDetail | None


class WorkedThere(Schema):
    id: int
    full_name: str
    headline: str
    positions: list[Position]


class PeoplePage(Schema):
    items: list[WorkedThere]
    next: int | None


@router.get("/companies", response=CompanyPage, auth=KeyWith("read"), summary="List companies, newest first")
def list_companies(
    request: HttpRequest, q: Annotated[str, Query(max_length=200)] = "", cursor: Cursor = None, limit: PageSize = 50
) -> dict[str, Any]:
    found = matching(q).prefetch_related("aliases").order_by("-id")
    if cursor:
        found = found.filter(id__lt=cursor)
    page, following = first_of(found, limit)
    return {"items": page, "next": following}


@router.post(
    "/companies",
    response={200: StoredCompany, 201: StoredCompany},
    auth=KeyWith("write"),
    summary="Bring in one company, in our own shape or a provider's",
)
def upsert_company(request: HttpRequest, document: Body[dict[str, Any]]) -> Status[Any]:
    try:
        payload, _ = storable(document)
        if not reading.recognises(payload):
            raise Problem(422, "Refused: this is in no shape of a company that is known here.")
        source, company, warnings = reading.read_company(payload)
    except (ValueError, reading.NoCompanyError) as reason:
        raise Problem(422, f"Refused: {reason}") from None
    with transaction.atomic():
        one_writer()
        (result,) = store_companies([CompanyRecord(source, payload, company, tuple(warnings))])
        if result.outcome is Outcome.REFUSED:
            raise Problem(422, f"Refused: {result.reason}")
        record(AuditEvent.Action.COMPANY_CHANGED, Actor.of(request), f"company:{result.company_id}")
    body = {"id": result.company_id, "outcome": result.outcome, "warnings": list(result.warnings)}
    return Status(201 if result.outcome is Outcome.CREATED else 200, body)


@router.get(
    "/companies/lookup", response=CompanyDetail, auth=KeyWith("read"), summary="The company of a domain or a name"
)
def look_up(
    request: HttpRequest,
    domain: Annotated[str, Query(max_length=300)] = "",
    name: Annotated[str, Query(max_length=500)] = "",
) -> Company:
    if domain and not company_domain(domain):
        raise Problem(422, f"'{domain[:100]}' is not a company's domain.")
    if not domain and not name:
        raise Problem(422, "Give a domain or a name.")
    found = find(domain=company_domain(domain), name="" if domain else name)
    if not found:
        raise Problem(404, "No company is known by that.")
    return found[0]


@router.get("/companies/{int:company_id}", response=CompanyDetail, auth=KeyWith("read"), summary="One company")
def get_company(request: HttpRequest, company_id: int) -> Company:
    return get_object_or_404(Company.objects.prefetch_related("aliases"), pk=company_id)


@router.get(
    "/companies/{int:company_id}/profiles",
    response=PeoplePage,
    auth=KeyWith("read"),
    summary="People who worked at a company, newest first",
)
def list_people(request: HttpRequest, company_id: int, cursor: Cursor = None, limit: PageSize = 50) -> dict[str, Any]:
    company = get_object_or_404(Company, pk=company_id)
    found = Profile.objects.filter(pk__in=company.experience.values("profile")).order_by("-id")
    if cursor:
        found = found.filter(id__lt=cursor)
    people, following = first_of(found, limit)
    positions: dict[int, list[Any]] = {person.pk: [] for person in people}
    for entry in company.experience.filter(profile_id__in=positions).order_by("position"):
        positions[entry.profile_id].append(entry)
    items = [
        {"id": person.pk, "full_name": person.full_name, "headline": person.headline, "positions": positions[person.pk]}
        for person in people
    ]
    return {"items": items, "next": following}


@router.get(
    "/profiles/{int:profile_id}/companies",
    response=list[PositionAt],
    auth=KeyWith("read"),
    summary="A career's positions with the companies that they mean",
)
def list_employers(request: HttpRequest, profile_id: int) -> Any:
    profile = get_object_or_404(Profile, pk=profile_id)
    return profile.experience.select_related("employer").prefetch_related("employer__aliases")
