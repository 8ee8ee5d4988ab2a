"""Worker processes, and what processes use, read from /proc."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import django_rq
from rq import Worker
from rq.worker import WorkerStatus

from config.children import die_with_parent

BASE_DIR = Path(__file__).resolve().parent.parent
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
START_SECONDS = STOP_SECONDS = 15


@contextmanager
def worker(*arguments: str) -> Iterator[int]:
    """The pid of a worker that waits for jobs in an empty queue; it ends, work-horse included, with the block."""
    queue = django_rq.get_connection("scoring")
    queue.flushdb()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "rqworker", "scoring", "--verbosity=0", *arguments],
        cwd=BASE_DIR,
        start_new_session=True,  # Ctrl-C is for us, who then stop it
        preexec_fn=partial(die_with_parent, signal.SIGTERM, os.getpid()),
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not any(one.get_state() == WorkerStatus.IDLE for one in Worker.all(connection=queue)):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The worker did not start.")
            time.sleep(0.1)
        yield process.pid
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        for pid in (*children(process.pid), process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


@dataclass(frozen=True)
class Usage:
    """Seconds of processor time, and the largest resident set of a single process, in bytes."""

    cpu: float
    peak: int


class Meter:
    """What processes and their children use from the moment it is made. `look` now and then: peaks die with a child."""

    def __init__(self, **pids: int) -> None:
        self._pids = pids
        self._before = {name: cpu_seconds(pid) for name, pid in pids.items()}
        self._peaks = dict.fromkeys(pids, 0)

    def look(self) -> None:
        for name, pid in self._pids.items():
            self._peaks[name] = max(self._peaks[name], *map(peak_memory, (pid, *children(pid))))

    def read(self) -> dict[str, Usage]:
        self.look()
        return {
            name: Usage(cpu_seconds(pid) - self._before[name], self._peaks[name]) for name, pid in self._pids.items()
        }


def children(pid: int) -> list[int]:
    """The living children. None of the processes here has grandchildren that count."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def parent(pid: int) -> int:
    return int(_stat(pid)[1])


def cpu_seconds(pid: int) -> float:
    """User and system time of a process with its children, the dead ones included."""
    return _ticks(pid, 4) / TICKS_PER_SECOND + sum(_ticks(child, 2) for child in children(pid)) / TICKS_PER_SECOND


def peak_memory(pid: int) -> int:
    """Bytes; the peak of the present program only, where getrusage also counts what the process was forked from."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return 1024 * next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def _ticks(pid: int, fields: int) -> int:
    """utime, stime, and then cutime and cstime, of those children that were waited for."""
    try:
        return sum(int(field) for field in _stat(pid)[11 : 11 + fields])
    except OSError:
        return 0


def _stat(pid: int) -> list[str]:
    """What follows the program's name, which may hold spaces."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
