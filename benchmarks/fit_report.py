"""The table of fit scores."""

from typing import Any

from benchmarks.fit_scores import AT_ONCE, CACHED, FRESH, Sizes
from benchmarks.machine import machine

_NAMES = {
    "limit": "The limit: rows out and ready scores in by COPY, no engine",
    "ours": "**Shortlist**, a run worked off by one worker",
    "few": "**Shortlist**, fewer of them",
    "again": "**Shortlist**, again: nothing has changed",
}


def markdown(sizes: Sizes, outcome: dict[str, dict[str, Any]]) -> tuple[str, bool]:
    """The text, and whether all that is asked for is reached."""
    ours, few, limit, fresh, api = (outcome[name] for name in ("ours", "few", "limit", "fresh", "api"))
    asked = {
        f"{fresh['one']['median']:.2f} ms for one fresh score at the median, at most {FRESH}": (
            fresh["one"]["median"] <= FRESH
        ),
        f"{api['alone']:.1f} ms for one read of a stored score over the API at the median, at most {CACHED}": (
            api["alone"] <= CACHED
        ),
        f"{api['errors']} errors in {2 * api['reads']:,} reads, half of them by {AT_ONCE} at once, none allowed": (
            api["errors"] == 0
        ),
    }
    verdicts = "\n".join(f"- {what}: {'reached' if good else 'MISSED'}" for what, good in asked.items())
    rows = "\n".join(_row(name, outcome[key], limit["rate"]) for key, name in _NAMES.items())
    parts = {name: ours[name] / ours["seconds"] for name in ("engine", "read", "write")}
    text = f"""# Fit scores: {sizes.profiles:,} profiles of six positions, two schools, fifteen skills; three roles

| | profiles | seconds | profiles/s | of the limit | CPU s per 1,000 | peak memory |
|---|---:|---:|---:|---:|---:|---:|
{rows}

{verdicts}

Where the {ours["seconds"]:.0f} s go: engine {parts["engine"]:.0%}, reading {parts["read"]:.0%}, writing
{parts["write"]:.0%}, the rest {1 - sum(parts.values()):.0%} (asking for hashes of what is stored, rows of the run,
commits). The whole is {ours["seconds"] / limit["seconds"]:.1f} times the limit.
{sizes.profiles / sizes.few:.0f} times as many profiles take {ours["seconds"] / few["seconds"]:.1f} times as long, with
{ours["peak"] / few["peak"]:.2f} of the memory.

One fresh score, a career read and scored for one role: {fresh["one"]["median"]:.2f} ms at the median,
{fresh["one"]["p95"]:.2f} at the 95th percentile; for three roles {fresh["all"]["median"]:.2f} and
{fresh["all"]["p95"]:.2f}. One read over the API: {api["alone"]:.1f} ms and {api["alone_p95"]:.1f}; by {AT_ONCE} at once
{api["together"]:.0f} ms at the median, {api["rate"]:,.0f} a second, which is what two web processes and the
callers make of the processors together.

{machine("django", "psycopg", "pydantic")}
"""
    return text, all(asked.values())


def _row(name: str, told: dict[str, Any], limit: float) -> str:
    return (
        f"| {name} | {told['profiles']:,} | {told['seconds']:.1f} | {told['rate']:,.0f} | {told['rate'] / limit:.2f} "
        f"| {1000 * told['cpu'] / told['profiles']:.2f} | {told['peak'] / 1e6:.0f} MB |"
    )
