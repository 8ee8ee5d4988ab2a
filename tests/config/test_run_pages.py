"""A run's progress and its buttons, on whatever page it is shown."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from config.audit.models import SYSTEM
from config.polling import delay_at
from config.runs import states
from config.runs.models import Run, State
from config.runs.states import Step
from config.runs.watching import Watch

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/imports/1/"}


@pytest.fixture
def run(db: None) -> Run:
    return states.start("any", "people.json", actor=SYSTEM, total=200)


def running(run: Run, *, done: int = 50, seconds: float = 10, **counts: int) -> Run:
    claimed = states.claim(run.pk)
    assert claimed
    states.advance(claimed, Step(done, counts), seconds=seconds)
    return claimed


def look(client: Client, run: Run, was: str) -> Any:
    return client.get(f"/runs/{run.pk}/progress/", {"was": was}, headers=HTMX)


@pytest.mark.parametrize(("age", "delay"), [(0, 1), (9, 1), (10, 2), (59, 2), (60, 5), (599, 5), (600, 15)])
def test_the_older_a_thing_the_less_often_it_is_looked_at(age: int, delay: int) -> None:
    assert delay_at(age) == delay


@pytest.mark.parametrize("state", [State.PAUSED, State.COMPLETED, State.FAILED, State.CANCELLED])
def test_what_does_not_change_by_itself_is_not_looked_at(state: State) -> None:
    assert Watch.of(Run(state=state, waiting_since=NOW), NOW).delay is None


def test_a_resumed_run_is_young_again() -> None:
    run = Run(state=State.WAITING, waiting_since=NOW, created_at=NOW - timedelta(days=1))
    assert Watch.of(run, NOW).delay == 1


def test_progress_is_done_of_total_with_rate_time_left_and_bad_ends_apart(signed_in: Client, run: Run) -> None:
    running(run, done=50, seconds=2.5, created=46, refused=4)
    answer = look(signed_in, run, "waiting:0").text
    for part in ("<b>50</b> of 200", "20 per second", "7 s left", "4 refused", 'max="200" value="50"'):
        assert part in answer, part


def test_what_has_begun_is_not_said_to_begin(signed_in: Client, run: Run) -> None:
    running(run, done=0, seconds=0)
    assert "Beginning." in look(signed_in, run, "waiting:0").text
    Run.objects.update(done=50)
    answer = look(signed_in, run, "running:0").text
    assert "<b>50</b> of 200" in answer
    assert "Beginning." not in answer


def test_a_look_that_finds_the_state_unchanged_leaves_the_buttons_alone(signed_in: Client, run: Run) -> None:
    running(run)
    answer = look(signed_in, run, "running:1").text
    assert f'id="run-{run.pk}-standing" hx-swap-oob="true"' in answer
    assert f'id="run-{run.pk}-acts"' not in answer
    assert 'id="announce"' not in answer


def test_a_further_quarter_is_said_aloud(signed_in: Client, run: Run) -> None:
    running(run, done=100)
    answer = look(signed_in, run, "running:1").text
    assert '<p id="announce" hx-swap-oob="innerHTML">people.json: running, 50 %</p>' in answer


def test_looking_stops_at_the_end_and_the_page_is_told(signed_in: Client, run: Run) -> None:
    states.finish(running(run))
    answer = look(signed_in, run, "running:1")
    assert "hx-trigger" not in answer.text
    assert "runEnded" in answer["HX-Trigger-After-Settle"]


def test_a_look_at_what_goes_on_does_not_tell_of_an_end(signed_in: Client, run: Run) -> None:
    assert "HX-Trigger-After-Settle" not in look(signed_in, run, "waiting:0").headers


def test_a_run_is_paused_resumed_and_cancelled(signed_in: Client, run: Run) -> None:
    for act, state in (("pause", "paused"), ("resume", "waiting"), ("cancel", "cancelled")):
        answer = signed_in.post(f"/runs/{run.pk}/{act}/", {"back": "/imports/"})
        run.refresh_from_db()
        assert (answer["Location"], run.state) == ("/imports/", state)


def test_a_button_answers_htmx_with_the_run_as_it_is_now(signed_in: Client, run: Run) -> None:
    answer = signed_in.post(f"/runs/{run.pk}/pause/", headers=HTMX).text
    assert f'action="/runs/{run.pk}/resume/"' in answer
    assert "hx-trigger" not in answer
    assert 'name="back" value="/imports/1/"' in answer


@pytest.mark.parametrize("act", ["pause", "resume", "cancel"])
def test_what_a_finished_run_does_not_allow_is_told_in_words(signed_in: Client, run: Run, act: str) -> None:
    states.finish(running(run))
    fragment = signed_in.post(f"/runs/{run.pk}/{act}/", headers=HTMX)
    assert fragment.status_code == 409
    assert "This run is completed and cannot be" in fragment.text
    page = signed_in.post(f"/runs/{run.pk}/{act}/", {"back": "/jobs/"}, follow=True)
    assert "This run is completed and cannot be" in page.text


def test_a_failed_run_says_why_and_offers_another_try(signed_in: Client, run: Run) -> None:
    states.fail(running(run), "The disk is full.")
    answer = look(signed_in, run, "running:1").text
    assert "The disk is full." in answer
    assert "Try again" in answer


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com/", "javascript:alert(1)", ""])
def test_the_way_back_never_leads_elsewhere(signed_in: Client, run: Run, back: str) -> None:
    assert signed_in.post(f"/runs/{run.pk}/pause/", {"back": back})["Location"] == "/"


@pytest.mark.parametrize(
    ("act", "right"), [("progress", "get"), ("pause", "post"), ("resume", "post"), ("cancel", "post")]
)
def test_strangers_wrong_methods_and_runs_that_do_not_exist(
    client: Client, recruiter: Any, act: str, right: str
) -> None:
    path = f"/runs/1/{act}/"
    assert getattr(client, right)(path)["Location"].startswith("/sign-in/")
    client.force_login(recruiter)
    assert getattr(client, right)(path).status_code == 404
    assert getattr(client, "post" if right == "get" else "get")(path).status_code == 405
