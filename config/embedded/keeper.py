"""`python -m config.embedded.keeper NAME LOCK`: keep one service running while any process uses it.

Started by `starting.py`, never by hand. It runs detached, as the parent of the server, and stops it as soon as the
users' lock is free, that is when the last user has ended in whatever way.
"""

# ruff: noqa: S603 - no shell, and no word of these commands comes from outside

import os
import signal
import subprocess
import sys
import time
from functools import partial
from types import FrameType

from config.children import die_with_parent

from . import postgres, valkey
from .places import EmbeddedError, say
from .service import Command, Service
from .starting import open_lock, try_lock

SERVICES = {service.name: service for service in (postgres.SERVICE, valkey.SERVICE)}
LOOK_SECONDS = 0.25
STOP_SECONDS = 60
# After a kill -9, what is left of the server may need some seconds before a new one can have the data.
RESTART_SECONDS = 0.5
MOST_QUICK_DEATHS = 20


def keep(service: Service, lock: int) -> int:
    asked_to_stop = False

    def note(_signum: int, _frame: FrameType | None) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True

    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, note)
    users = open_lock(f"{service.name}.users")
    try:
        command = service.prepare()
    except EmbeddedError as error:
        say(str(error))
        return 1
    server, since, quick_deaths = start(service, command, lock), time.monotonic(), 0
    while True:
        time.sleep(LOOK_SECONDS)
        if asked_to_stop or try_lock(users):
            stop(service, server)
            return 0
        if server.poll() is not None:
            quick_deaths = quick_deaths + 1 if time.monotonic() - since < 10 * RESTART_SECONDS else 0
            say(f"{service.name} ended with {server.returncode}")
            if quick_deaths > MOST_QUICK_DEATHS:
                return 1
            time.sleep(RESTART_SECONDS)
            server, since = start(service, command, lock), time.monotonic()


def start(service: Service, command: Command, lock: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command.argv,
        cwd="/",
        env=postgres.ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        pass_fds=[lock],
        preexec_fn=partial(die_with_parent, service.stop_signal, os.getpid()),
        **command.run_as,
    )


def stop(service: Service, server: subprocess.Popen[bytes]) -> None:
    server.send_signal(service.stop_signal)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


def main() -> None:
    name, lock = sys.argv[1:]
    if os.fork():
        os._exit(0)  # the starter goes on; we are nobody's child, so that nobody has to wait for us
    os.setsid()
    sys.exit(keep(SERVICES[name], int(lock)))


if __name__ == "__main__":
    main()
