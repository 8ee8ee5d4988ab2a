"""Lists of people with their scores per role: six or seven questions to the database, however long the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet

from config.paging import Page, paginate
from profiles.models import Profile, Role
from scoring import fitting
from scoring.models import UNFINISHED, Candidate, FitScore, Rubric, ScoringJob

NEWEST, NAME, _FIT = "newest", "name", "-fit"
COUNT_LIMIT = 1_000
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Question:
    """What a list is asked for. `sort` is newest, name, a role's slug: by what it was assessed at, highest first, or
    that with "-fit" behind it: by the fit score."""

    text: str = ""
    sort: str = NEWEST
    cursor: str = ""

    @classmethod
    def of(cls, text: str, sort: str, cursor: str) -> "Question":
        """From an address, of which nothing is certain."""
        return cls(" ".join(text.replace("\0", " ").split())[:LONGEST_QUERY], sort or NEWEST, cursor)


@dataclass
class Cell:
    """One person's standing for one role: the fit score, the job whose assessment is shown, and the one under way."""

    role: Role
    fit: FitScore | None = None
    shown: ScoringJob | None = None
    unfinished: ScoringJob | None = None

    @property
    def disagrees(self) -> bool:
        return bool(self.fit and self.shown and self.fit.disagrees_with(self.shown.assessment))


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
    by_fit: bool = False
    total: int = 0

    @property
    def total_is_capped(self) -> bool:
        return self.total > COUNT_LIMIT


def listing(question: Question) -> Listing:
    rubrics = list(Rubric.objects.active())
    slug, by_fit = question.sort.removesuffix(_FIT), question.sort.endswith(_FIT)
    by_rubric = next((rubric for rubric in rubrics if rubric.role.slug == slug), None)
    matching = Profile.objects.named_like(question.text)
    page: Page[Any]
    if by_rubric:
        ranked: QuerySet[Any] = (
            FitScore.objects.filter(rubric=by_rubric).defer("criteria", "categories")
            if by_fit
            else Candidate.objects.filter(role=by_rubric.role)
        )
        scored = _with_total(_of(matching, ranked, question.text)).select_related("profile")
        page = paginate(scored, "-overall" if by_fit else "-score", "-profile_id", cursor=question.cursor)
        profiles = [row.profile for row in page.rows]
    else:
        keys = ("search_name", "id") if question.sort == NAME else ("-id",)
        page = paginate(_with_total(matching), *keys, cursor=question.cursor)
        profiles = page.rows
    total = page.rows[0].total if page.rows else 0
    roles = [rubric.role for rubric in rubrics]
    by_role = by_rubric.role if by_rubric else None
    return Listing(_people(profiles, rubrics), roles, page, by_role, by_fit, total)


def _of(matching: "QuerySet[Profile]", scored: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    scored = scored.filter(profile__deleted_at=None)
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


def _people(profiles: Sequence[Profile], rubrics: Sequence[Rubric]) -> list[Person]:
    people = {profile.pk: (profile, {each.role_id: Cell(each.role) for each in rubrics}) for profile in profiles}
    by_id = {rubric.pk: rubric for rubric in rubrics}
    for fit in fitting.stored([*people], rubrics).defer("criteria", "categories"):
        fit.rubric = by_id[fit.rubric_id]
        people[fit.profile_id][1][fit.rubric.role_id].fit = fit
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
