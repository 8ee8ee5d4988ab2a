"""A bulk deletion whose worker is killed ten times ends like one that nobody disturbed."""

import random
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import Count
from django.db.models.functions import Now

from config.audit.models import SYSTEM
from config.outbox.models import OutboxEvent
from config.runs import engine, states, tasks
from config.runs.models import Run, State
from profiles import holds
from profiles.deletion import Criteria, begin, check, finish
from profiles.imports.batches import store_batch
from profiles.models import Deletion, Profile
from profiles.sources import Record
from tests.conftest import kill_with_children
from tests.factories import career

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, HELD, BATCH, KILLS = 3_000, 7, 10, 10


@pytest.fixture
def deletion() -> Deletion:
    """The first ten of three thousand are deleted, the rest is asked for."""
    records = []
    for number in range(PEOPLE):
        person = career(full_name="Ada Novak", email="", linkedin_url="", experience=(), education=(), languages=())
        records.append(Record(source="shortlist", key=str(number), payload={"number": number}, profile=person))
    store_batch(records)
    for profile in Profile.objects.order_by("-pk")[:HELD]:
        holds.place(profile, "Claim 12", actor=SYSTEM)
    criteria = Criteria(q="ada")
    deletion = begin(criteria, seal=check(criteria).seal, actor=SYSTEM)
    engine.work_off_all()
    run = finish(deletion, actor=SYSTEM)
    Run.objects.filter(pk=run.pk).update(parameters={**run.parameters, "batch": BATCH})
    deletion.refresh_from_db()
    return deletion


def _until(what: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def test_ten_kills_change_nothing_about_the_outcome(
    deletion: Deletion, start_process: Callable[..., subprocess.Popen[bytes]]
) -> None:
    run = deletion.run
    assert run
    chance = random.Random(7)
    resumed_at = []
    for kill in range(KILLS):
        worker = start_process("rqworker", "background")
        tasks.wake()
        goal = run.done + chance.randint(1, (PEOPLE - run.done) // (KILLS - kill + 1))

        def far_enough(goal: int = goal) -> bool:
            return Run.objects.filter(pk=run.pk, done__gte=goal).exists()

        _until(far_enough)
        time.sleep(chance.random() / 100)
        kill_with_children(worker)
        run.refresh_from_db()
        resumed_at.append(run.done)
        Run.objects.filter(pk=run.pk, state=State.RUNNING).update(lease_expires_at=Now() - timedelta(seconds=1))
        states.reclaim_lost()
    assert len(set(resumed_at)) == KILLS
    assert resumed_at[-1] < PEOPLE - 10, "it was finished before the last kill"

    start_process("rqworker", "background")
    tasks.wake()
    _until(lambda: Run.objects.filter(pk=run.pk, state=State.COMPLETED).exists())
    run.refresh_from_db()
    assert (run.done, run.total) == (PEOPLE - 10, PEOPLE - 10)
    assert run.counts == {"deleted": PEOPLE - 10 - HELD, "held": HELD}
    assert Profile.objects.count() == HELD
    states_of = dict(deletion.entries.order_by().values_list("state").annotate(Count("pk")))
    assert states_of == {"deleted": PEOPLE - HELD, "held": HELD}
    told = OutboxEvent.objects.filter(change="deleted")
    assert (told.count(), told.values("subject_id").distinct().count()) == (PEOPLE - HELD, PEOPLE - HELD)
