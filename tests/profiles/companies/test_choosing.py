"""What a person says of an employer stands, for the entry that it was said of and no other."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from config.audit.models import SYSTEM
from profiles import merges
from profiles.canonical import Experience as Entry
from profiles.companies import choosing
from profiles.companies.choosing import NoCompany
from profiles.companies.listing import matching
from profiles.companies.records import add_alias, merge_companies
from profiles.imports import store
from profiles.imports.batches import check_constraints
from profiles.merges import CannotMerge
from profiles.models import Company, CompanyAlias, EmployerChoice, Experience, Merge, Profile
from profiles.sources import Record
from tests.factories import career

pytestmark = pytest.mark.django_db

CTO = Entry(title="CTO", company="Acme", start="2019-03")
ADVISOR = Entry(title="Advisor", company="Acme", start="2012")


def told(*entries: Entry, key: str = "1", source: str = "shortlist") -> int:
    """The id of the profile of which a source says this."""
    person = career(experience=entries, linkedin_url=f"linkedin.com/in/imara-{key}", email="")
    record = Record(source, key, {"entries": [entry.model_dump() for entry in entries]}, person)
    profile_id = store(record).profile_id
    assert profile_id
    return profile_id


def correct(profile_id: int, title: str = "CTO", to: str = "Acme of Japan") -> None:
    entry = Experience.objects.get(profile=profile_id, title=title)
    choosing.choose_employer(entry, to, is_new=True, actor=SYSTEM)


def corrected(*profile_ids: int) -> list[tuple[str, str | None]]:
    """Title and employer of the entries that a person has corrected."""
    chosen = Experience.objects.filter(profile__in=profile_ids, employer_chosen=True)
    return list(chosen.order_by("profile", "position").values_list("title", "employer__name"))


def linked(titles: Iterable[str], profile_id: int) -> list[str | None]:
    entries = Experience.objects.filter(profile=profile_id, title__in=titles).order_by("position")
    return list(entries.values_list("employer__name", flat=True))


def test_a_correction_stands_when_a_source_writes_the_name_otherwise() -> None:
    profile_id = told(CTO)
    correct(profile_id)
    told(CTO.model_copy(update={"company": "ACME Inc."}))
    assert corrected(profile_id) == [("CTO", "Acme of Japan")]


def test_a_correction_comes_back_with_an_entry_that_was_gone() -> None:
    profile_id = told(CTO, ADVISOR)
    correct(profile_id)
    told(ADVISOR)
    told(CTO, ADVISOR)
    assert corrected(profile_id) == [("CTO", "Acme of Japan")]


@pytest.mark.parametrize(
    "changed",
    [{"title": "Chief Technology Officer"}, {"start": "2019"}, {"start": None}, {"is_current": True}],
    ids=["title", "less exact start", "no start", "current"],
)
def test_a_correction_stands_when_a_source_tells_the_entry_otherwise(changed: dict[str, Any]) -> None:
    profile_id = told(CTO, ADVISOR)
    correct(profile_id)
    told(CTO.model_copy(update=changed), ADVISOR)
    assert [employer for _, employer in corrected(profile_id)] == ["Acme of Japan"]
    assert linked(["Advisor"], profile_id) == ["Acme"]


def test_a_correction_of_one_entry_is_none_of_the_other_at_that_company() -> None:
    profile_id = told(CTO, ADVISOR)
    correct(profile_id)
    told(Entry(title="CEO", company="Zeta", start="2024"), CTO, ADVISOR)
    assert corrected(profile_id) == [("CTO", "Acme of Japan")]
    told(ADVISOR)
    assert corrected(profile_id) == []


def test_no_company_is_an_answer_that_stands() -> None:
    profile_id = told(CTO)
    choosing.choose_employer(Experience.objects.get(), "", actor=SYSTEM)
    told(Entry(title="CEO", company="Zeta"), CTO)
    assert corrected(profile_id) == [("CTO", None)]


def test_the_last_word_on_an_entry_holds() -> None:
    profile_id = told(CTO)
    correct(profile_id)
    correct(profile_id, to="Acme of Korea")
    told(Entry(title="CEO", company="Zeta"), CTO)
    assert corrected(profile_id) == [("CTO", "Acme of Korea")]


def test_of_a_person_who_is_gone_nothing_is_corrected() -> None:
    entry = Experience.objects.get(profile=told(CTO))
    Profile.objects.all().delete()
    with pytest.raises(NoCompany, match="no longer here"):
        choosing.choose_employer(entry, "Zeta", is_new=True, actor=SYSTEM)


def test_a_correction_means_the_company_that_the_chosen_one_became_part_of() -> None:
    profile_id = told(CTO)
    correct(profile_id)
    told(ADVISOR)
    merge_companies(Company.objects.get(name="Acme"), Company.objects.get(name="Acme of Japan"))
    told(CTO)
    assert corrected(profile_id) == [("CTO", "Acme")]


def test_the_database_takes_a_start_that_is_a_date_only() -> None:
    profile_id = told(CTO)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmployerChoice.objects.create(profile_id=profile_id, start="soon")


# --- through merges ------------------------------------------------------------------------------


def merge(kept: int, merged: int) -> Merge:
    return merges.merge(kept, merged, rule=Merge.Rule.PERSON, actor=SYSTEM)


def test_a_merge_brings_a_correction_to_that_entry_alone_and_undo_takes_it_back() -> None:
    merged, kept = told(CTO, key="2"), told(CTO, ADVISOR, key="1")
    correct(merged)
    done = merge(kept, merged)
    assert corrected(kept) == [("CTO", "Acme of Japan")]
    merges.undo(done, actor=SYSTEM)
    assert corrected(kept) == []
    assert linked(["CTO"], kept) == ["Acme"]
    assert corrected(merged) == [("CTO", "Acme of Japan")]


def test_undo_leaves_what_was_corrected_since() -> None:
    kept, merged = told(CTO, key="1"), told(CTO, key="2")
    correct(kept)
    done = merge(kept, merged)
    correct(kept, to="Acme of Korea")
    merges.undo(done, actor=SYSTEM)
    assert corrected(kept) == [("CTO", "Acme of Korea")]


def test_undo_brings_corrections_back_to_a_career_that_was_imported_again_meanwhile() -> None:
    kept, merged = told(CTO, key="1"), told(ADVISOR, key="2")
    correct(merged, "Advisor")
    done = merge(kept, merged)
    told(Entry(title="CEO", company="Zeta"), ADVISOR, key="2")
    merges.undo(done, actor=SYSTEM)
    assert corrected(merged) == [("Advisor", "Acme of Japan")]


def test_a_merge_is_undone_though_the_chosen_company_became_part_of_another() -> None:
    kept, merged = told(CTO, key="1"), told(ADVISOR, key="2")
    correct(merged, "Advisor")
    done = merge(kept, merged)
    merge_companies(Company.objects.get(name="Acme"), Company.objects.get(name="Acme of Japan"))
    merges.undo(done, actor=SYSTEM)
    check_constraints()
    assert corrected(merged) == [("Advisor", "Acme")]


def test_what_only_the_commit_would_refuse_is_no_undo() -> None:
    kept, merged = told(CTO, key="1"), told(ADVISOR, key="2")
    done = merge(kept, merged)
    pairs = [[kept, 90, "dismissed", 999_999]]  # decided by a user who has gone since
    Merge.objects.update(moved={**done.moved, "before": {**done.moved["before"], "pairs": pairs}})
    with pytest.raises(CannotMerge):
        merges.undo(done, actor=SYSTEM)


# --- every company can be chosen -----------------------------------------------------------------


def namesakes() -> tuple[Company, Company]:
    profile_id = told(
        Entry(title="CTO", company="Acme", company_url="linkedin.com/company/acme-sweden"),
        Entry(title="CIO", company="Acme", company_url="linkedin.com/company/acme-japan"),
    )
    first, second = (Experience.objects.get(profile=profile_id, title=title).employer for title in ("CTO", "CIO"))
    assert first
    assert second
    return first, second


@pytest.mark.parametrize(
    "text", ["linkedin.com/company/acme-japan", "https://jp.linkedin.com/company/Acme-Japan/about"]
)
def test_a_company_is_chosen_by_its_linkedin_page(text: str) -> None:
    _, second = namesakes()
    assert choosing.named(text, is_new=False) == second


def test_a_page_that_no_company_bears_names_none() -> None:
    with pytest.raises(NoCompany, match="No company here"):
        choosing.named("linkedin.com/company/nobody", is_new=False)
    with pytest.raises(NoCompany, match="name"):
        choosing.named("linkedin.com/company/nobody", is_new=True)
    assert not Company.objects.exists()


def test_the_form_as_it_comes_means_the_company_that_stands_there(signed_in: Client) -> None:
    first, second = namesakes()
    address = f"/candidates/{Profile.objects.get().pk}/employers/"
    page = signed_in.get(address).content.decode()
    for company in (first, second):
        assert f'value="{company.sign}"' in page
        assert choosing.named(company.sign, is_new=False) == company


def test_namesakes_are_found_and_suggested_each_by_its_own_sign(signed_in: Client) -> None:
    first, second = namesakes()
    assert set(matching("acme")) == {first, second}
    assert set(matching("linkedin.com/company/acme-japan")) == {second}
    options = signed_in.get("/companies/suggestions/?company=acme").content.decode()
    assert f'value="{second.sign}"' in options


# --- what changed while somebody was looking -----------------------------------------------------


def acme() -> Company:
    company = Company.objects.create(name="Acme")
    add_alias(company, "Acme")
    return company


def test_a_name_added_leaves_facts_that_came_in_meanwhile() -> None:
    seen = acme()
    add_alias(Company.objects.create(name="Apex"), "Apex")
    Company.objects.filter(pk=seen.pk).update(industry="Software", source="apollo")
    choosing.also_called(seen, "Apex", is_same=True, actor=SYSTEM)
    company = Company.objects.get()
    assert (company.industry, company.source) == ("Software", "apollo")


def test_a_company_that_became_part_of_another_meanwhile_does_not_come_back() -> None:
    seen, other = acme(), Company.objects.create(name="Zeta")
    alias = CompanyAlias.objects.get()
    add_alias(Company.objects.create(name="Apex"), "Apex")
    merge_companies(other, Company.objects.get(pk=seen.pk))
    with pytest.raises(NoCompany, match="no longer here"):
        choosing.also_called(seen, "Apex", actor=SYSTEM)
    with pytest.raises(NoCompany, match="no longer here"):
        choosing.no_longer_called(alias, actor=SYSTEM)
    assert not Company.objects.filter(pk=seen.pk).exists()
