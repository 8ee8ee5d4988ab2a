"""The fit scores on the page of one person: one per role, and for one of them what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from profiles.models import Profile, Role
from scoring import fitting
from scoring.fit.suggesting import suggested_titles
from scoring.fit.telling import Telling, telling
from scoring.models import FitScore, Rubric


@dataclass(frozen=True)
class RoleFit:
    rubric: Rubric
    score: FitScore

    @property
    def role(self) -> Role:
        return self.rubric.role

    @property
    def bands(self) -> list[dict[str, Any]]:
        bands: list[dict[str, Any]] = self.rubric.definition["bands"]
        return bands

    @property
    def earlier(self) -> QuerySet[FitScore]:
        """As they were made by versions that are no longer active, the newest version first."""
        retired = Rubric.objects.retired().filter(role=self.role)
        kept = FitScore.objects.filter(profile=self.score.profile_id, rubric__in=retired.values("pk"))
        return kept.select_related("rubric").defer("rubric__definition", "criteria").order_by("-rubric__version")

    @property
    def telling(self) -> Telling:
        return telling(self.score.fit, self.rubric.content)

    @property
    def titles(self) -> tuple[str, ...]:
        return suggested_titles(self.role.slug, self.score.band, self.rubric.content)

    @property
    def categories(self) -> list[tuple[str, int]]:
        return [(category.name, self.score.categories[category.key]) for category in self.rubric.content.categories]


@dataclass(frozen=True)
class Fits:
    roles: list[RoleFit]
    selected: RoleFit | None

    @property
    def better(self) -> RoleFit | None:
        """Another role that suits better than the selected one, by a band at least."""
        best = max(self.roles, key=lambda each: each.score.overall, default=None)
        if best is None or self.selected is None or best.score.band == self.selected.score.band:
            return None
        return best if best.score.overall > self.selected.score.overall else None


def fits_of(profile: Profile, rubrics: Sequence[Rubric], role: Role | None) -> Fits:
    found = fitting.current(profile, rubrics)
    roles = [RoleFit(rubric, found[rubric.pk]) for rubric in rubrics]
    return Fits(roles, next((each for each in roles if each.role == role), None))
