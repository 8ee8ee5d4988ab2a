"""The effect of a version on everyone, before it is active: the same numbers as by hand."""

from collections import Counter
from statistics import correlation, mean, median

import pytest

from config.audit.models import SYSTEM
from config.runs import engine
from profiles.demo import people
from profiles.imports.items import batched
from profiles.imports.single import store_together
from profiles.models import Profile
from profiles.sources import Record
from scoring import fitting, previews
from scoring.models import FitScore, Rubric
from tests.factories import career, rubric_draft, stored_profile

pytestmark = pytest.mark.django_db


def active() -> Rubric:
    return Rubric.objects.get(role__slug="cto", is_active=True)


def demo_people(count: int) -> None:
    told = enumerate(people(count, 3))
    records = (Record("demo", str(number), person.model_dump(mode="json"), person) for number, person in told)
    for batch in batched(records):
        store_together(batch)


def previewed(draft: Rubric) -> previews.Effect:
    previews.begin(draft, actor=SYSTEM)
    engine.work_off_all()
    return previews.effect(draft, active())


def ranks(values: list[int]) -> list[float]:
    """Ties averaged."""
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) - 1) / 2 for value in values]


def test_the_numbers_are_those_of_a_calculation_by_hand() -> None:
    demo_people(30)
    effect = previewed(rubric_draft(functions={"information": 100, "security": 60}))
    scores = {score.profile_id: score for score in FitScore.objects.filter(rubric=active())}
    then = FitScore.objects.filter(rubric__version=3).order_by("profile")
    pairs = [(scores[each.profile_id], each) for each in then]
    assert (effect.people, effect.compared, len(pairs)) == (30, 30, 30)
    cells = Counter((old.band, new.band) for old, new in pairs)
    assert [row for _, row in effect.matrix] == [
        [cells[before, after] for after in effect.bands] for before, _ in effect.matrix
    ]
    assert effect.moved == sum(old.band != new.band for old, new in pairs) > 0
    place = {name: number for number, name in enumerate(effect.bands)}
    assert effect.up == sum(place[new.band] < place[old.band] for old, new in pairs)
    assert effect.down == effect.moved - effect.up
    assert effect.median == median(new.overall - old.overall for old, new in pairs)
    assert effect.confidence == pytest.approx(mean(new.confidence - old.confidence for old, new in pairs))
    before, after = [old.overall for old, _ in pairs], [new.overall for _, new in pairs]
    assert effect.correlation == pytest.approx(correlation(ranks(before), ranks(after)))
    rising = sorted(pairs, key=lambda pair: (pair[0].overall - pair[1].overall, -pair[1].overall, pair[0].profile_id))
    expected = [(new.profile_id, old.overall, new.overall) for old, new in rising if new.overall > old.overall][:20]
    assert [(each.profile_id, each.before, each.after) for each in effect.rising] == expected
    falling = sorted(pairs, key=lambda pair: (pair[1].overall - pair[0].overall, pair[1].overall, pair[0].profile_id))
    expected = [(new.profile_id, old.overall, new.overall) for old, new in falling if new.overall < old.overall][:20]
    assert [(each.profile_id, each.before, each.after) for each in effect.falling] == expected
    assert [each.name for each in effect.falling] == [
        Profile.objects.get(pk=each.profile_id).full_name for each in effect.falling
    ]


def test_margins_of_the_matrix_add_up() -> None:
    demo_people(12)
    effect = previewed(rubric_draft())
    rows = list(effect.rows)
    assert sum(total for _, _, total in rows) == sum(effect.totals) == 12
    assert [[same for same, _ in row].index(True) for _, row, _ in rows] == [0, 1, 2, 3]


def test_versions_with_other_bands_are_compared_by_name() -> None:
    stored_profile()
    effect = previewed(
        rubric_draft(functions=active().definition["functions"], bands=[{"name": "Any", "threshold": 0}])
    )
    assert (effect.moved, effect.up, effect.down, effect.bands) == (1, None, None, ["Any"])


def test_where_all_have_one_score_there_is_no_correlation() -> None:
    stored_profile()
    assert previewed(rubric_draft()).correlation is None


def test_nobody_is_an_effect_of_nothing() -> None:
    effect = previewed(rubric_draft())
    assert (effect.people, effect.compared, effect.moved, effect.median, effect.rising) == (0, 0, 0, None, [])


def test_whose_career_changed_since_is_not_compared() -> None:
    stored_profile("2")
    changed = stored_profile("3")
    draft = rubric_draft()
    previewed(draft)
    stored_profile("3", headline="CISO", experience=career().experience[:1])
    fitting.rescore([changed.pk], [active()], fitting.this_month())  # as the follower does
    effect = previews.effect(draft, active())
    assert (effect.people, effect.compared) == (2, 1)
    assert previewed(draft).compared == 2


def test_who_was_deleted_is_not_compared() -> None:
    gone = stored_profile("2")
    draft = rubric_draft()
    previewed(draft)
    Profile.everyone.filter(pk=gone.pk).update(deleted_at="2026-11-28T00:00Z")
    assert (previews.effect(draft, active()).people, previews.effect(draft, active()).compared) == (0, 0)


def test_a_preview_changes_nobodys_score() -> None:
    profile = stored_profile()
    before = fitting.current(profile, [active()])[active().pk].overall
    previewed(rubric_draft())
    assert fitting.current(profile, fitting.active_rubrics())[active().pk].overall == before


def test_while_one_is_under_way_there_is_no_second() -> None:
    draft = rubric_draft()
    assert previews.begin(draft, actor=SYSTEM) == previews.begin(draft, actor=SYSTEM)


@pytest.mark.parametrize("version", [1, 2])
def test_what_cannot_be_compared_is_refused(version: int) -> None:
    with pytest.raises(previews.NothingToCompare):
        previews.begin(Rubric.objects.get(role__slug="cto", version=version), actor=SYSTEM)


def test_scores_of_old_drafts_are_forgotten_and_never_those_of_what_was_active() -> None:
    stored_profile()
    drafts = [rubric_draft(functions={"security": percent}) for percent in (10, 20, 30, 40)]
    for draft in drafts:
        previewed(draft)
    kept = set(FitScore.objects.values_list("rubric", flat=True))
    assert kept == {active().pk, *(draft.pk for draft in drafts[1:])}
