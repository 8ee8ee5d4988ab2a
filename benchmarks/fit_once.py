"""One contender of the fit scores, in a process of its own: prints what it took as JSON."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from benchmarks import tables  # noqa: E402
from benchmarks.import_once import timed  # noqa: E402
from profiles import careers  # noqa: E402
from profiles.canonical import CanonicalProfile  # noqa: E402
from profiles.models import Profile  # noqa: E402
from scoring import fitting  # noqa: E402
from scoring.fit.engine import score  # noqa: E402
from scoring.fit.features import features  # noqa: E402

SCORES = "scoring_fitscore"
CAREERS = ("profiles_profile", *(model._meta.db_table for model, _ in careers.PARTS.values()), "profiles_company")
FRESH = 2_000


def ours(folder: Path) -> dict[str, Any]:
    """A run as the worker works it off, by all active rubrics; the parts are told apart by the clock."""
    from config.audit.models import SYSTEM
    from config.runs import engine, states
    from config.runs.models import State

    engine.SLICE_SECONDS = 10**9
    parts = {"read": 0.0, "engine": 0.0, "write": 0.0}
    fitting.features = _clocked(parts, "engine", fitting.features)
    fitting.score = _clocked(parts, "engine", fitting.score)
    fitting._write = _clocked(parts, "write", fitting._write)
    fitting._people = _clocked(parts, "read", fitting._people)
    read_careers = fitting.read_careers
    fitting.read_careers = lambda ids: _clocked_steps(parts, "read", read_careers(ids))
    run = states.claim(fitting.begin_all(fitting.active_rubrics(), actor=SYSTEM).pk)
    assert run
    took = timed(lambda: engine.work_off(run))
    run.refresh_from_db()
    assert run.state == State.COMPLETED, run.problem
    return {**took, "profiles": run.done, "changed": run.counts.get("changed", 0), **parts}


def limit(folder: Path) -> dict[str, Any]:
    """The rows that a score rests on out of the database and ready scores into it, both by COPY: no engine."""
    return timed(lambda: _copied(folder))


@transaction.atomic
def _copied(folder: Path) -> None:
    for table in CAREERS:
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({tables.columns(table)}) TO STDOUT") as rows:
            for _ in rows:
                pass
    tables.load(folder, [SCORES])


def fresh(folder: Path) -> dict[str, Any]:
    """One career read and scored for one role, and for all, that nothing was read of before: milliseconds."""
    rubrics = fitting.active_rubrics()
    month = fitting.this_month()
    ids = list(Profile.objects.order_by("pk").values_list("pk", flat=True)[:FRESH])
    people = [career for _, career in careers.read_careers(ids)]
    one = [_milliseconds(lambda career=career: _scored(career, month, rubrics[:1])) for career in people[::2]]
    all_roles = [_milliseconds(lambda career=career: _scored(career, month, rubrics)) for career in people[1::2]]
    return {"one": _spread(one), "all": _spread(all_roles)}


def _scored(career: CanonicalProfile, month: str, rubrics: Sequence[Any]) -> None:
    read = features(career, month)
    for rubric in rubrics:
        score(read, rubric.content)


def _spread(milliseconds: Sequence[float]) -> dict[str, float]:
    ranked = sorted(milliseconds)
    return {"median": statistics.median(ranked), "p95": ranked[len(ranked) * 95 // 100]}


def _milliseconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _clocked(parts: dict[str, float], name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def clocked(*arguments: Any) -> Any:
        with _clock(parts, name):
            return work(*arguments)

    return clocked


def _clocked_steps(parts: dict[str, float], name: str, steps: Iterator[Any]) -> Iterator[Any]:
    while True:
        with _clock(parts, name):
            step = next(steps, None)
        if step is None:
            return
        yield step


@contextmanager
def _clock(parts: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    parts[name] += time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](Path(sys.argv[2]))))
