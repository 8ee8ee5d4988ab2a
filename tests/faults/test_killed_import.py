"""An import whose worker is killed ten times ends like one that nobody disturbed."""

import io
import json
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from config.audit.models import SYSTEM
from config.outbox.models import OutboxEvent
from config.runs import engine
from config.runs.models import Run
from profiles.imports import running
from profiles.imports.files import receive
from profiles.models import Company, Experience, ImportChunk, ImportRow, Profile, SourceRecord
from tests.faults.killing import kill_ten_times

pytestmark = pytest.mark.django_db(transaction=True)
LINES, BATCH = 3_000, 10


def _lines() -> Iterator[str]:
    """New people, some who come a second time with another job, some who say the same, and some who are nobody."""
    for number in range(LINES):
        person = number - 7 if number % 10 == 7 else number
        name = "" if number % 50 == 49 else f"Ada Novak-{chr(97 + person % 26)}{person}"
        profiles = [{"network": "LinkedIn", "url": f"https://www.linkedin.com/in/ada-novak-{person}"}]
        work = [{"name": f"Fjord {person % 40} GmbH", "position": "CIO" if number % 20 == 7 else "CTO"}]
        yield json.dumps({"basics": {"name": name, "profiles": profiles}, "work": work})


def _begun() -> Run:
    job = receive([("people.ndjson", io.BytesIO("\n".join(_lines()).encode()))])
    run = running.begin(job.pk, actor=SYSTEM)
    Run.objects.filter(pk=run.pk).update(parameters={**run.parameters, "batch": BATCH})
    run.refresh_from_db()
    return run


def _outcome(run: Run) -> dict[str, Any]:
    """All that the import wrote, without ids and times."""
    run.refresh_from_db()
    url = "profile__linkedin_url"
    return {
        "done": (run.state, run.done, run.counts),
        "rows": list(ImportRow.objects.filter(run=run).values_list("number", "where", "outcome", "reason", url)),
        "people": sorted(Profile.objects.values_list("linkedin_url", "full_name", "content_hash")),
        "jobs": sorted(Experience.objects.values_list(url, "position", "title", "company", "employer__name")),
        "records": sorted(SourceRecord.objects.values_list(url, "source", "payload_hash")),
        "companies": sorted(Company.objects.values_list("name", flat=True)),
        "told": sorted(OutboxEvent.objects.values_list("kind", "change")),
    }


def test_ten_kills_change_nothing_about_the_outcome(start_process: Callable[..., subprocess.Popen[bytes]]) -> None:
    undisturbed = _begun()
    engine.work_off_all()
    expected = _outcome(undisturbed)
    assert expected["done"][:2] == ("completed", LINES)
    assert set(expected["done"][2]) == {"created", "changed", "unchanged", "refused"}
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE profiles_profile, profiles_company, outbox_outboxevent CASCADE")

    run = _begun()
    kill_ten_times(run, LINES, start_process)
    assert _outcome(run) == expected
    assert not ImportChunk.objects.exists()
