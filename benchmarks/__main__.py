"""`python -m benchmarks`: how fast scoring jobs get done, in an installation of its own."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from benchmarks.installation import installation
from benchmarks.sizes import Sizes, read_arguments

NOBODY = "http://127.0.0.1:9/v1"  # until the evaluator has an address
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
        with with_evaluator(sizes):
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
def with_evaluator(sizes: Sizes) -> Iterator[None]:
    """An installation, and the evaluator that the model's place is taken by."""
    with installation(LLM_MODEL="offline-evaluator", LLM_CONCURRENCY=str(sizes.in_flight), LLM_BASE_URL=NOBODY):
        from django.conf import settings

        from scoring.evaluator.process import EvaluatorProcess

        with EvaluatorProcess.start([f"--latency={sizes.latency}"]) as evaluator:
            settings.LLM_BASE_URL = f"{evaluator.url}/v1"
            os.environ |= {"LLM_BASE_URL": settings.LLM_BASE_URL, "BENCH_EVALUATOR": str(evaluator.process.pid)}
            yield


if __name__ == "__main__":
    sys.exit(main())
