"""Dates: who is past theirs is deleted at night, and erased when that was not undone in time."""

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models.functions import Now

from config.audit.models import SYSTEM
from config.runs import engine, states
from config.runs.models import Run
from profiles import holds, retention
from profiles.deletion import delete_one, restore_one, undo
from profiles.imports.files import add_file
from profiles.models import Deletion, Erasure, Import, ImportChunk, Profile
from tests.factories import stored_profile

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)


def person(key: str = "1", **columns: Any) -> Profile:
    profile = stored_profile(key, full_name=columns.pop("full_name", f"Ada Novak {key}"))
    Profile.objects.filter(pk=profile.pk).update(**columns)
    return profile


def expire(*profiles: Profile) -> None:
    for profile in profiles:
        delete_one(profile, actor=SYSTEM)
    Deletion.objects.update(undo_until=Now() - timedelta(seconds=1))


def upload(name: str) -> Import:
    job = Import.objects.create()
    add_file(job, "people.json", io.BytesIO(json.dumps({"basics": {"name": name}, "work": []}).encode()))
    return job


def looked() -> engine.Batch:
    """What erases, after the uploads were searched and before anybody is erased."""
    retention.start()
    run = states.claim()
    assert run
    batches = retention.applying(run)
    next(batches)()  # says whom it is about
    return next(batches)


def night() -> None:
    assert retention.start()
    engine.work_off_all()


def test_who_is_past_their_day_is_deleted_and_can_be_restored() -> None:
    person(keep_until=LONG_AGO)
    kept = person("2", keep_until=date(2999, 1, 1))
    night()
    assert list(Profile.objects.all()) == [kept]
    deletion = Deletion.objects.get()
    assert (deletion.total, deletion.criteria) == (1, {"retention": True})
    undo(deletion, actor=SYSTEM)
    engine.work_off_all()
    assert Profile.objects.count() == 2


def test_the_rule_for_everyone_counts_from_when_they_came(settings: Any) -> None:
    settings.RETENTION_DAYS = 100
    person(created_at=Now() - timedelta(days=101))
    young = person("2", created_at=Now() - timedelta(days=99))
    own = person("3", created_at=Now() - timedelta(days=101), keep_until=date(2999, 1, 1))
    night()
    assert set(Profile.objects.all()) == {young, own}


def test_without_a_rule_everyone_without_a_day_stays() -> None:
    person(created_at=Now() - timedelta(days=10_000))
    night()
    assert Profile.objects.count() == 1
    assert not Deletion.objects.exists()


def test_who_is_held_stays() -> None:
    holds.place(person(keep_until=LONG_AGO), "Claim 12", actor=SYSTEM)
    night()
    assert Profile.objects.count() == 1


def test_who_was_restored_stays_until_somebody_sets_another_day(settings: Any) -> None:
    profile = person(keep_until=LONG_AGO)
    night()
    restore_one(Deletion.objects.get(), profile.pk, actor=SYSTEM)
    night()
    assert Profile.objects.count() == 1
    Deletion.objects.update(created_at=Now() - timedelta(days=10))
    Profile.objects.update(keep_until=Now() - timedelta(days=2))
    night()
    assert Profile.objects.count() == 0


def test_who_was_deleted_and_not_restored_in_time_is_erased() -> None:
    gone, recent = person("1"), person("2")
    for profile in (gone, recent):
        delete_one(profile, actor=SYSTEM)
    Deletion.objects.filter(entries__profile=gone).update(undo_until=Now() - timedelta(seconds=1))
    night()
    assert list(Profile.everyone.all()) == [recent]
    assert Erasure.objects.get().reason == "deleted, and not undone in time"


def test_a_hold_on_a_deleted_person_keeps_them_from_being_erased() -> None:
    profile = person()
    delete_one(profile, actor=SYSTEM)
    holds.place(profile, "Claim 12", actor=SYSTEM)
    Deletion.objects.update(undo_until=Now() - timedelta(seconds=1))
    night()
    assert Profile.everyone.count() == 1


def test_the_run_counts_what_it_does() -> None:
    person("1", keep_until=LONG_AGO)
    delete_one(person("2"), actor=SYSTEM)
    Deletion.objects.update(undo_until=Now() - timedelta(seconds=1))
    night()
    run = Run.objects.get()
    assert (run.state, run.done, run.total, run.counts) == ("completed", 2, 2, {"deleted": 1, "erased": 1})


def test_it_is_started_once_a_day_whoever_asks() -> None:
    assert retention.start_nightly()
    assert retention.start_nightly() is None
    engine.work_off_all()
    assert retention.start_nightly() is None
    Run.objects.update(created_at=Now() - timedelta(days=1))
    assert retention.start_nightly()


def test_it_does_not_run_twice_at_the_same_time() -> None:
    assert retention.start()
    assert retention.start() is None
    with pytest.raises(CommandError, match="under way"):
        call_command("apply_retention")


def test_a_pause_lasts_until_the_next_night() -> None:
    person(keep_until=LONG_AGO)
    run = retention.start_nightly()
    assert run
    states.pause(run)
    Run.objects.update(created_at=Now() - timedelta(days=1))
    assert retention.start_nightly() is None
    Run.objects.update(waiting_since=Now() - timedelta(days=1))
    assert retention.start_nightly() == run
    engine.work_off_all()
    assert Profile.objects.count() == 0
    assert retention.start_nightly() not in (None, run)


def test_who_is_held_meanwhile_keeps_the_upload_and_nobody_is_erased_by_their_name() -> None:
    held, gone = person("1", full_name="Zaphodia Quuxenberg"), person("2")
    expire(held, gone)
    job, other = upload("Zaphodia Quuxenberg"), upload("Ada Novak 2")
    erasing = looked()
    holds.place(held, "Claim 12", actor=SYSTEM)
    with transaction.atomic():
        erasing()
    assert list(ImportChunk.objects.values_list("file__job", flat=True)) == [job.pk]
    assert not Import.objects.get(pk=other.pk).files.exists()
    assert list(Profile.everyone.all()) == [held]


def test_an_upload_that_came_while_others_were_searched_is_searched_too() -> None:
    expire(person("1"))
    erasing = looked()
    upload("Ada Novak 1")
    with transaction.atomic():
        erasing()
    assert not ImportChunk.objects.exists()


def test_the_command_says_what_it_would_do_and_does_it(capsys: pytest.CaptureFixture[str]) -> None:
    person("1", keep_until=LONG_AGO)
    holds.place(person("2", keep_until=LONG_AGO), "Claim 12", actor=SYSTEM)
    call_command("apply_retention", dry_run=True)
    said = "Would delete 1 candidate (kept by a legal hold: 1) and erase 0 candidates.\n"
    assert capsys.readouterr().out == said
    assert Profile.objects.count() == 2
    call_command("apply_retention")
    assert capsys.readouterr().out == "1 deleted: completed.\n"
    assert Profile.objects.count() == 1
