"""Looking at real processes from outside."""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

BASE_DIR = Path(__file__).parents[2]

# What a person who runs this checkout for the first time does not have set, and the test session has.
UNWANTED = {
    *("DATABASE_URL", "REDIS_URL", "SHORTLIST_DURABLE", "ALLOWED_HOSTS"),
    *("LLM_BASE_URL", "LLM_MODEL", "OPENAI_API_KEY"),
}


def environment(var: Path, **extra: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return {**kept, "SHORTLIST_VAR": str(var), **extra}


def reachable(folder: Path) -> Path:
    """pytest makes its folders 0700, which is a case of its own for PostgreSQL's account."""
    if os.geteuid() == 0:
        for parent in (folder, folder.parent, folder.parent.parent):
            parent.chmod(0o711)
    return folder


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
