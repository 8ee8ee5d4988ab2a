"""How a process comes by a running service: it holds the users' lock, and starts a keeper where there is none."""

# ruff: noqa: S603 - no shell, and no word of these commands comes from outside

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Sequence

from .places import BASE_DIR, EmbeddedError, lock_path, log_end, open_log
from .service import Service

START_SECONDS = 60

# One shared lock for each service we use, open until this process ends, however it ends; forked children share it.
_held: dict[str, int] = {}


def open_lock(name: str) -> int:
    path = lock_path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise EmbeddedError(f"cannot use {path}: {error.strerror} (does another user run this checkout?)") from error


def try_lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def hold(services: Sequence[Service]) -> None:
    for service in services:
        if service.name not in _held:
            users = open_lock(f"{service.name}.users")
            fcntl.flock(users, fcntl.LOCK_SH)  # waits while a keeper without users is shutting down
            _held[service.name] = users
    deadline = time.monotonic() + START_SECONDS
    started: set[str] = set()
    waiting = list(services)
    while waiting:
        waiting = [service for service in waiting if not is_kept(service, started)]
        if waiting:
            if time.monotonic() > deadline:
                raise EmbeddedError(f"{waiting[0].name} is not ready after {START_SECONDS} s{log_end(waiting[0].name)}")
            time.sleep(0.02)


def is_kept(service: Service, started: set[str]) -> bool:
    """Whether the service answers. Starts a keeper, once, when there is none.

    The keeper's lock is handed on to the keeper and by it to the server, so it is free only when all of them have
    gone: two servers never share a data folder, and none is taken for alive while its keeper is dead.
    """
    lock = open_lock(f"{service.name}.keeper")
    try:
        if not try_lock(lock):
            return service.is_ready()
        if service.name in started:
            raise EmbeddedError(f"{service.name} did not start{log_end(service.name)}")
        start_keeper(service, lock)
        started.add(service.name)
    finally:
        os.close(lock)
    return False


def start_keeper(service: Service, lock: int) -> None:
    with open_log(service.name) as output:
        subprocess.run(
            [sys.executable, "-m", "config.embedded.keeper", service.name, str(lock)],
            cwd=BASE_DIR,
            pass_fds=[lock],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
