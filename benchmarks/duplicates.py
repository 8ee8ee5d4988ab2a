"""`python -m benchmarks.duplicates`: how many duplicates are found among generated people, and how fast.

The detector was tuned on the people of seed 1; the others are reported beside them.
"""

import argparse
import gc
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.duplicate_people import DUPLICATES, GRADES, PEOPLE, graded
from benchmarks.installation import installation
from benchmarks.rule_people import for_rules
from benchmarks.tellings import Telling
from profiles.canonical import CanonicalProfile

RESULT = Path(__file__).parent / "results" / "duplicates.md"
PRECISION, RECALL, SECONDS = 0.98, 0.9, 60
SEEDS = (1, 2, 3)
MANY, SEARCHES = 100_000, 3
BATCH = 1_000
_NOBODY = CanonicalProfile(full_name="Nobody")


@dataclass
class Quality:
    """Of suggestions: how many there are, how many are right, and of each grade how many were found."""

    seed: int
    suggested: int = 0
    found: Counter[str] = field(default_factory=Counter)

    @property
    def right(self) -> int:
        return self.found.total()

    @property
    def precision(self) -> float:
        return self.right / max(1, self.suggested)

    @property
    def recall(self) -> float:
        return self.right / DUPLICATES

    @property
    def is_good(self) -> bool:
        return self.precision >= PRECISION and self.recall >= RECALL


@dataclass
class Rules:
    """Of automatic merges: how many were made, how many are right, and how many should have been made."""

    seed: int
    made: int
    right: int
    wanted: int

    @property
    def is_good(self) -> bool:
        return self.right == self.made


@dataclass
class Scan:
    """Seconds of each search, and those of the processor that the worker used for all."""

    people: int
    seconds: list[float]
    cpu: float
    peak: int
    quality: Quality

    @property
    def is_good(self) -> bool:
        return median(self.seconds) <= SECONDS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duplicates", description=__doc__)
    parser.add_argument("--many", type=int, default=MANY, help="people for the clock; 0 leaves it out")
    many = parser.parse_args().many
    with installation():
        qualities = [quality(seed) for seed in SEEDS]
        rules = [merged_by_rule(seed) for seed in SEEDS]
        scan = scanned(many) if many else None
        text = markdown(qualities, rules, scan)
    print(f"\n{text}", end="")
    if many == MANY:
        RESULT.write_text(text)
    return 0 if all(each.is_good for each in (*qualities, *rules, *([scan] if scan else []))) else 1


def quality(seed: int) -> Quality:
    tellings = graded(seed)
    ids = store(tellings)
    search()
    told = judged(seed, tellings, ids)
    say(f"seed {seed}: precision {told.precision:.4f}, recall {told.recall:.4f} of {told.suggested} suggestions")
    return told


def judged(seed: int, tellings: Sequence[Telling], ids: Sequence[int]) -> Quality:
    from profiles.models import Duplicate

    of_whom = dict(zip(ids, tellings, strict=True))
    if len(of_whom) < len(tellings):
        sys.exit("The result does not count: a rule has merged people whom it should not know.")
    told = Quality(seed)
    for first, second in Duplicate.objects.order_by().values_list("first_id", "second_id"):
        told.suggested += 1
        if of_whom[first].who == of_whom[second].who:
            told.found[of_whom[second].grade] += 1
    return told


def merged_by_rule(seed: int) -> Rules:
    """Who was stored into a profile that was there, or made two profiles one."""
    tellings = for_rules(seed)
    ids = store(tellings)
    first: dict[int, tuple[int, Telling]] = {}
    made = right = 0
    for profile_id, telling in zip(ids, tellings, strict=True):
        if profile_id in first:
            made += 1
            right += first[profile_id][1].who == telling.who
        elif profile_id:  # 0: refused
            first[profile_id] = (profile_id, telling)
    wanted = len(tellings) - len({telling.who for telling in tellings})
    say(f"seed {seed}: {made} automatic merges, {right} of them right, {wanted} wanted")
    return Rules(seed, made, right, wanted)


def scanned(people: int) -> Scan:
    from benchmarks.tables import settle

    seed = SEEDS[-1] + 1
    say(f"storing {people:,} people")
    tellings = graded(seed, people)
    ids = store(tellings)
    tellings = [Telling(telling.who, _NOBODY, telling.grade) for telling in tellings]  # a worker does not hold them
    gc.collect()
    settle()
    before = resource.getrusage(resource.RUSAGE_SELF)
    seconds = [search() for _ in range(SEARCHES)]
    used = resource.getrusage(resource.RUSAGE_SELF)
    say(f"searched in {', '.join(f'{each:.1f} s' for each in seconds)}")
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return Scan(people, seconds, cpu, 1024 * used.ru_maxrss, judged(seed, tellings, ids))


def store(tellings: Iterable[Telling]) -> list[int]:
    """Into an empty database, as an import does. The profile of each, 0 where it was refused."""
    from django.db import transaction

    from benchmarks.tables import empty
    from profiles.imports.batches import store_batch
    from profiles.imports.matching import Incoming
    from profiles.sources import Record

    empty()
    ids: list[int] = []
    records = (
        Record(
            source="shortlist",
            key=str(number),
            payload={"number": number},
            profile=telling.profile,
            warnings=(),
            email_verified=telling.email_verified,
        )
        for number, telling in enumerate(tellings)
    )
    while batch := list(islice(records, BATCH)):
        with transaction.atomic():
            ids += [result.profile_id or 0 for result in store_batch(list(map(Incoming.of, batch)))]
    return ids


def search() -> float:
    """Seconds of a search through all, as a worker does it."""
    from config.audit.models import SYSTEM
    from config.runs import engine, states
    from config.runs.models import State
    from profiles.duplicates import search_all

    engine.SLICE_SECONDS = 10**9
    search_all(actor=SYSTEM)
    run = states.claim()
    assert run
    began = time.monotonic()
    engine.work_off(run)
    took = time.monotonic() - began
    run.refresh_from_db()
    assert run.state == State.COMPLETED, run.problem
    return took


def markdown(qualities: Sequence[Quality], rules: Sequence[Rules], scan: Scan | None) -> str:
    from benchmarks.machine import machine

    each = DUPLICATES // len(GRADES)
    grades = "\n".join(
        f"| {grade} | {level} | {' | '.join(f'{told.found[grade]} of {each}' for told in qualities)} |"
        for grade, (level, _, _) in GRADES.items()
    )
    return f"""# {PEOPLE:,} people, {DUPLICATES} of them twice

Suggestions, of which precision {PRECISION} and recall {RECALL} are required:

| seed | suggested | right | precision | recall | |
|---:|---:|---:|---:|---:|---|
{"".join(_quality_row(told) for told in qualities)}
The detector was tuned on seed {SEEDS[0]}. What was found, by grade:

| how the second telling differs | | {" | ".join(f"seed {told.seed}" for told in qualities)} |
|---|---|{"---:|" * len(qualities)}
{grades}

Automatic merges, of which none may be wrong:

| seed | made | right | wanted | |
|---:|---:|---:|---:|---|
{"".join(_rules_row(told) for told in rules)}
{_scan_text(scan) if scan else ""}{machine("Django", "psycopg", "rapidfuzz")}
"""


def _verdict(is_good: bool) -> str:
    return "reached" if is_good else "MISSED"


def _quality_row(told: Quality) -> str:
    return (
        f"| {told.seed} | {told.suggested} | {told.right} | {told.precision:.3f} | {told.recall:.3f} "
        f"| {_verdict(told.is_good)} |\n"
    )


def _rules_row(told: Rules) -> str:
    return f"| {told.seed} | {told.made} | {told.right} | {told.wanted} | {_verdict(told.is_good)} |\n"


def _scan_text(scan: Scan) -> str:
    told = scan.quality
    middle, few, most = median(scan.seconds), min(scan.seconds), max(scan.seconds)
    return f"""A search through {scan.people:,} stored profiles, of which at most {SECONDS} s are allowed:
{middle:.1f} s ({_verdict(scan.is_good)}), the median of {SEARCHES} from {few:.1f} to {most:.1f} s.
The worker's processor time was {scan.cpu / SEARCHES:.1f} s for each.
It took {scan.peak / 1e6:.0f} MB at most, the generating of people included.
Of {told.suggested} suggestions {told.right} were right: precision {told.precision:.3f}, recall {told.recall:.3f}.

"""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
