"""Where things lie: the var folder, the services' logs and locks, and sockets whose paths the kernel accepts."""

import hashlib
import os
import stat
import sys
from pathlib import Path
from typing import IO

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR = (BASE_DIR / os.environ.get("SHORTLIST_VAR", "var")).resolve()

# sockaddr_un.sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
LONGEST_SOCKET_PATH = 103
LARGEST_LOG = 10_000_000


class EmbeddedError(RuntimeError):
    """An embedded service could not be started; the message is for the person at the terminal."""


def say(text: str) -> None:
    """A line for whoever started us, or for the service's log when that is where our words go."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def var_id() -> str:
    """Names this var folder where a path outside of it is needed."""
    return hashlib.sha256(os.fsencode(VAR)).hexdigest()[:12]


def log_path(name: str) -> Path:
    return VAR / "log" / f"{name}.log"


def open_log(name: str) -> IO[str]:
    path = log_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".log.old"))
    return path.open("a")


def log_end(name: str) -> str:
    """What to add to an error message."""
    path = log_path(name)
    lines = path.read_text(errors="replace").splitlines() if path.exists() else []
    return "\n".join([f"; the end of {path}:", *lines[-8:]])


def lock_path(name: str) -> Path:
    return VAR / "lock" / name


def socket_folder(preferred: Path, socket_name: str) -> Path:
    """`preferred`, or a short folder when the socket's path would be too long there.

    Always /tmp and never TMPDIR: every process of this checkout has to come to the same answer.
    """
    if len(os.fsencode(preferred / socket_name)) <= LONGEST_SOCKET_PATH:
        return preferred
    return Path("/tmp") / f"shortlist-{var_id()}-{preferred.name}"  # noqa: S108 - see make_private_folder


def make_private_folder(folder: Path, *, owner: int) -> None:
    """Create `folder` for `owner` alone. In a shared place such as /tmp someone else may have been there first."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
            raise EmbeddedError(f"{folder} exists and is not ours: remove it and try again") from None
        folder.chmod(0o700)
    if folder.stat().st_uid != owner:
        os.chown(folder, owner, -1)
