"""What a version of a rubric would change, before it is active: everyone scored by it and by the active one, compared.

The scores are kept under that version, as all are; so the numbers are exact, and activating it finds them ready.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction

from config.audit.models import Actor
from config.runs import states
from config.runs.engine import Batch
from config.runs.models import Run
from config.runs.states import Step
from profiles.models import Profile, Role
from scoring import fitting
from scoring.models import Rubric

PREVIEW = "rubric_preview"
KEPT_DRAFTS = 3  # of a role; a preview of a fourth forgets the scores of the oldest
MOST_MOVERS = 20
_FORGOTTEN_AT_ONCE = 2_000


class NothingToCompare(Exception):
    """The message says what is missing."""


@dataclass(frozen=True)
class Mover:
    profile_id: int
    name: str
    before: int
    after: int
    band_before: str
    band_after: str


@dataclass(frozen=True)
class Effect:
    """`compared` of `people` were scored by both versions from the same input; `matrix` has people from band to band.

    `median` and `confidence` are after minus before; `correlation` is Spearman's, None where all have the same score.
    """

    people: int
    compared: int
    matrix: list[tuple[str, list[int]]]
    bands: list[str]
    median: float | None
    confidence: float | None
    correlation: float | None
    rising: list[Mover]
    falling: list[Mover]

    @property
    def moved(self) -> int:
        """People whose band has another name."""
        return self.compared - sum(row[self.bands.index(name)] for name, row in self.matrix if name in self.bands)

    @property
    def rows(self) -> Iterator[tuple[str, list[tuple[bool, int]], int]]:
        """A band with its people by their band then, those who stay marked, and in all."""
        for name, row in self.matrix:
            yield name, [(name == other, people) for other, people in zip(self.bands, row, strict=True)], sum(row)

    @property
    def totals(self) -> list[int]:
        return [sum(row[place] for _, row in self.matrix) for place in range(len(self.bands))]

    @property
    def up(self) -> int | None:
        """People in a higher band; None where the versions have other bands."""
        return self._beside_the_diagonal(lambda before, after: after < before)

    @property
    def down(self) -> int | None:
        return self._beside_the_diagonal(lambda before, after: after > before)

    def _beside_the_diagonal(self, counts: Callable[[int, int], bool]) -> int | None:
        if [name for name, _ in self.matrix] != self.bands:
            return None
        rows = enumerate(row for _, row in self.matrix)
        return sum(people for before, row in rows for after, people in enumerate(row) if counts(before, after))


@transaction.atomic
def begin(rubric: Rubric, *, actor: Actor) -> Run:
    """In the background; the one that is under way, where there is one. Raises NothingToCompare."""
    active = Rubric.objects.active_for(rubric.role)
    if active is None or active == rubric:
        raise NothingToCompare("There is no other version that is active.")
    if not (active.is_measured and rubric.is_measured):
        raise NothingToCompare("One of the two versions does not say what an office of the role is about.")
    Role.objects.select_for_update(no_key=True).get(pk=rubric.role_id)  # of two at once, the second finds the first's
    if (run := latest(rubric)) and not run.is_finished:
        return run
    ids, total = [active.pk, rubric.pk], Profile.objects.count()
    return states.start(PREVIEW, f"Effect of {rubric}", actor=actor, total=total, rubrics=ids, preview=rubric.pk)


def latest(rubric: Rubric) -> Run | None:
    return Run.objects.filter(kind=PREVIEW, parameters__preview=rubric.pk).order_by("-id").first()


def previewing(run: Run) -> Iterator[Batch]:
    rubric = Rubric.objects.get(pk=run.parameters["preview"])
    others = Rubric.objects.drafts().filter(role=rubric.role_id).exclude(pk=rubric.pk).order_by("-version")
    for old in others[KEPT_DRAFTS - 1 :]:
        while fitting.has_scores(old):
            yield partial(_forget, old)
    yield from fitting.scoring_all(run)


def _forget(rubric: Rubric) -> Step:
    fitting.forget(rubric, at_most=_FORGOTTEN_AT_ONCE)
    return Step()


def effect(rubric: Rubric, active: Rubric) -> Effect:
    """In one query, so that all numbers are of the same moment."""
    with connection.cursor() as cursor:
        cursor.execute(_EFFECT, {"after": rubric.pk, "before": active.pk, "most": MOST_MOVERS})
        told = json.loads(cursor.fetchone()[0])
    before, after = ([band.name for band in each.content.bands] for each in (active, rubric))
    cells = {(cell["band_before"], cell["band_after"]): cell["people"] for cell in told["cells"] or ()}
    return Effect(
        people=told["people"],
        compared=told["compared"],
        matrix=[(name, [cells.get((name, other), 0) for other in after]) for name in before],
        bands=after,
        median=told["median"],
        confidence=told["confidence"],
        correlation=told["correlation"],
        rising=[Mover(**mover) for mover in told["rising"] or ()],
        falling=[Mover(**mover) for mover in told["falling"] or ()],
    )


# Pairs rest on the same input, or the difference would be one of careers, too. Ranks of equal scores are averaged.
_EFFECT = """
WITH pair AS MATERIALIZED (
    SELECT profile_id, old.overall AS before, new.overall AS after, old.band AS band_before, new.band AS band_after,
        new.confidence - old.confidence AS confidence
    FROM scoring_fitscore new
    JOIN scoring_fitscore old USING (profile_id, input_hash)
    JOIN profiles_profile profile ON profile.id = profile_id AND profile.deleted_at IS NULL
    WHERE new.rubric_id = %(after)s AND old.rubric_id = %(before)s
), ranked AS (
    SELECT rank() OVER (ORDER BY before) + count(*) OVER (PARTITION BY before) / 2.0 AS before,
        rank() OVER (ORDER BY after) + count(*) OVER (PARTITION BY after) / 2.0 AS after
    FROM pair
), rising AS (
    SELECT row_number() OVER (ORDER BY before - after, after DESC, profile_id) AS place, *
    FROM pair WHERE after > before ORDER BY place LIMIT %(most)s
), falling AS (
    SELECT row_number() OVER (ORDER BY after - before, after, profile_id) AS place, *
    FROM pair WHERE after < before ORDER BY place LIMIT %(most)s
), mover AS (
    SELECT rising, place, row_to_json(told) AS told
    FROM (SELECT true AS rising, * FROM rising UNION ALL SELECT false, * FROM falling) each
    CROSS JOIN LATERAL (
        SELECT profile_id, full_name AS name, before, after, band_before, band_after
        FROM profiles_profile WHERE id = profile_id
    ) told
)
SELECT json_build_object(
    'people', (SELECT count(*) FROM profiles_profile WHERE deleted_at IS NULL),
    'compared', (SELECT count(*) FROM pair),
    'cells', (SELECT json_agg(cell) FROM (
        SELECT band_before, band_after, count(*) AS people FROM pair GROUP BY band_before, band_after) cell),
    'median', (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY after - before) FROM pair),
    'confidence', (SELECT avg(confidence)::float FROM pair),
    'correlation', (SELECT corr(before, after) FROM ranked),
    'rising', (SELECT json_agg(told ORDER BY place) FROM mover WHERE rising),
    'falling', (SELECT json_agg(told ORDER BY place) FROM mover WHERE NOT rising)
)::text
"""
