"""One contender, in a process of its own: prints seconds, processor time and peak memory as JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402

from benchmarks import tables  # noqa: E402
from profiles.imports.items import Ready  # noqa: E402
from profiles.results import Result  # noqa: E402
from profiles.sources import InputFile, Record, read_files  # noqa: E402

BATCH = 1_000


def ours(path: Path, profiles: int) -> dict[str, Any]:
    """A run as a worker works it off; keeping the upload is told apart."""
    from config.audit.models import SYSTEM
    from config.runs import engine, states
    from config.runs.models import State
    from profiles.imports import running
    from profiles.imports.files import add_file
    from profiles.models import Import

    engine.SLICE_SECONDS = 10**9
    began = time.monotonic()
    job = Import.objects.create()
    with path.open("rb") as file:
        add_file(job, path.name, file)
    kept = time.monotonic() - began
    run = states.claim(running.begin(job.pk, actor=SYSTEM).pk)
    assert run
    storing = 0.0
    store_items = running.store_items

    def store_and_clock(batch: Sequence[Ready], reading: str) -> list[Result]:
        nonlocal storing
        started = time.monotonic()
        results = store_items(batch, reading)
        storing += time.monotonic() - started
        return results

    running.store_items = store_and_clock
    took = timed(lambda: engine.work_off(run))
    run.refresh_from_db()
    assert run.state == State.COMPLETED, run.problem
    assert run.done == profiles, run.done
    return {**took, "keeping": kept, "storing": storing, "counts": run.counts}


def vectors(path: Path, profiles: int) -> dict[str, Any]:
    from profiles import vectors as following

    following.model()
    done = 0

    def follow() -> None:
        nonlocal done
        while done < profiles and (made := following.step()[1]):
            done += made

    took = timed(follow)
    return {**took, "seconds": took["seconds"] * profiles / done}


def limit(path: Path, profiles: int) -> dict[str, Any]:
    """Ready rows by COPY into the same tables: what the database can take from one connection.

    Foreign keys are looked up at the commit, which is timed with it, as it is for the others.
    """
    return timed(lambda: transaction.atomic(tables.load)(path))


def bulk(path: Path, profiles: int) -> dict[str, Any]:
    from benchmarks.peers import bulk_create

    return timed(lambda: all_batches(path, bulk_create))


def library(path: Path, profiles: int) -> dict[str, Any]:
    """It sets sequences after each batch, which the app's role may not."""
    from benchmarks.peers import import_export
    from config.roles.owner import become_owner

    become_owner()
    return timed(lambda: all_batches(path, import_export))


def all_batches(path: Path, store: Callable[[list[Record]], None]) -> None:
    """The peers read the file as ours does; storing is theirs."""
    records: Iterator[Any] = read_files([InputFile(path.name, lambda: path.open("rb"))])
    while batch := list(islice(records, BATCH)):
        with transaction.atomic():
            store(batch)


def timed(work: Callable[[], object]) -> dict[str, Any]:
    """Wall and processor seconds, those of the process that reads ahead apart; the peak is of both together."""
    began, before = time.monotonic(), _used()
    work()
    own, reading, peak = (after - there for after, there in zip(_used(), (*before[:2], 0), strict=True))
    return {"seconds": time.monotonic() - began, "cpu": own + reading, "reading": reading, "peak": peak}


def _used() -> tuple[float, float, int]:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (
        own.ru_utime + own.ru_stime,
        children.ru_utime + children.ru_stime,
        1024 * (own.ru_maxrss + children.ru_maxrss),
    )


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))))
