"""Long work: batch by batch, one worker at a time, and never twice."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.db import OperationalError
from django.db.models.functions import Now

from config.audit.models import SYSTEM
from config.runs import engine, handlers, states
from config.runs.models import Run, State
from config.runs.states import Step
from profiles.models import Role

pytestmark = pytest.mark.django_db

BATCHES = 4


def counting(run: Run) -> Iterator[engine.Batch]:
    """Writes one role per item, from where the run stands."""
    for number in range(run.done, BATCHES):
        yield partial(_write, number)


def _write(number: int) -> Step:
    Role.objects.create(slug=f"role-{number}", name="x", short_name="x")
    return Step(1, {"written": 1}, total=BATCHES)


def stopping_after_two(run: Run) -> Iterator[engine.Batch]:
    for number, batch in enumerate(counting(run)):
        if number == 2:
            states.pause(Run.objects.get(pk=run.pk))
        yield batch


def failing(run: Run) -> Iterator[engine.Batch]:
    yield partial(_write, 0)
    raise engine.RunFailed("The file is gone.")


def breaking(run: Run) -> Iterator[engine.Batch]:
    yield partial(_write, 0)
    raise ZeroDivisionError


def losing_the_database(run: Run) -> Iterator[engine.Batch]:
    yield partial(_write, 0)
    raise OperationalError


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    for handler in (counting, stopping_after_two, failing, breaking, losing_the_database, whole):
        monkeypatch.setitem(handlers._handlers, handler.__name__, f"{__name__}.{handler.__name__}")


def started(kind: str = "counting") -> Run:
    return states.start(kind, "A list of things", actor=SYSTEM)


def claimed(run: Run) -> Run:
    found = states.claim(run.pk)
    assert found
    return found


def worked_off(kind: str) -> Run:
    run = started(kind)
    engine.work_off_all()
    run.refresh_from_db()
    return run


def written() -> int:
    return Role.objects.filter(slug__startswith="role-").count()


def test_a_run_is_worked_off_and_counts_what_it_did() -> None:
    run = worked_off("counting")
    assert (run.state, run.done, run.total, run.counts) == (State.COMPLETED, BATCHES, BATCHES, {"written": BATCHES})
    assert written() == BATCHES


def test_a_run_is_claimed_once() -> None:
    run = started()
    assert states.claim(run.pk)
    assert states.claim(run.pk) is None


def test_the_run_that_waited_longest_goes_first() -> None:
    first, second = started(), started()
    Run.objects.filter(pk=second.pk).update(waiting_since=Now() - timedelta(hours=1))
    assert [states.claim(), states.claim()] == [second, first]


def test_a_pause_takes_the_batch_in_hand_back() -> None:
    run = worked_off("stopping_after_two")
    assert (run.state, run.done, written()) == (State.PAUSED, 2, 2)


def test_a_resumed_run_goes_on_where_it_was() -> None:
    run = worked_off("stopping_after_two")
    Run.objects.filter(pk=run.pk).update(kind="counting")
    states.resume(run)
    engine.work_off_all()
    run.refresh_from_db()
    assert (run.state, run.done, run.counts, written()) == (State.COMPLETED, 4, {"written": 4}, 4)


def test_a_run_whose_worker_is_gone_waits_again_with_its_progress() -> None:
    run = started()
    states.advance(claimed(run), Step(2), seconds=1)
    assert states.reclaim_lost() == 0
    Run.objects.filter(pk=run.pk).update(lease_expires_at=Now() - timedelta(seconds=1))
    assert states.reclaim_lost() == 1
    run.refresh_from_db()
    assert (run.state, run.done) == (State.WAITING, 2)


def test_a_worker_that_lost_its_lease_stores_nothing_more() -> None:
    first = claimed(started())
    Run.objects.filter(pk=first.pk).update(lease_expires_at=Now() - timedelta(seconds=1))
    states.reclaim_lost()
    claimed(first)
    with pytest.raises(states.NoLongerOurs):
        states.advance(first, Step(1), seconds=1)
    with pytest.raises(states.NoLongerOurs):
        states.finish(first)


def test_a_run_that_cannot_go_on_says_why_and_keeps_what_it_did() -> None:
    run = worked_off("failing")
    assert (run.state, run.problem, run.done, written()) == (State.FAILED, "The file is gone.", 1, 1)


def test_an_unforeseen_error_fails_the_run_in_words_for_its_reader() -> None:
    run = worked_off("breaking")
    assert run.state == State.FAILED
    assert "did not foresee" in run.problem


def test_a_lost_database_leaves_the_run_to_the_reconciler() -> None:
    run = started("losing_the_database")
    with pytest.raises(OperationalError):
        engine.work_off_all()
    run.refresh_from_db()
    assert run.state == State.RUNNING


def test_a_failed_run_can_be_resumed() -> None:
    run = worked_off("failing")
    states.resume(run)
    assert (run.state, run.problem) == (State.WAITING, "")


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (states.pause, State.PAUSED),
        (states.pause, State.COMPLETED),
        (states.resume, State.RUNNING),
        (states.resume, State.CANCELLED),
        (states.cancel, State.COMPLETED),
        (states.cancel, State.CANCELLED),
    ],
)
def test_what_its_state_does_not_allow_is_refused_and_changes_nothing(
    change: Callable[[Run], None], state: State
) -> None:
    run = started()
    if state == State.RUNNING:
        claimed(run)
    else:
        Run.objects.filter(pk=run.pk).update(state=state, finished_at=None if state == State.PAUSED else Now())
    with pytest.raises(states.RunConflict, match=f"This run is {state.value}"):
        change(run)
    assert Run.objects.get(pk=run.pk).state == state


def test_a_long_run_lets_another_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SLICE_SECONDS", -1)
    long, other = started(), started()
    engine.work_off(claimed(long))
    long.refresh_from_db()
    assert (long.state, long.done) == (State.WAITING, 1)
    assert states.claim() == other


def whole(run: Run) -> Iterator[engine.Batch]:
    states.begin_again(run)
    for _ in range(BATCHES):
        yield partial(Step, 1, gives_way=False)


def test_two_runs_that_would_lose_what_they_have_both_reach_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SLICE_SECONDS", -1)
    runs = started("whole"), started("whole")
    engine.work_off_all()
    assert [Run.objects.get(pk=run.pk).done for run in runs] == [BATCHES, BATCHES]


def test_going_on_between_batches_renews_the_lease() -> None:
    run = claimed(started())
    Run.objects.filter(pk=run.pk).update(lease_expires_at=Now() - timedelta(seconds=1))
    engine.go_on(run)
    assert states.reclaim_lost() == 0


def test_a_worker_that_is_told_to_stop_gives_the_run_back_between_batches() -> None:
    run = claimed(started())
    engine.stop_requested.set()
    try:
        with pytest.raises(states.NoLongerOurs):
            engine.go_on(run)
    finally:
        engine.stop_requested.clear()
    run.refresh_from_db()
    assert run.state == State.WAITING


def test_rate_and_time_left_leave_pauses_out() -> None:
    run = Run(done=50, total=150, seconds=10, state=State.RUNNING)
    assert (run.rate, run.seconds_left, run.percent) == (5, 20, 33)
    assert Run(state=State.WAITING).seconds_left is None
