"""`python -m benchmarks.fit_scores`: how long a fit score takes, one, one over the API, and everybody's.

Each contender runs in a process of its own (`fit_once.py`) on the same database.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from benchmarks.imports import expect, once, say
from benchmarks.installation import VAR, installation
from benchmarks.provider_people import write

RESULT = Path(__file__).parent / "results" / "fit-scores.md"
FRESH, CACHED = 1, 10  # milliseconds at the median
AT_ONCE = 100


@dataclass(frozen=True)
class Sizes:
    profiles: int = 100_000
    few: int = 10_000
    reads: int = 1_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_scores", description=__doc__)
    for name, default in vars(Sizes()).items():
        parser.add_argument(f"--{name}", type=int, default=default)
    sizes = Sizes(**vars(parser.parse_args()))
    with installation():
        outcome = run(sizes)
        from benchmarks.fit_report import markdown

        text, is_good = markdown(sizes, outcome)
    print(f"\n{text}", end="")
    if sizes == Sizes():
        RESULT.write_text(text)
    return 0 if is_good else 1


def run(sizes: Sizes) -> dict[str, dict[str, Any]]:
    from benchmarks import tables
    from benchmarks.fit_once import SCORES

    people, folder = VAR / "people.ndjson", VAR / "scores"
    outcome: dict[str, dict[str, Any]] = {}
    for name, number in (("few", sizes.few), ("ours", sizes.profiles)):
        write(people, number, seed=1)
        tables.empty()
        once("ours", people, number)
        outcome[name] = measured("ours", folder, number)
        expect("fit scores", tables.count(SCORES), 3 * number)
    outcome["again"] = measured("ours", folder, sizes.profiles)
    expect("scores written again", outcome["again"]["changed"], 0)
    outcome["fresh"] = measured("fresh", folder)
    outcome["api"] = api(sizes.reads)
    tables.dump(folder, [SCORES])
    tables.empty([SCORES])
    outcome["limit"] = measured("limit", folder, sizes.profiles)
    expect("fit scores", tables.count(SCORES), 3 * sizes.profiles)
    return outcome


def measured(name: str, folder: Path, profiles: int = 0) -> dict[str, Any]:
    from benchmarks.tables import settle

    settle()
    command = [sys.executable, "-m", "benchmarks.fit_once", name, str(folder)]
    told: dict[str, Any] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    if profiles:
        told |= {"profiles": profiles, "rate": profiles / told["seconds"]}
        say(f"{name:6} {told['rate']:9,.0f} profiles/s, peak {told['peak'] / 1e6:.0f} MB")
    return told


def api(reads: int) -> dict[str, Any]:
    """Reads of stored scores through the web server as `make run` starts it: one after the other, then all at once."""
    from config.access.models import ApiKey
    from config.audit.models import SYSTEM
    from profiles.models import Profile
    from scoring import fitting

    while fitting.lag():  # what the import announced: as it is wherever a worker runs
        fitting.follow()
    _, secret = ApiKey.objects.issue("benchmark", ["read"], SYSTEM)
    ids = list(Profile.objects.order_by("pk").values_list("pk", flat=True)[:reads])
    with web() as address, httpx.Client(headers={"X-API-Key": secret}, limits=httpx.Limits(max_connections=None)) as to:

        def read(profile_id: int) -> float:
            began = time.perf_counter()
            answer = to.get(f"{address}/api/v1/profiles/{profile_id}/fit", params={"role": "cto"}, timeout=60)
            took = 1000 * (time.perf_counter() - began)
            return took if answer.status_code == httpx.codes.OK else -1

        for profile_id in ids[:50]:
            read(profile_id)
        alone = [read(profile_id) for profile_id in ids]
        began = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as callers:
            together = list(callers.map(read, ids))
        seconds = time.perf_counter() - began
    errors = sum(took < 0 for took in (*alone, *together))
    say(f"api    {median(alone):.1f} ms, {AT_ONCE} at once {len(ids) / seconds:,.0f}/s, {errors} errors")
    return {
        "alone": median(alone), "alone_p95": sorted(alone)[len(alone) * 95 // 100], "together": median(together),
        "rate": len(ids) / seconds, "errors": errors, "reads": len(ids),
    }  # fmt: skip


@contextmanager
def web() -> Iterator[str]:
    from config import serving

    port, lock = serving.free_port(), os.open(os.devnull, os.O_RDONLY)
    serving.collect_static()
    child = serving.children(port, lock)[0][0]
    child.start()
    try:
        while not serving.answers(port):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.stop([[child]])
        os.close(lock)


if __name__ == "__main__":
    sys.exit(main())
