"""Deleting people: looked at first, ten before the rest, and taken back."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from config.audit.models import SYSTEM, AuditEvent
from config.outbox.models import OutboxEvent
from config.runs import engine, states
from config.runs.models import Run
from profiles import holds
from profiles.deletion import CannotDelete, Criteria, begin, check, delete_batch, delete_one, finish, restore_one, undo
from profiles.imports.batches import one_writer
from profiles.models import Deletion, DeletionEntry, Import, ImportRow, Profile
from scoring.models import ScoringJob
from tests.concurrency import meanwhile, waits_for_a_lock
from tests.factories import requested_job, stored_profile

pytestmark = pytest.mark.django_db
ADA = Criteria(q="ada")


def people(count: int, name: str = "Ada Novak") -> list[Profile]:
    return [stored_profile(f"{name} {place}", full_name=name) for place in range(count)]


def begun(criteria: Criteria = ADA) -> Deletion:
    """The first ten are deleted."""
    deletion = begin(criteria, seal=check(criteria).seal, actor=SYSTEM)
    engine.work_off_all()
    deletion.refresh_from_db()
    return deletion


def finished(criteria: Criteria = ADA) -> Deletion:
    deletion = begun(criteria)
    if deletion.entries.filter(state="found").exists():
        finish(deletion, actor=SYSTEM)
        engine.work_off_all()
    deletion.refresh_from_db()
    return deletion


def here() -> int:
    return Profile.objects.count()


def test_a_check_says_how_many_who_and_who_is_held_and_changes_nothing() -> None:
    people(22)
    held = stored_profile("held", full_name="Ada Aaberg")
    stored_profile("other", full_name="Bo Lind")
    holds.place(held, "Claim 12", actor=SYSTEM)
    found = check(ADA)
    assert (found.total, found.held, found.to_delete, len(found.first)) == (23, 1, 22, 20)
    assert held not in found.first
    assert here() == 24


@pytest.mark.parametrize("criteria", [Criteria(), Criteria(q="  "), Criteria(q="\u0301")])
def test_whoever_asks_for_nobody_does_not_get_everybody(criteria: Criteria) -> None:
    with pytest.raises(CannotDelete, match="Say whom"):
        check(criteria)


def test_ten_go_first_and_the_others_wait() -> None:
    people(12)
    deletion = begun()
    assert here() == 2
    assert deletion.first_run
    assert deletion.first_run.counts == {"deleted": 10}
    assert deletion.run is None


def test_the_ten_are_those_that_were_shown_first() -> None:
    for letter in "MALKBZCYDXEW":
        person = stored_profile(letter, full_name=f"{letter}. Ada")
        if letter == "A":
            holds.place(person, "Claim 12", actor=SYSTEM)
    shown = [person.full_name for person in check(ADA).first]
    begun()
    assert sorted(Profile.objects.values_list("full_name", flat=True)) == sorted(["A. Ada", *shown[10:]])


def test_the_rest_follows_when_asked_for() -> None:
    people(12)
    deletion = finished()
    assert here() == 0
    assert deletion.run
    assert (deletion.run.state, deletion.run.counts) == ("completed", {"deleted": 2})


def test_fewer_than_ten_need_no_second_step() -> None:
    people(3)
    deletion = begun()
    assert here() == 0
    with pytest.raises(CannotDelete, match="nobody left"):
        finish(deletion, actor=SYSTEM)


def test_who_came_after_the_look_stops_it() -> None:
    people(3)
    seal = check(ADA).seal
    people(1, "Ada Lind")
    with pytest.raises(CannotDelete, match="by now 4 candidates are found"):
        begin(ADA, seal=seal, actor=SYSTEM)
    assert (here(), Deletion.objects.count()) == (4, 0)


def test_as_many_but_not_the_same_people_stop_it_too() -> None:
    first, *_ = people(3)
    seal = check(ADA).seal
    people(1, "Ada Lind")
    delete_one(first, actor=SYSTEM)
    with pytest.raises(CannotDelete, match="not the same as before"):
        begin(ADA, seal=seal, actor=SYSTEM)


def test_who_came_after_the_first_ten_is_not_among_the_rest() -> None:
    people(12)
    deletion = begun()
    late = stored_profile("late", full_name="Ada Lind")
    finish(deletion, actor=SYSTEM)
    engine.work_off_all()
    assert list(Profile.objects.all()) == [late]


def test_a_second_click_leads_to_the_deletion_of_the_first() -> None:
    people(12)
    seal = check(ADA).seal
    first = begin(ADA, seal=seal, actor=SYSTEM)
    before_the_ten = begin(ADA, seal=seal, actor=SYSTEM)
    engine.work_off_all()
    after_the_ten = begin(ADA, seal=seal, actor=SYSTEM)
    assert first == before_the_ten == after_the_ten
    assert here() == 2


def test_the_rest_is_begun_once() -> None:
    people(12)
    deletion = begun()
    finish(deletion, actor=SYSTEM)
    with pytest.raises(CannotDelete, match="being deleted already"):
        finish(deletion, actor=SYSTEM)


def test_the_rest_does_not_overtake_the_first_ten() -> None:
    people(12)
    deletion = begin(ADA, seal=check(ADA).seal, actor=SYSTEM)
    with pytest.raises(CannotDelete, match="come first"):
        finish(deletion, actor=SYSTEM)


def test_who_is_held_stays_and_is_counted_apart() -> None:
    held, *_ = people(3)
    holds.place(held, "Claim 12", actor=SYSTEM)
    deletion = finished()
    assert list(Profile.objects.all()) == [held]
    assert deletion.first_run
    assert deletion.first_run.counts == {"deleted": 2, "held": 1}


def test_a_hold_that_is_placed_after_the_look_is_kept() -> None:
    *_, last = people(12)
    deletion = begun()
    holds.place(last, "Claim 12", actor=SYSTEM)
    finish(deletion, actor=SYSTEM)
    engine.work_off_all()
    assert list(Profile.objects.all()) == [last]


def test_who_was_deleted_otherwise_meanwhile_stays_in_that_deletion() -> None:
    *_, last = people(12)
    deletion = begun()
    other = delete_one(last, actor=SYSTEM)
    finish(deletion, actor=SYSTEM)
    engine.work_off_all()
    assert deletion.entries.get(profile=last).state == "gone"
    assert other.entries.get().state == "deleted"


def test_undo_restores_everyone_and_says_so_to_followers() -> None:
    people(12)
    deletion = finished()
    undo(deletion, actor=SYSTEM)
    engine.work_off_all()
    assert here() == 12
    assert OutboxEvent.objects.filter(change="deleted").count() == 12
    assert OutboxEvent.objects.filter(change="restored").count() == 12
    assert list(AuditEvent.objects.filter(action="deletion_undone").values_list("data", flat=True)) == [{"people": 12}]


def test_undo_half_way_leaves_the_rest_alone() -> None:
    people(12)
    deletion = begun()
    run = finish(deletion, actor=SYSTEM)
    undo(deletion, actor=SYSTEM)
    engine.work_off_all()
    run.refresh_from_db()
    assert (here(), run.state) == (12, "cancelled")


def test_undo_is_possible_once_and_only_for_a_while() -> None:
    people(2)
    deletion = begun()
    undo(deletion, actor=SYSTEM)
    with pytest.raises(CannotDelete, match="already"):
        undo(deletion, actor=SYSTEM)
    engine.work_off_all()
    with pytest.raises(CannotDelete, match="nobody to restore"):
        undo(deletion, actor=SYSTEM)
    Deletion.objects.update(undo_until=Now() - timedelta(days=1))
    with pytest.raises(CannotDelete, match="has passed"):
        undo(deletion, actor=SYSTEM)


def test_one_of_many_can_be_restored() -> None:
    first, *_ = people(3)
    deletion = finished()
    restore_one(deletion, first.pk, actor=SYSTEM)
    assert list(Profile.objects.all()) == [first]
    with pytest.raises(CannotDelete, match="not deleted any more"):
        restore_one(deletion, first.pk, actor=SYSTEM)


def test_who_was_restored_can_be_deleted_again() -> None:
    person = stored_profile()
    restore_one(delete_one(person, actor=SYSTEM), person.pk, actor=SYSTEM)
    delete_one(person, actor=SYSTEM)
    assert here() == 0


def test_the_time_to_undo_counts_from_the_last_that_was_deleted(settings: Any) -> None:
    settings.DELETE_UNDO_DAYS = 5
    people(12)
    deletion = begun()
    Deletion.objects.update(undo_until=Now() - timedelta(days=1))
    finish(deletion, actor=SYSTEM)
    engine.work_off_all()
    deletion.refresh_from_db()
    assert deletion.undo_until
    assert abs(deletion.undo_until - timezone.now() - timedelta(days=5)) < timedelta(minutes=1)


def test_a_pause_takes_nothing_back_and_resuming_ends_the_same() -> None:
    people(14)
    run = finish(begun(), actor=SYSTEM)
    Run.objects.filter(pk=run.pk).update(parameters={**run.parameters, "batch": 3})
    claimed = states.claim(run.pk)
    assert claimed
    batches = engine.handler_of("delete")(claimed)
    states.advance(claimed, next(batches)(), seconds=1)
    states.pause(run)
    assert here() == 1
    states.resume(run)
    engine.work_off_all()
    run.refresh_from_db()
    assert (here(), run.done, run.counts) == (0, 4, {"deleted": 4})


def test_a_deletion_that_was_cancelled_can_be_gone_on_with() -> None:
    people(12)
    deletion = begun()
    states.cancel(finish(deletion, actor=SYSTEM))
    finish(deletion, actor=SYSTEM)
    engine.work_off_all()
    assert here() == 0


def test_what_was_undone_is_not_gone_on_with() -> None:
    people(12)
    deletion = begun()
    undo(deletion, actor=SYSTEM)
    engine.work_off_all()
    with pytest.raises(CannotDelete, match="was undone"):
        finish(deletion, actor=SYSTEM)
    assert here() == 12


def test_the_order_that_was_undone_deletes_nobody_when_it_comes_again() -> None:
    people(12)
    seal = check(ADA).seal
    deletion = begin(ADA, seal=seal, actor=SYSTEM)
    engine.work_off_all()
    undo(deletion, actor=SYSTEM)
    engine.work_off_all()
    with pytest.raises(CannotDelete, match="was undone"):
        begin(ADA, seal=seal, actor=SYSTEM)
    assert here() == 12


def test_the_same_people_can_be_deleted_again_after_another_look() -> None:
    people(12)
    undo(begun(), actor=SYSTEM)
    engine.work_off_all()
    finished()
    assert here() == 0


def test_an_order_is_good_for_one_deletion_also_where_each_was_restored_alone() -> None:
    people(2)
    seal = check(ADA).seal
    deletion = begin(ADA, seal=seal, actor=SYSTEM)
    engine.work_off_all()
    for entry in deletion.entries.all():
        restore_one(deletion, entry.profile_id, actor=SYSTEM)
    assert begin(ADA, seal=seal, actor=SYSTEM) == deletion
    engine.work_off_all()
    assert here() == 2


def test_an_import_means_those_whom_it_has_created() -> None:
    new, known = people(2)
    run = states.start("import", "people.json", actor=SYSTEM)
    job = Import.objects.create(run=run)
    for place, (profile, outcome) in enumerate([(new, "created"), (known, "unchanged")]):
        ImportRow.objects.create(run=run, number=place, profile=profile, outcome=outcome)
    assert check(Criteria(import_id=job.pk)).first == [new]


def test_one_person_is_deleted_at_once_and_once() -> None:
    person = stored_profile()
    deletion = delete_one(person, actor=SYSTEM)
    assert (here(), deletion.total, deletion.run) == (0, 1, None)
    with pytest.raises(CannotDelete, match="already"):
        delete_one(person, actor=SYSTEM)


def test_one_person_under_a_hold_is_not_deleted_and_leaves_no_trace_of_it() -> None:
    person = stored_profile()
    holds.place(person, "Claim 12", actor=SYSTEM)
    with pytest.raises(CannotDelete, match="legal hold"):
        delete_one(person, actor=SYSTEM)
    assert (here(), Deletion.objects.count(), AuditEvent.objects.filter(action="profiles_deleted").count()) == (1, 0, 0)


def test_what_is_being_scored_of_them_is_cancelled() -> None:
    job = requested_job()
    other = requested_job(stored_profile("other", full_name="Bo Lind"))
    delete_one(job.profile, actor=SYSTEM)
    assert [ScoringJob.objects.get(pk=each.pk).status for each in (job, other)] == ["cancelled", "pending"]
    assert job.events.last().detail == "The candidate was deleted."  # type: ignore[union-attr]


@pytest.mark.parametrize("change", [{"state": "odd"}, {"deletion": None}])
def test_the_database_takes_no_entry_that_makes_no_sense(change: dict[str, Any]) -> None:
    deletion = delete_one(stored_profile(), actor=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeletionEntry.objects.filter(deletion=deletion).update(**change)


def test_the_database_lets_nobody_be_deleted_by_two_deletions() -> None:
    deletion = delete_one(stored_profile(), actor=SYSTEM)
    other = Deletion.objects.create(criteria={}, seal="", total=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        other.entries.create(profile=deletion.entries.get().profile, state="deleted")


def test_a_hold_stands_once_has_a_reason_and_can_be_released() -> None:
    person = stored_profile()
    with pytest.raises(holds.HoldConflict, match="Say why"):
        holds.place(person, "  ", actor=SYSTEM)
    holds.place(person, "Claim 12", actor=SYSTEM)
    with pytest.raises(holds.HoldConflict, match="stands already"):
        holds.place(person, "Claim 13", actor=SYSTEM)
    holds.release(person, actor=SYSTEM)
    with pytest.raises(holds.HoldConflict, match="No hold"):
        holds.release(person, actor=SYSTEM)
    delete_one(person, actor=SYSTEM)


def test_the_command_looks_deletes_ten_the_rest_and_undoes(capsys: pytest.CaptureFixture[str]) -> None:
    people(12)
    call_command("delete_profiles", named="ada")
    said = capsys.readouterr().out
    assert "12 candidates would be deleted" in said
    assert here() == 12
    call_command("delete_profiles", named="ada", seal=said.split()[-1])
    said = capsys.readouterr().out
    assert "Ada Novak" in said
    assert here() == 2
    deletion = int(said.split()[-1])
    call_command("delete_profiles", rest=deletion)
    assert capsys.readouterr().out == "2 deleted: completed.\n"
    call_command("delete_profiles", undo=deletion)
    assert here() == 12


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "Say whom"),
        ({"ids": "1,x"}, "takes numbers"),
        ({"rest": 9}, "no deletion 9"),
        ({"named": "a", "seal": "x"}, "Look"),
    ],
)
def test_the_command_refuses_in_words(options: dict[str, Any], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("delete_profiles", **options)


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_at_the_same_moment_one_begins() -> None:
    people(12)
    seal, begun_by = check(ADA).seal, []

    def click() -> None:
        begun_by.append(begin(ADA, seal=seal, actor=SYSTEM))
        connection.close()

    tabs = [threading.Thread(target=click) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert begun_by[0] == begun_by[1]
    assert Deletion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_is_restored_while_others_are_being_deleted() -> None:
    first, *_ = people(12)
    deletion = begun()
    with transaction.atomic():
        one_writer()
        with meanwhile(lambda: restore_one(deletion, first.pk, actor=SYSTEM)) as restoring:
            waits_for_a_lock()
            left = list(deletion.entries.filter(state="found").values_list("profile", flat=True))
            delete_batch(deletion.pk, left)
    restoring.join()
    assert list(Profile.objects.all()) == [first]


@pytest.mark.django_db(transaction=True)
def test_a_run_that_ends_while_it_is_being_undone_stops_nothing() -> None:
    people(12)
    deletion = begun()
    run = finish(deletion, actor=SYSTEM)
    with transaction.atomic():
        Run.objects.filter(pk=run.pk).update(state="completed", finished_at=Now())
        with meanwhile(lambda: undo(deletion, actor=SYSTEM)) as undoing:
            waits_for_a_lock()
    undoing.join()
    engine.work_off_all()
    assert here() == 12


@pytest.mark.django_db(transaction=True)
def test_a_hold_and_a_deletion_at_the_same_moment_do_not_both_succeed() -> None:
    person, outcomes = stored_profile(), []

    def hold() -> None:
        holds.place(person, "Claim 12", actor=SYSTEM)
        connection.close()

    with transaction.atomic():
        Profile.everyone.select_for_update(no_key=True).get(pk=person.pk)
        placing = threading.Thread(target=hold)
        placing.start()
        outcomes.append(delete_one(person, actor=SYSTEM))
    placing.join()
    # The deletion came first; the hold, which waited for it, now keeps the person from being erased.
    assert not Profile.objects.exists()
    assert holds.standing_hold(person)
