"""Looking at real processes from outside."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

BASE_DIR = Path(__file__).parents[2]

# What a person who runs this checkout for the first time does not have set, and the test session has.
UNWANTED = {
    *("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL", "SHORTLIST_DURABLE", "ALLOWED_HOSTS"),
    *("LLM_BASE_URL", "LLM_MODEL", "OPENAI_API_KEY"),
}


def environment(var: Path, **extra: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return {**kept, "SHORTLIST_VAR": str(var), **extra}


@contextlib.contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's account can walk to, which the others are a case of their own for.

    Not one of pytest's: those are 0700, and whichever pytest starts next on this machine makes them so again.
    """
    folder = Path(tempfile.mkdtemp(prefix="shortlist-test-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # what a failed test left running may still write there


def processes_with(lock: Path) -> set[int]:
    """Who has this file open: a lock is inherited by all that it shall outlast."""
    return {int(pid) for pid in os.listdir("/proc") if pid.isdigit() and _has_open(pid, lock)}


def _has_open(pid: str, file: Path) -> bool:
    with contextlib.suppress(OSError):  # it ended while we looked
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                if link.readlink() == file:
                    return True
    return False


def command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
