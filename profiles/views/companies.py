from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config.audit.models import Actor
from config.pages import Request
from profiles.companies import choosing
from profiles.companies.choosing import NoCompany
from profiles.companies.listing import companies, employees, matching, people_at
from profiles.models import Company, CompanyAlias, Experience, Profile
from profiles.provenance import LABELS

LONGEST_QUERY = 200
SUGGESTED = 10


@require_GET
def company_list(request: Request) -> HttpResponse:
    text = _searched(request.GET.get("name", ""))
    page = companies(text, request.GET.get("cursor", ""))
    people = people_at([company.pk for company in page.rows])
    rows = [(company, people.get(company.pk, 0)) for company in page.rows]
    return render(request, "companies/list.html", {"text": text, "page": page, "rows": rows})


@require_GET
def company(request: Request, company_id: int) -> HttpResponse:
    found = get_object_or_404(Company.objects.select_related("parent").prefetch_related("aliases"), pk=company_id)
    page, people = employees(found, request.GET.get("cursor", ""))
    names = [alias for alias in found.aliases.all() if not choosing.is_own_name(alias)]
    context = {"company": found, "names": names, "page": page, "people": people}
    return render(request, "companies/page.html", {**context, "source": LABELS.get(found.source, found.source)})


@require_GET
def suggestions(request: Request) -> HttpResponse:
    """Options for a field in which a company is named: by its sign, which no other has."""
    text = _searched(request.GET.get("company", ""))
    found = matching(text).order_by("name", "pk")[:SUGGESTED] if text else ()
    return render(request, "companies/_options.html", {"companies": found})


@require_POST
def add_name(request: Request, company_id: int) -> HttpResponse:
    found = get_object_or_404(Company, pk=company_id)
    name, is_same = request.POST.get("name", ""), "same" in request.POST
    try:
        known = choosing.also_called(found, name, is_same=is_same, actor=Actor.of(request))
    except choosing.IsAnother as another:
        people = people_at([another.other.pk]).get(another.other.pk, 0)
        context = {"company": found, "name": name, "other": another.other, "people": people}
        return render(request, "companies/same.html", context)
    except choosing.IsKnown as problem:
        page = reverse("company", args=[problem.other.pk])
        messages.error(request, format_html('{} <a href="{}">Open {}</a>', problem, page, problem.other))
    except NoCompany as problem:
        messages.error(request, str(problem))
    else:
        messages.info(request, _told_of_name(found, " ".join(name.split()), known))
    return redirect("company", company_id)


def _told_of_name(company: Company, name: str, known: CompanyAlias | None) -> str:
    if known is None:
        return f"“{name}” now means {company}."
    if known.name == name:
        return f"“{name}” means {company} already."
    return f"“{name}” means {company} already: it is the same name here as “{known.name}”."


@require_POST
def remove_name(request: Request, company_id: int, alias_id: int) -> HttpResponse:
    alias = get_object_or_404(CompanyAlias.objects.select_related("company"), pk=alias_id, company_id=company_id)
    try:
        choosing.no_longer_called(alias, actor=Actor.of(request))
    except NoCompany as problem:
        messages.error(request, str(problem))
    else:
        messages.info(request, f"“{alias.name}” no longer means {alias.company.name}.")
    return redirect("company", company_id)


@require_GET
def employers(request: Request, profile_id: int) -> HttpResponse:
    """Which company each position of a career means."""
    profile = get_object_or_404(Profile, pk=profile_id)
    return _employers(request, profile)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_employer(request: Request, profile_id: int, experience_id: int) -> HttpResponse:
    if request.method != "POST":  # the address that a refused choice leaves in the browser, opened again
        return redirect("profile-employers", profile_id)
    entry = get_object_or_404(Experience, pk=experience_id, profile_id=profile_id, profile__deleted_at=None)
    text, is_new = request.POST.get("company", ""), "new" in request.POST
    try:
        chosen = choosing.choose_employer(entry, text, is_new=is_new, actor=Actor.of(request))
    except NoCompany as problem:
        refused = {"entry_id": entry.pk, "text": text, "is_new": is_new, "problem": str(problem)}
        return _employers(request, get_object_or_404(Profile, pk=profile_id), refused)
    messages.info(request, f"“{entry.company}” now means {chosen or 'no company'}. No import changes it.")
    return redirect("profile-employers", profile_id)


def _employers(request: Request, profile: Profile, refused: dict[str, Any] | None = None) -> HttpResponse:
    entries = profile.experience.select_related("employer")
    context = {"profile": profile, "entries": entries, "refused": refused}
    return render(request, "companies/employers.html", context)


def _searched(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:LONGEST_QUERY]
