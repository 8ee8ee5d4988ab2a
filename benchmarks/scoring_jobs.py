"""Scoring jobs through the real worker, beside the bare client and beside one queue job per call."""

import json
import math
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, product
from os import environ
from statistics import median
from typing import Any

import django_rq
import httpx
from django.db import connection
from django.db.models import Sum

from benchmarks.processes import Meter, Usage, children, parent, worker
from benchmarks.sizes import Sizes
from config import embedded
from config.audit.models import SYSTEM
from profiles.demo import people
from profiles.imports import store
from profiles.models import Profile, Role
from profiles.sources import Record
from scoring.llm import tasks
from scoring.llm.requests import BULK, request_assessment
from scoring.models import Assessment, Attempt, JobEvent, ScoringJob, Status

LOOK_SECONDS = 0.1
REQUIRED_RATIO = 0.75
PROMPTS = embedded.VAR / "prompts.json"


@dataclass(frozen=True)
class Run:
    jobs: int
    seconds: float
    used: dict[str, Usage]

    @property
    def per_second(self) -> float:
        return self.jobs / self.seconds


@dataclass(frozen=True)
class Outcome:
    """`created` is the jobs made per second, one by one, in one process."""

    limit: list[Run]
    ours: list[Run]
    one_per_call: Run
    created: float

    @property
    def ratio(self) -> float:
        return median(run.per_second for run in self.ours) / median(run.per_second for run in self.limit)

    @property
    def is_good_enough(self) -> bool:
        return self.ratio >= REQUIRED_RATIO


def run(sizes: Sizes) -> Outcome:
    say(f"creating {sizes.jobs:,} jobs")
    make_people(math.ceil(sizes.jobs / Role.objects.count()))
    jobs, created = make_jobs(sizes.jobs)
    PROMPTS.write_text(json.dumps([job.prompt for job in jobs]))
    # The evaluator remembers its answers: from here on they cost everyone the same.
    run_limit(sizes)
    limit, ours = [], []
    for _ in range(sizes.repeats):
        put_jobs_back()
        limit.append(run_limit(sizes))
        say(f"the limit    {limit[-1].per_second:6.1f} calls/s")
        ours.append(run_ours(sizes))
        say(f"Shortlist    {ours[-1].per_second:6.1f} calls/s")
    put_jobs_back()
    one_per_call = run_one_per_call(jobs[: sizes.one_per_call])
    say(f"one per call {one_per_call.per_second:6.1f} calls/s")
    return Outcome(limit, ours, one_per_call, created)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def make_people(count: int) -> None:
    for number, person in enumerate(people(count, seed=1)):
        payload = person.model_dump(mode="json")
        store(Record(source="demo", key=f"1-{number}", payload=payload, profile=person, warnings=()))


def make_jobs(count: int) -> tuple[list[ScoringJob], float]:
    """Jobs that ask for everybody in every role, up to `count`, and how many were made per second."""
    questions = list(islice(product(Profile.objects.with_career(), Role.objects.all()), count))
    started = time.monotonic()
    jobs = [request_assessment(profile, role, actor=SYSTEM, priority=BULK)[0] for profile, role in questions]
    rate = len(jobs) / (time.monotonic() - started)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE jobs_as_made AS TABLE scoring_scoringjob")
    return jobs, rate


def put_jobs_back() -> None:
    """Let the jobs be as they were made, in tables that hold nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE scoring_scoringjob CASCADE")
        cursor.execute("INSERT INTO scoring_scoringjob TABLE jobs_as_made")
        cursor.execute("VACUUM ANALYZE")  # else autovacuum comes in the middle of one run or another


def run_limit(sizes: Sizes) -> Run:
    forget_stats()
    meter = Meter(**pids())
    command = [sys.executable, "-m", "benchmarks.limit", str(PROMPTS), str(sizes.in_flight)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    said = json.loads(done.stdout)
    expect("requests to the evaluator", stats()["requests"], sizes.jobs)
    return Run(sizes.jobs, said["seconds"], {**meter.read(), "worker": Usage(said["cpu"], said["peak"])})


def run_ours(sizes: Sizes) -> Run:
    with worker() as pid:
        made = timed(sizes.jobs, pid, tasks.wake, ScoringJob.objects.unfinished().exists)
    for what, number in (
        ("completed jobs", ScoringJob.objects.filter(status=Status.COMPLETED).count()),
        ("tries", ScoringJob.objects.aggregate(sum=Sum("tries"))["sum"]),
        ("assessments", Assessment.objects.count()),
        ("attempts", Attempt.objects.filter(error_code="").count()),
        ("events of completion", JobEvent.objects.filter(kind=JobEvent.Kind.COMPLETED).count()),
        ("different questions to the evaluator", len(stats()["idempotency_keys"])),
    ):
        expect(what, number, sizes.jobs)
    return made


def run_one_per_call(jobs: list[ScoringJob]) -> Run:
    def enqueue() -> None:
        queue = django_rq.get_queue("scoring")
        for job in jobs:
            queue.enqueue("benchmarks.one_job_per_call.score", job.pk)

    with worker("--worker-class=rq.Worker") as pid:
        made = timed(len(jobs), pid, enqueue, lambda: Attempt.objects.count() < len(jobs))
    expect("jobs with a result", Attempt.objects.values("job").distinct().count(), len(jobs))
    return made


def timed(jobs: int, worker_pid: int, start: Callable[[], object], is_unfinished: Callable[[], bool]) -> Run:
    """From the wake-up of a waiting worker to its last result; what it uses counts until its work-horse has ended."""
    forget_stats()
    meter = Meter(worker=worker_pid, **pids())
    started = time.monotonic()
    start()
    while is_unfinished():
        time.sleep(LOOK_SECONDS)
        meter.look()
    seconds = time.monotonic() - started
    while children(worker_pid):
        time.sleep(LOOK_SECONDS)
    expect("requests to the evaluator", stats()["requests"], jobs)
    return Run(jobs, seconds, meter.read())


def pids() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return {
        "evaluator": int(environ["BENCH_EVALUATOR"]),
        "postgresql": parent(backend),
        "valkey": int(django_rq.get_connection("scoring").info("server")["process_id"]),
    }


def stats() -> dict[str, Any]:
    answer: dict[str, Any] = httpx.get(environ["LLM_BASE_URL"].replace("/v1", "/stats")).json()
    return answer


def forget_stats() -> None:
    httpx.delete(environ["LLM_BASE_URL"].replace("/v1", "/stats")).raise_for_status()


def expect(what: str, number: int, expected: int) -> None:
    if number != expected:
        sys.exit(f"The result does not count: {number:,} {what} where {expected:,} were to be.")
