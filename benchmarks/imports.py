"""`python -m benchmarks.imports`: people by the hundred thousand, beside the limit and beside what people would write.

Each contender runs in a process of its own (`import_once.py`) on the same database, which it finds as described.
"""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.installation import VAR, installation
from benchmarks.provider_people import write

RESULT = Path(__file__).parent / "results" / "imports.md"
OF_LIMIT, OF_BULK, OF_LIBRARY = 0.3, 2, 10


@dataclass(frozen=True)
class Sizes:
    profiles: int = 100_000
    present: int = 1_000_000
    bulk: int = 10_000
    library: int = 1_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports", description=__doc__)
    for name, default in vars(Sizes()).items():
        parser.add_argument(f"--{name}", type=int, default=default)
    sizes = Sizes(**vars(parser.parse_args()))
    with installation():
        outcome = run(sizes)
        from benchmarks.import_report import markdown

        text, is_good = markdown(sizes, outcome)
    print(f"\n{text}", end="")
    if sizes == Sizes():
        RESULT.write_text(text)
    return 0 if is_good else 1


def run(sizes: Sizes) -> dict[str, dict[str, Any]]:
    from benchmarks import tables

    people, others = VAR / "people.ndjson", VAR / "others.ndjson"
    say(f"writing {sizes.profiles:,} people")
    write(people, sizes.profiles, seed=1)
    outcome: dict[str, dict[str, Any]] = {}
    tables.empty()
    outcome["ours"] = once("ours", people, sizes.profiles)
    outcome["again"] = once("ours", people, sizes.profiles)
    expect("profiles", tables.count("profiles_profile"), sizes.profiles)
    expect("positions", tables.count("profiles_experience"), 6 * sizes.profiles)
    outcome["vectors"] = once("vectors", people, min(sizes.profiles, sizes.bulk))
    folder = tables.dump(VAR / "rows")
    tables.empty()
    outcome["limit"] = once("limit", folder, sizes.profiles)
    expect("profiles", tables.count("profiles_profile"), sizes.profiles)
    for name, number in (("bulk", sizes.bulk), ("library", sizes.library)):
        tables.empty()
        some = VAR / f"{name}.ndjson"
        write(some, number, seed=1)
        outcome[name] = once(name, some, number)
        expect("profiles", tables.count("profiles_profile"), number)
        expect("positions", tables.count("profiles_experience"), 6 * number)
    tables.empty()
    outcome["few"] = once("ours", VAR / "bulk.ndjson", sizes.bulk)
    if sizes.present:
        tables.empty()
        once("limit", folder, sizes.profiles)
        say(f"multiplying them to {sizes.present:,}")
        tables.multiply(sizes.profiles, sizes.present)
        write(others, sizes.profiles, seed=2)
        outcome["full"] = once("ours", others, sizes.profiles)
        expect("profiles", tables.count("profiles_profile"), sizes.present + sizes.profiles)
    return outcome


def once(name: str, path: Path, profiles: int) -> dict[str, Any]:
    from benchmarks.tables import settle

    settle()
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_once", name, str(path), str(profiles)],
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    told |= {"profiles": profiles, "rate": profiles / told["seconds"], "whole": time.monotonic() - began}
    say(f"{name:8} {told['rate']:9,.0f} profiles/s, peak {told['peak'] / 1e6:.0f} MB")
    return told


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def expect(what: str, number: int, expected: int) -> None:
    if number != expected:
        sys.exit(f"The result does not count: {number:,} {what} where {expected:,} were to be.")


if __name__ == "__main__":
    sys.exit(main())
