"""A bulk deletion whose worker is killed ten times ends like one that nobody disturbed."""

import subprocess
from collections.abc import Callable

import pytest
from django.db.models import Count

from config.audit.models import SYSTEM
from config.outbox.models import OutboxEvent
from config.runs import engine
from config.runs.models import Run
from profiles import holds
from profiles.deletion import Criteria, begin, check, finish
from profiles.imports.batches import store_batch
from profiles.imports.matching import Incoming
from profiles.models import Deletion, Profile
from profiles.sources import Record
from tests.factories import career
from tests.faults.killing import kill_ten_times

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, HELD, BATCH = 3_000, 7, 10


@pytest.fixture
def deletion() -> Deletion:
    """The first ten of three thousand are deleted, the rest is asked for."""
    records = []
    for number in range(PEOPLE):
        person = career(full_name="Ada Novak", email="", linkedin_url="", experience=(), education=(), languages=())
        records.append(Record(source="shortlist", key=str(number), payload={"number": number}, profile=person))
    store_batch(list(map(Incoming.of, records)))
    for profile in Profile.objects.order_by("-pk")[:HELD]:
        holds.place(profile, "Claim 12", actor=SYSTEM)
    criteria = Criteria(q="ada")
    deletion = begin(criteria, seal=check(criteria).seal, actor=SYSTEM)
    engine.work_off_all()
    run = finish(deletion, actor=SYSTEM)
    Run.objects.filter(pk=run.pk).update(parameters={**run.parameters, "batch": BATCH})
    deletion.refresh_from_db()
    return deletion


def test_ten_kills_change_nothing_about_the_outcome(
    deletion: Deletion, start_process: Callable[..., subprocess.Popen[bytes]]
) -> None:
    run = deletion.run
    assert run
    kill_ten_times(run, PEOPLE - 10, start_process)
    assert (run.done, run.total) == (PEOPLE - 10, PEOPLE - 10)
    assert run.counts == {"deleted": PEOPLE - 10 - HELD, "held": HELD}
    assert Profile.objects.count() == HELD
    states_of = dict(deletion.entries.order_by().values_list("state").annotate(Count("pk")))
    assert states_of == {"deleted": PEOPLE - HELD, "held": HELD}
    told = OutboxEvent.objects.filter(change="deleted")
    assert (told.count(), told.values("subject_id").distinct().count()) == (PEOPLE - HELD, PEOPLE - HELD)
