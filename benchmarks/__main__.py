"""`python -m benchmarks`, which is what `make bench` runs: an installation of its own, then the benchmark in it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from benchmarks.sizes import Sizes, read_arguments

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var" / "bench"
RESULT = Path(__file__).parent / "results" / "scoring-jobs.md"
MOST_SECONDS = 240


def main() -> int:
    sizes = read_arguments()
    if not Path("/proc/self/stat").exists():
        sys.exit("The benchmark reads processor time and memory from /proc: it needs Linux.")
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGALRM, leave)
    signal.alarm(MOST_SECONDS)
    try:
        with installation(sizes):
            # They need Django, and Django its settings.
            from benchmarks import report, scoring_jobs

            outcome = scoring_jobs.run(sizes)
            text = report.markdown(sizes, outcome)
    except KeyboardInterrupt:
        return 130
    print(f"\n{text}", end="")
    if sizes == Sizes():
        RESULT.write_text(text)
    return 0 if outcome.is_good_enough else 1


def leave(signum: int, _frame: object) -> NoReturn:
    sys.exit(f"not done after {MOST_SECONDS} s" if signum == signal.SIGALRM else 128 + signum)


@contextmanager
def installation(sizes: Sizes) -> Iterator[None]:
    """Embedded services and an evaluator as `make run` has them, under var/bench, with an empty database."""
    # Nothing of the surroundings may decide what is measured: no other server, no paid endpoint, no fast mode.
    for name in list(os.environ):
        if name in {"DATABASE_URL", "REDIS_URL", "SHORTLIST_DURABLE"} or name.startswith(("LLM_", "OPENAI_")):
            del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SHORTLIST_VAR": str(VAR),
        "LLM_MODEL": "offline-evaluator",
        "LLM_CONCURRENCY": str(sizes.in_flight),
    }
    import django
    from django.core.management import call_command

    from config import embedded
    from config.embedded.starting import open_lock, try_lock
    from scoring.evaluator.process import EvaluatorProcess

    if embedded.VAR != VAR or not try_lock(open_lock("bench")):
        sys.exit("A benchmark runs here already.")
    try:
        embedded.ensure_running()
    except embedded.EmbeddedError as error:
        sys.exit(str(error))
    with EvaluatorProcess.start([f"--latency={sizes.latency}"]) as evaluator:
        os.environ |= {"LLM_BASE_URL": f"{evaluator.url}/v1", "BENCH_EVALUATOR": str(evaluator.process.pid)}
        make_empty_database(embedded.database_settings())
        django.setup()
        call_command("migrate", verbosity=0)
        yield


def make_empty_database(address: dict[str, str]) -> None:
    import psycopg
    from psycopg.sql import SQL, Identifier

    name = Identifier(address["NAME"])
    with psycopg.connect(
        host=address["HOST"], port=address["PORT"], user=address["USER"], dbname="postgres", autocommit=True
    ) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        server.execute(SQL("CREATE DATABASE {}").format(name))


if __name__ == "__main__":
    sys.exit(main())
