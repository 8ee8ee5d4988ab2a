"""Versions of rubrics are written once and log who activated what; a job keeps the version that it was asked with."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test import Client

from config.audit.models import SYSTEM, Actor, AuditEvent
from config.runs import engine
from config.runs.models import Run
from profiles.models import Company, Profile
from scoring import fitting
from scoring.models import FitScore, Rubric, RubricActivation
from scoring.rubric_versions import RubricRefused, activate, add_version
from scoring.rubrics import Definition
from tests.factories import requested_job, rubric_draft, stored_profile

pytestmark = pytest.mark.django_db


def active(role: str = "cto") -> Rubric:
    return Rubric.objects.get(role__slug=role, is_active=True)


def test_a_new_version_is_a_draft_with_author_and_note_and_stands_in_the_audit_trail(recruiter: User) -> None:
    changed = active().content.model_copy(update={"functions": {"data": 100}})
    rubric, is_new = add_version(active().role, changed, actor=Actor(user_id=recruiter.pk), note="Data.")
    assert (rubric.version, rubric.author, rubric.note, rubric.is_active) == (3, recruiter, "Data.", False)
    assert is_new
    assert Rubric.objects.drafts().get() == rubric
    assert AuditEvent.objects.get(action="rubric_version_created").data == {"version": 3}


def test_saying_the_same_twice_makes_one_version() -> None:
    draft = rubric_draft()
    assert add_version(draft.role, draft.content, actor=SYSTEM) == (draft, False)


def test_a_rubric_that_asks_for_what_it_must_not_makes_no_version() -> None:
    told = active().content.model_dump(mode="json")
    told["categories"][0]["criteria"][0]["description"] = "Not older than 45, and no small children."
    with pytest.raises(RubricRefused, match="“Engineering leadership” asks for family: “children” in its description"):
        add_version(active().role, Definition.model_validate(told), actor=SYSTEM)
    assert not Rubric.objects.drafts().exists()


def test_what_was_stored_before_there_was_the_check_stays_readable() -> None:
    told = active().content.model_dump(mode="json")
    told["categories"][0]["criteria"][0]["name"] = "Gender"
    assert Rubric(definition=told).content.criteria[0].name == "Gender"


def test_activation_is_logged_audited_and_scores_everyone(recruiter: User) -> None:
    profile, before, draft = stored_profile(), active(), rubric_draft()
    assert activate(draft, actor=Actor(user_id=recruiter.pk), note="Try it.")
    entry = RubricActivation.objects.latest("id")
    assert (entry.version, entry.replaced, entry.by, entry.note) == (draft, before, recruiter, "Try it.")
    assert AuditEvent.objects.get(action="rubric_activated", user=recruiter).data == {"version": 3, "replaced": 2}
    engine.work_off_all()
    assert FitScore.objects.get(profile=profile, rubric=draft).rubric == active()


def test_activating_the_active_version_changes_nothing() -> None:
    logged = RubricActivation.objects.count()
    assert not activate(active(), actor=SYSTEM)
    assert (RubricActivation.objects.count(), Run.objects.count()) == (logged, 0)


def test_activating_an_earlier_version_rolls_back() -> None:
    before, draft = active(), rubric_draft()
    activate(draft, actor=SYSTEM)
    assert activate(before, actor=SYSTEM)
    assert active() == before
    retired = Rubric.objects.retired().filter(role=before.role)
    assert set(retired.values_list("version", flat=True)) == {1, 3}


def test_what_came_along_was_active_once() -> None:
    assert not Rubric.objects.drafts().exists()
    assert {rubric.state for rubric in Rubric.objects.with_past()} == {"active", "earlier"}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_activate_the_same_at_once_one_does() -> None:
    draft, done, start = rubric_draft(), list[bool](), threading.Barrier(4)

    def run() -> None:
        start.wait()
        done.append(activate(draft, actor=SYSTEM))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, False, False, True]
    assert (RubricActivation.objects.filter(version=draft).count(), Run.objects.count()) == (1, 1)


def test_database_holds_one_active_version_per_role() -> None:
    draft = rubric_draft()
    with pytest.raises(IntegrityError, match="one_active_rubric_per_role"), transaction.atomic():
        Rubric.objects.filter(pk=draft.pk).update(is_active=True)


@pytest.mark.parametrize("field", ["definition", "version", "note", "author_id"])
def test_database_refuses_to_change_a_version(admin: User, field: str) -> None:
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Rubric.objects.filter(pk=active().pk).update(**{field: admin.pk + 90})


@pytest.mark.parametrize("model", [Rubric, RubricActivation])
def test_database_refuses_to_delete_a_version_or_the_log(model: type[Rubric | RubricActivation]) -> None:
    rubric_draft()
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        model.objects.latest("id").delete()


def test_a_job_asked_before_an_activation_keeps_its_version() -> None:
    before, job = active(), requested_job()
    draft = rubric_draft()
    activate(draft, actor=SYSTEM)
    job.refresh_from_db()
    assert (job.rubric, requested_job(stored_profile("2")).rubric) == (before, draft)


def test_scores_of_a_draft_hold_after_its_activation_only_where_nothing_changed_since() -> None:
    same, moved = stored_profile("2"), stored_profile("3", experience=[{"title": "CISO", "company": "Other & Sons"}])
    draft = rubric_draft()
    people, month = [same.pk, moved.pk], fitting.this_month()
    fitting.rescore(people, [active(), draft], month)
    employer = moved.experience.get().employer
    Company.objects.filter(pk=employer.pk).update(employees=40_000)
    fitting.rescore(people, [active()], month)  # as the follower does: by what is active
    activate(draft, actor=SYSTEM)
    held = FitScore.objects.filter(rubric=draft).exclude(profile_hash="")
    assert [score.profile_id for score in held] == [same.pk]
    engine.work_off_all()
    assert FitScore.objects.filter(rubric=draft).exclude(profile_hash="").count() == 2


@pytest.fixture
def twice_scored() -> tuple[Profile, Rubric, Rubric]:
    """A profile, scored by an earlier version and then by the active one."""
    profile, before = stored_profile(), active()
    fitting.rescore([profile.pk], [before], fitting.this_month())
    draft = rubric_draft()
    activate(draft, actor=SYSTEM)
    engine.work_off_all()
    return profile, before, draft


def fit_of(client: Client, profile: Profile, query: str) -> Any:
    return client.get(f"/api/v1/profiles/{profile.pk}/fit?role=cto{query}")


def test_the_api_tells_the_score_by_an_earlier_version_and_marks_it(
    api: Callable[..., Client], twice_scored: tuple[Profile, Rubric, Rubric]
) -> None:
    profile, before, _ = twice_scored
    kept = FitScore.objects.get(rubric=before)
    told = fit_of(api("read"), profile, "&version=2").json()
    assert (told["rubric_version"], told["rubric_state"], told["overall"]) == (2, "earlier", kept.overall)
    told = fit_of(api("read"), profile, "").json()
    assert (told["rubric_version"], told["rubric_state"]) == (3, "active")
    assert fit_of(api("read"), profile, "&version=3").json() == told


def test_the_api_makes_up_no_score_by_a_version_that_made_none(
    api: Callable[..., Client], twice_scored: tuple[Profile, Rubric, Rubric]
) -> None:
    profile, _, _ = twice_scored
    assert fit_of(api("read"), profile, "&version=1").status_code == 404
    assert fit_of(api("read"), profile, "&version=9").status_code == 422
    fitting.rescore([profile.pk], [rubric_draft(functions={"data": 100})], fitting.this_month())
    assert fit_of(api("read"), profile, "&version=4").json()["rubric_state"] == "draft"


def test_the_page_lists_scores_by_earlier_versions_as_such_and_none_by_drafts(
    signed_in: Client, twice_scored: tuple[Profile, Rubric, Rubric]
) -> None:
    profile, before, _ = twice_scored
    fitting.rescore([profile.pk], [rubric_draft(functions={"data": 100})], fitting.this_month())
    page = signed_in.get(f"/candidates/{profile.pk}/?role=cto").content.decode()
    listed = page[page.index("By earlier versions") : page.index("</details>", page.index("By earlier versions"))]
    assert f'v2, not active any more: <b class="number">{FitScore.objects.get(rubric=before).overall}</b>' in listed
    assert listed.count("<li>") == 1


def test_a_score_by_an_earlier_version_is_never_the_current_one(
    twice_scored: tuple[Profile, Rubric, Rubric],
) -> None:
    profile, _, now = twice_scored
    found = fitting.current(Profile.objects.with_career().get(pk=profile.pk), fitting.active_rubrics())
    assert found[now.pk].overall == FitScore.objects.get(rubric=now).overall
