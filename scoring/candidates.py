"""Lists of people with their score per role: five or six questions to the database, however long the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet

from config.paging import Page, paginate
from profiles.models import Profile, Role
from scoring.models import UNFINISHED, Candidate, Rubric, ScoringJob

NEWEST, NAME = "newest", "name"
COUNT_LIMIT = 1_000
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Question:
    """What a list is asked for. `sort` is newest, name, or a role's slug: by its score, highest first."""

    text: str = ""
    sort: str = NEWEST
    cursor: str = ""

    @classmethod
    def of(cls, text: str, sort: str, cursor: str) -> "Question":
        """From an address, of which nothing is certain."""
        return cls(" ".join(text.replace("\0", " ").split())[:LONGEST_QUERY], sort or NEWEST, cursor)


@dataclass
class Cell:
    """One person's standing for one role: the job whose assessment is shown, and the one under way."""

    role: Role
    shown: ScoringJob | None = None
    unfinished: ScoringJob | None = None


@dataclass(frozen=True)
class Person:
    profile: Profile
    cells: list[Cell]


@dataclass(frozen=True)
class Listing:
    people: list[Person]
    roles: list[Role]
    page: Page[Any]
    sorted_role: Role | None
    total: int = 0

    @property
    def total_is_capped(self) -> bool:
        return self.total > COUNT_LIMIT


def scored_roles() -> list[Role]:
    """The roles that people can be scored for: those with an active rubric."""
    return [rubric.role for rubric in Rubric.objects.active()]


def listing(question: Question) -> Listing:
    roles = scored_roles()
    by_role = next((role for role in roles if role.slug == question.sort), None)
    matching = Profile.objects.named_like(question.text)
    page: Page[Any]
    if by_role:
        scored = _with_total(_scored(matching, by_role, question.text)).select_related("profile")
        page = paginate(scored, "-score", "-profile_id", cursor=question.cursor)
        profiles = [candidate.profile for candidate in page.rows]
    else:
        keys = ("search_name", "id") if question.sort == NAME else ("-id",)
        page = paginate(_with_total(matching), *keys, cursor=question.cursor)
        profiles = page.rows
    total = page.rows[0].total if page.rows else 0
    return Listing(_people(profiles, roles), roles, page, by_role, total)


def _scored(matching: "QuerySet[Profile]", role: Role, text: str) -> "QuerySet[Candidate]":
    scored = Candidate.objects.filter(role=role, profile__deleted_at=None)
    if not text:
        return scored
    # Few matches: collect them first. Many: the walk down the scores meets enough of them soon.
    few = list(matching.order_by().values_list("pk", flat=True)[: COUNT_LIMIT + 1])
    return scored.filter(profile_id__in=few) if len(few) <= COUNT_LIMIT else scored.filter(profile__in=matching)


def _with_total(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """With the number of rows on each, counted once and no further than needed to say "1,000+"."""
    some = ArraySubquery(rows.order_by().values("pk")[: COUNT_LIMIT + 1])
    counted: QuerySet[Any] = rows.annotate(total=Func(some, function="cardinality", output_field=IntegerField()))
    return counted


def _people(profiles: Sequence[Profile], roles: Sequence[Role]) -> list[Person]:
    people = {profile.pk: (profile, {role.pk: Cell(role) for role in roles}) for profile in profiles}
    for job in jobs_on_lists([*people]):
        cell = people[job.profile_id][1].get(job.role_id)
        if cell is None:
            continue
        if job.is_finished:
            cell.shown = job
        else:
            cell.unfinished = job
    return [Person(profile, [*cells.values()]) for profile, cells in people.values()]


def jobs_on_lists(profile_ids: Sequence[int]) -> "QuerySet[ScoringJob]":
    """The jobs that are under way, and those whose assessment stands; oldest first, each with its rubric's bands."""
    stands = Candidate.objects.filter(assessment=OuterRef("assessment"))
    return (
        ScoringJob.objects.filter(Q(status__in=UNFINISHED) | Exists(stands), profile_id__in=profile_ids)
        .select_related("assessment")
        .annotate(bands=F("rubric__definition__bands"))
        .defer("prompt", "facts", "flags", "assessment__ratings", "assessment__summary")
        .order_by("id")
    )
