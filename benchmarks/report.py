"""The table of scoring jobs."""

import os
from collections.abc import Callable, Sequence
from statistics import median

import django_rq

from benchmarks.machine import machine
from benchmarks.scoring_jobs import REQUIRED_RATIO, Outcome, Run
from benchmarks.sizes import Sizes

LIBRARIES = ("Django", "openai", "aiohttp", "rq", "django-rq", "psycopg", "pydantic")
MEGABYTE = 1_000_000


def markdown(sizes: Sizes, outcome: Outcome) -> str:
    top = median(run.per_second for run in outcome.limit)
    slow = outcome.one_per_call
    whole = sizes.jobs / slow.per_second / 60
    verdict = "reaches" if outcome.is_good_enough else "MISSES"
    return f"""# {sizes.jobs:,} scoring jobs, {sizes.latency * 1000:g} ms latency, {sizes.in_flight} in flight

| | jobs | seconds | calls/s | of the limit | CPU s per 1,000 jobs | peak memory |
|---|---:|---:|---:|---:|---:|---:|
{_row("The limit: the SDK's client alone, no database", outcome.limit, top)}
{_row("**Shortlist**, `manage.py rqworker scoring`", outcome.ours, top)}
{_row("One RQ job per call, RQ's default worker", [slow], top)}

Shortlist {verdict} the {REQUIRED_RATIO} of the limit that is required. Each has one worker process. Given is the median
of {len(outcome.ours)} runs, in turns, with the lowest and the highest in brackets. One job per call is extrapolated
from {slow.jobs} jobs: {sizes.jobs:,} of them would take {whole:.0f} minutes.

What else used the {os.cpu_count()} cores, in CPU s per 1,000 jobs:

| | evaluator | PostgreSQL | Valkey |
|---|---:|---:|---:|
{_others("The limit", outcome.limit)}
{_others("Shortlist", outcome.ours)}
{_others("One RQ job per call", [slow])}

Every call was answered, and each job has one result. Before the clock started, the jobs were created one by one at
{outcome.created:.0f} a second in one process.

{machine(*LIBRARIES, Valkey=_valkey())}
"""


def _row(name: str, runs: Sequence[Run], top: float) -> str:
    cells = (
        f"{runs[0].jobs:,}",
        _spread(runs, lambda run: run.seconds, 2),
        _spread(runs, lambda run: run.per_second, 1),
        _spread(runs, lambda run: run.per_second / top, 2 if len(runs) > 1 else 3),
        f"{_cpu(runs, 'worker'):.2f}",
        f"{max(run.used['worker'].peak for run in runs) / MEGABYTE:.0f} MB",
    )
    return f"| {name} | {' | '.join(cells)} |"


def _others(name: str, runs: Sequence[Run]) -> str:
    return f"| {name} | {' | '.join(f'{_cpu(runs, other):.2f}' for other in ('evaluator', 'postgresql', 'valkey'))} |"


def _cpu(runs: Sequence[Run], name: str) -> float:
    return median(1000 * run.used[name].cpu / run.jobs for run in runs)


def _spread(runs: Sequence[Run], value: Callable[[Run], float], digits: int) -> str:
    values = [value(run) for run in runs]
    middle = f"{median(values):.{digits}f}"
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})" if len(values) > 1 else middle


def _valkey() -> str:
    valkey = django_rq.get_connection("scoring").info("server")
    return str(valkey.get("valkey_version") or valkey["redis_version"])
