"""The table of imports."""

import os
from typing import Any

from benchmarks.imports import OF_BULK, OF_LIBRARY, OF_LIMIT, Sizes
from benchmarks.machine import machine

_NAMES = {
    "limit": "The limit: COPY of ready rows into the same tables",
    "ours": "**Shortlist**, a run worked off, nothing there before",
    "few": "**Shortlist**, fewer of them: the memory does not grow",
    "full": "**Shortlist**, with {present:,} profiles there before",
    "again": "**Shortlist**, the same file again: all unchanged",
    "bulk": "`bulk_create(update_conflicts=True)`",
    "library": "django-import-export, a resource per person",
}


def markdown(sizes: Sizes, outcome: dict[str, dict[str, Any]]) -> tuple[str, bool]:
    """The text, and whether every ratio that is asked for is reached."""
    ours, limit = outcome["ours"]["rate"], outcome["limit"]["rate"]
    ratios = {
        f"of the limit, at least {OF_LIMIT}": (ours / limit, OF_LIMIT),
        f"times `bulk_create`, at least {OF_BULK}": (ours / outcome["bulk"]["rate"], OF_BULK),
        f"times django-import-export, at least {OF_LIBRARY}": (ours / outcome["library"]["rate"], OF_LIBRARY),
    }
    rows = "\n".join(
        _row(name.format(present=sizes.present), outcome[key], limit) for key, name in _NAMES.items() if key in outcome
    )
    verdicts = "\n".join(
        f"- {ratio:.2f} {what}: {'reached' if ratio >= needed else 'MISSED'}"
        for what, (ratio, needed) in ratios.items()
    )
    parts = outcome["ours"]
    own_cpu, other = parts["cpu"] - parts["reading"], parts["seconds"] - parts["storing"]
    full = (
        f"\n- With {sizes.present:,} there before the rate is {outcome['full']['rate'] / ours:.2f} of that with none"
        if "full" in outcome
        else ""
    )
    text = f"""# {sizes.profiles:,} provider-style profiles: six positions, two schools, fifteen skills each

| | profiles | seconds | profiles/s | of the limit | CPU s per 1,000 | peak memory |
|---|---:|---:|---:|---:|---:|---:|
{rows}

{verdicts}{full}

Ours is end to end: the file out of the database's chunks, validation, matching, companies, search columns, source
records with the raw payload, outbox and report rows. Keeping the upload took {parts["keeping"]:.1f} s before that.

Where the {parts["seconds"]:.0f} s go: one process reads, validates and prepares the next batch
({parts["reading"]:.0f} s of processor time) while another stores the last one ({parts["storing"]:.0f} s,
{own_cpu:.0f} s of them its own processor time, the rest PostgreSQL's); for {other:.0f} s it waits for the reader,
writes the report and commits. Vectors follow in the background at {outcome["vectors"]["rate"]:,.0f} profiles/s. Peaks
count twice what the two processes share.

The peers read the same file with the same readers and write the same tables, but for report rows; their rates are from
{sizes.bulk:,} and {sizes.library:,} profiles.

{machine("Django", "psycopg", "pydantic", "django-import-export")}
- Cores used: {os.cpu_count()}
"""
    return text, all(ratio >= needed for ratio, needed in ratios.values())


def _row(name: str, told: dict[str, Any], limit: float) -> str:
    return (
        f"| {name} | {told['profiles']:,} | {told['seconds']:.1f} | {told['rate']:,.0f} | {told['rate'] / limit:.2f} "
        f"| {1000 * told['cpu'] / told['profiles']:.2f} | {told['peak'] / 1e6:.0f} MB |"
    )
