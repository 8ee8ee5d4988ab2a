"""The evaluator as a process of its own: what ``make run``, the tests and the benchmarks start."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class EvaluatorProcess:
    """Running from the moment it exists; ``with`` stops it. It also stops when this process dies."""

    url: str
    process: subprocess.Popen[str]

    @classmethod
    def start(cls, arguments: Sequence[str] = (), *, port: int = 0) -> Self:
        """Start and wait until it listens. Raises RuntimeError with its last words if it does not."""
        command = [sys.executable, "-m", "scoring.evaluator", f"--port={port}", "--stop-with-stdin", *arguments]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, cwd=_ROOT, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 (our own)
        line = process.stdout.readline() if process.stdout else ""
        word, _, url = line.strip().partition(" ")
        if word != "listening":
            process.kill()
            process.communicate()
            raise RuntimeError(f"The offline evaluator did not start: {line.strip() or 'see its message above'}")
        return cls(url, process)

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
