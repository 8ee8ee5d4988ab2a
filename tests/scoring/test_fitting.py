"""Fit scores as they are stored, followed, asked for and kept current."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django_rq
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.audit.models import SYSTEM
from config.outbox.models import OutboxEvent, OutboxReader, announce
from config.runs import engine, states
from config.runs.models import Run
from profiles import merges
from profiles.careers import read_careers
from profiles.imports import store
from profiles.models import Company, Merge, Profile
from profiles.personal_data import document_of
from profiles.sources import Record
from scoring import fitting, rubric_versions
from scoring.models import FitScore, Rubric
from tests.concurrency import all_settle, meanwhile, waits_for_a_lock
from tests.factories import career, rubric_draft, stored_profile

pytestmark = pytest.mark.django_db


def scored(profile: Profile, role: str = "cto") -> FitScore:
    return FitScore.objects.get(profile=profile, rubric__role__slug=role, rubric__is_active=True)


def rescored(*profiles: Profile) -> int:
    return fitting.rescore([profile.pk for profile in profiles], fitting.active_rubrics(), fitting.this_month())


def test_each_role_has_a_rubric_that_says_how_its_criteria_are_read() -> None:
    rubrics = fitting.active_rubrics()
    assert {rubric.role.slug for rubric in rubrics} == {"cto", "cio", "ciso"}
    assert all(criterion.measures for rubric in rubrics for criterion in rubric.content.criteria)


def test_a_score_is_stored_once_per_rubric_and_an_unchanged_one_is_not_touched() -> None:
    profile = stored_profile()
    assert rescored(profile) == 3
    assert rescored(profile) == 0
    row = scored(profile)
    assert (row.as_of, row.profile_hash, row.engine) == (fitting.this_month(), profile.content_hash, fitting.ENGINE)
    assert 0 < row.overall <= 100
    assert row.categories.keys() == {category.key for category in row.rubric.content.categories}


def test_what_is_kept_gives_the_same_fit_again() -> None:
    profile = stored_profile()
    rubrics = fitting.active_rubrics()
    fresh = fitting.current(profile, rubrics)
    rescored(profile)
    stored = fitting.current(profile, rubrics)
    for rubric in rubrics:
        assert (fresh[rubric.pk].pk, stored[rubric.pk].pk is None) == (None, False)
        assert stored[rubric.pk].fit == fresh[rubric.pk].fit
        assert [each.key for each in stored[rubric.pk].fit.criteria] == [each.key for each in rubric.content.criteria]


@pytest.mark.django_db(transaction=True)
def test_scores_follow_what_changes() -> None:
    profile = stored_profile()
    all_settle()
    assert fitting.lag() == 1
    assert fitting.follow() == 3
    assert (fitting.lag(), FitScore.objects.count()) == (0, 3)
    before = scored(profile)
    store(Record("shortlist", "1", {"now": 1}, career(experience=[{"title": "Marine biologist", "company": "Sea"}])))
    all_settle()
    assert fitting.follow() == 3
    assert scored(profile).overall < before.overall


@pytest.mark.django_db(transaction=True)
def test_scores_follow_what_is_learnt_of_an_employer() -> None:
    profile = stored_profile()
    all_settle()
    fitting.follow()
    before = scored(profile).overall
    employer = profile.experience.exclude(employer=None)[0].employer
    rubrics = fitting.active_rubrics()
    assert all(fit.pk for fit in fitting.current(profile, rubrics).values())
    Company.objects.filter(pk=employer.pk).update(employees=40_000)
    announce("company", OutboxEvent.Change.CHANGED, [employer.pk])
    assert not any(fit.pk for fit in fitting.current(profile, rubrics).values())
    all_settle()
    fitting.follow()
    assert scored(profile).overall > before
    assert all(fit.pk for fit in fitting.current(profile, rubrics).values())


def test_a_stale_score_is_never_answered() -> None:
    profile = stored_profile()
    rescored(profile)
    row = scored(profile)
    assert fitting.current(profile, [row.rubric])[row.rubric_id].pk == row.pk
    FitScore.objects.update(profile_hash="other", overall=1)
    now = fitting.current(profile, [row.rubric])[row.rubric_id]
    assert (now.pk, now.overall) == (None, row.overall)


def test_a_run_scores_everyone_and_goes_on_where_it_was_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "BATCH", 2)
    for number in range(5):
        stored_profile(str(number))
    run = fitting.begin_all(fitting.active_rubrics(), actor=SYSTEM)
    batches = fitting.scoring_all(run)
    next(batches)()
    run.refresh_from_db()
    assert FitScore.objects.count() == 6
    engine.work_off_all()
    run.refresh_from_db()
    assert FitScore.objects.count() == 15
    assert (run.state, run.parameters["after"]) == ("completed", Profile.objects.order_by("-pk")[0].pk)


def test_who_is_scored_on_the_same_grounds_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    same, changed = stored_profile("1"), stored_profile("2")
    rescored(same, changed)
    store(Record("shortlist", "2", {"now": 1}, career(headline="Gardener")))
    read = []
    monkeypatch.setattr(fitting, "read_careers", lambda ids: read.extend(ids) or read_careers(ids))
    assert rescored(same, changed) == 3
    assert read == [changed.pk]


def test_whoever_comes_in_wakes_the_worker_of_fit_scores_once(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        stored_profile("1")
        stored_profile("2")
        assert django_rq.get_queue(fitting.QUEUE).count == 0
    assert [job.func_name for job in django_rq.get_queue(fitting.QUEUE).jobs] == ["scoring.fitting.follow"]


def test_for_another_month_everyone_is_looked_at_anew_and_once() -> None:
    fitting.keep_current()
    assert not Run.objects.exists()
    rescored(stored_profile())
    fitting.keep_current()
    fitting.keep_current()
    run = Run.objects.get()
    assert run.parameters["grounds"] == [fitting.this_month(), fitting.ENGINE, fitting.TABLE]
    Run.objects.update(parameters={**run.parameters, "grounds": ["2020-01", fitting.ENGINE, fitting.TABLE]})
    fitting.keep_current()
    assert Run.objects.count() == 2


def test_a_run_for_one_role_does_not_keep_the_others_from_being_looked_at() -> None:
    rubrics = fitting.active_rubrics()
    rescored(stored_profile())
    fitting.begin_all(rubrics[:1], actor=SYSTEM)
    fitting.keep_current()
    assert [len(run.parameters["rubrics"]) for run in Run.objects.order_by("id")] == [1, len(rubrics)]


@pytest.mark.django_db(transaction=True)
def test_two_who_score_the_same_person_do_so_one_after_the_other() -> None:
    profile = stored_profile()
    with transaction.atomic():
        rescored(profile)
        with meanwhile(lambda: rescored_apart(profile)) as other:
            waits_for_a_lock()
    other.join()
    assert FitScore.objects.count() == 3


def rescored_apart(profile: Profile) -> None:
    with transaction.atomic():
        rescored(profile)


@pytest.mark.django_db(transaction=True)
def test_an_activation_waits_until_the_follower_has_done_its_step() -> None:
    draft = rubric_draft(functions={"security": 100})
    OutboxReader.objects.get_or_create(name="fit")
    with transaction.atomic():
        fitting.hold_still()
        with meanwhile(lambda: rubric_versions.activate(draft, actor=SYSTEM, note="Another view")) as other:
            waits_for_a_lock()
        assert not Rubric.objects.get(pk=draft.pk).is_active
    other.join()
    assert Rubric.objects.get(pk=draft.pk).is_active


def test_a_run_that_was_cancelled_is_made_up_for_a_day_later() -> None:
    rescored(stored_profile())
    fitting.keep_current()
    states.cancel(Run.objects.get())
    fitting.keep_current()
    assert Run.objects.count() == 1
    Run.objects.update(created_at=Now() - timedelta(days=2))
    fitting.keep_current()
    assert Run.objects.count() == 2


def test_a_company_that_becomes_better_known_waits_to_be_looked_at(api: Callable[..., Client]) -> None:
    profile = stored_profile()
    rescored(profile)
    OutboxReader.objects.create(name="fit", transaction=2**62)
    name = profile.experience.exclude(employer=None)[0].employer.name
    OutboxReader.objects.update(transaction=OutboxEvent.objects.order_by("-transaction")[0].transaction, event_id=2**40)
    assert all(fit.holds for fit in fitting.stored([profile.pk], fitting.active_rubrics()))
    answer = api("write").post(
        "/api/v1/companies", {"name": name, "employees": 40_000}, content_type="application/json"
    )
    assert answer.status_code in (200, 201), answer.text
    assert OutboxEvent.objects.filter(kind="company").exists()


def test_a_score_of_another_month_is_not_answered_as_current() -> None:
    profile = stored_profile()
    rescored(profile)
    FitScore.objects.update(as_of="2020-01")
    rubrics = fitting.active_rubrics()
    assert {(fit.pk, fit.as_of) for fit in fitting.current(profile, rubrics).values()} == {(None, fitting.this_month())}


def test_its_runs_wait_for_a_queue_of_their_own() -> None:
    run = fitting.begin_all(fitting.active_rubrics(), actor=SYSTEM)
    assert states.claim(queue="background") is None
    assert states.claim(queue=fitting.QUEUE) == run


def test_as_many_queries_for_one_as_for_many() -> None:
    profiles = [stored_profile(str(number)) for number in range(6)]
    with CaptureQueriesContext(
        connection,
    ) as one:
        rescored(profiles[0])
    with CaptureQueriesContext(connection) as many:
        rescored(*profiles)
    assert len(many) == len(one)


def test_an_earlier_rubrics_score_stays_readable() -> None:
    profile = stored_profile()
    rescored(profile)
    old = scored(profile)
    definition = {**old.rubric.definition, "functions": {"security": 100}}
    Rubric.objects.filter(pk=old.rubric_id).update(is_active=False)
    Rubric.objects.create(role=old.rubric.role, version=99, definition=definition, is_active=True)
    rescored(profile)
    assert scored(profile).rubric.version == 99
    assert FitScore.objects.get(pk=old.pk).fit == old.fit


def test_the_database_refuses_a_score_beyond_its_range() -> None:
    rescored(stored_profile())
    with pytest.raises(IntegrityError), transaction.atomic():
        FitScore.objects.update(overall=101)


def test_the_api_tells_the_fit_for_a_role(api: Callable[..., Client]) -> None:
    profile = stored_profile()
    told = api("read").get(f"/api/v1/profiles/{profile.pk}/fit?role=cto").json()
    assert not FitScore.objects.exists()
    rescored(profile)
    assert api("read").get(f"/api/v1/profiles/{profile.pk}/fit?role=cto").json() == told
    assert (told["role"], told["overall"], told["band"]) == ("cto", scored(profile).overall, scored(profile).band)
    assert told["criteria"][0]["measures"][0]["facts"][0][0].startswith("experience.")
    assert "fit: " in told["summary"]


def test_the_api_ranks_the_roles(api: Callable[..., Client]) -> None:
    profile = stored_profile()
    told: dict[str, Any] = api("read").get(f"/api/v1/profiles/{profile.pk}/role-compatibility").json()
    scores = [role["overall"] for role in told["roles"]]
    assert scores == sorted(scores, reverse=True)
    assert (told["best"], len(scores)) == (told["roles"][0]["role"], 3)


@pytest.mark.parametrize(("path", "status"), [("fit?role=cfo", 422), ("fit", 422)])
def test_the_api_refuses_a_role_that_there_is_not(api: Callable[..., Client], path: str, status: int) -> None:
    assert api("read").get(f"/api/v1/profiles/{stored_profile().pk}/{path}").status_code == status
    assert api("read").get("/api/v1/profiles/999999/fit?role=cto").status_code == 404


def test_the_command_scores_everyone_and_says_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    stored_profile()
    call_command("score", role="cto")
    assert "1 scored as CTO, 1 changed." in capsys.readouterr().out
    call_command("score", role="cto")
    assert "1 scored as CTO, 0 changed." in capsys.readouterr().out
    with pytest.raises(CommandError, match="no rubric for a role “cfo”"):
        call_command("score", role="cfo")


@pytest.mark.django_db(transaction=True)
def test_a_merge_and_its_undoing_are_followed() -> None:
    kept, merged = stored_profile(experience=[]), stored_profile("2")
    all_settle()
    fitting.follow()
    before = {profile.pk: scored(profile).overall for profile in (kept, merged)}
    done = merges.merge(kept.pk, merged.pk, rule=Merge.Rule.PERSON, actor=SYSTEM)
    all_settle()
    fitting.follow()
    assert FitScore.objects.count() == 3
    assert scored(kept).overall > before[kept.pk]
    merges.undo(done, actor=SYSTEM)
    all_settle()
    fitting.follow()
    assert {profile.pk: scored(profile).overall for profile in (kept, merged)} == before


def test_the_scores_are_in_the_file_of_all_that_is_stored_of_somebody() -> None:
    profile = stored_profile()
    rescored(profile)
    document = json.loads(document_of(Profile.objects.with_career().get(pk=profile.pk), actor=SYSTEM))
    assert [(each["role"], each["overall"]) for each in document["fit_scores"] if each["role"] == "cto"] == [
        ("cto", scored(profile).overall)
    ]
