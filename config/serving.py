"""A whole local installation in the foreground: `make run`.

It sets up the database, starts web, worker, scheduler and (without a configured model) the offline evaluator,
restarts what dies, and stops everything in order. Children die with it by PDEATHSIG, so that not even a kill -9
leaves anything behind.
"""

# ruff: noqa: S603 - no shell, and no word of these commands comes from outside

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from config import embedded
from config.children import die_with_parent
from config.embedded.places import BASE_DIR, VAR, log_end, log_path, open_log, say
from config.embedded.starting import open_lock, try_lock

LOOK_SECONDS = 0.2
ENSURE_SECONDS = 5  # between looks at the embedded services, whose keepers may have been killed
READY_SECONDS = 60
STOP_SECONDS = 10
LONGEST_PAUSE_SECONDS = 30
DEMO_USER = "demo"
ACCESS_LOG = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'  # without the query, which holds the names searched for


class CannotServe(Exception):
    """The message is for the person at the terminal."""


def serve(port: int, *, with_parent: bool = False) -> int:
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, leave)
    if with_parent:
        die_with_parent(signal.SIGTERM, os.getppid())
    try:
        with only_one(f"http://127.0.0.1:{port}") as lock:
            check_port(port)
            own_host()
            set_up()
            password = set_up_demo_user() if settings.LOCAL else None
            run(port, lock, f"  (sign in as {DEMO_USER} / {password})" if password else "")
    except CannotServe as error:
        say(str(error))
    return 1


def leave(_signum: int, _frame: object) -> NoReturn:
    sys.exit(0)


@contextlib.contextmanager
def only_one(url: str) -> Iterator[int]:
    """Hold var/run.lock; yields another lock, for the children to inherit.

    That other one becomes free when the last child of an earlier run has ended, which takes some seconds where that
    run was killed.
    """
    VAR.mkdir(parents=True, exist_ok=True)
    children = open_lock("serve.children")
    with (VAR / "run.lock").open("a+") as running:
        deadline = time.monotonic() + 2 * STOP_SECONDS
        while not try_lock(running.fileno()):
            running.seek(0)
            if owner := running.read():
                raise CannotServe(f"Shortlist already runs at {owner}")
            wait_for_the_earlier_run(deadline)
        running.truncate(0)
        running.write(f"{url} (pid {os.getpid()})")
        running.flush()
        while not try_lock(children):
            wait_for_the_earlier_run(deadline)
        try:
            yield children
        finally:
            os.close(children)


def wait_for_the_earlier_run(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise CannotServe("An earlier run has not ended yet: wait a moment and try again.")
    time.sleep(LOOK_SECONDS)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            other = port + 1 if 1024 <= port < 65535 else 8001
            raise CannotServe(f"Port {port} cannot be used ({error}). Choose another: PORT={other} make run") from error


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_host() -> str:
    """A name by which Django lets us ask it."""
    if not settings.ALLOWED_HOSTS:
        raise CannotServe("ALLOWED_HOSTS is empty: with DATABASE_URL set, name the hosts that people will use.")
    name: str = settings.ALLOWED_HOSTS[0].lstrip(".")
    return "localhost" if name == "*" else name


def set_up() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    if settings.LOCAL and not apps.get_model("profiles", "Profile").objects.exists():
        call_command("load_demo", stdout=sys.stderr)  # on stdout, only the line that says ready


def collect_static() -> None:
    """Where files have changed: compressing them all takes seconds."""
    paths = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    seen = repr(sorted((path, os.stat(path).st_mtime_ns) for path in paths))
    stamp = VAR / "static.stamp"
    if not (Path(settings.STATIC_ROOT).is_dir() and stamp.exists() and stamp.read_text() == seen):
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(seen)


def set_up_demo_user() -> str | None:
    """The demo account's password; None where people have accounts of their own and no demo account."""
    users = get_user_model()._default_manager
    demo = users.filter(username=DEMO_USER).first()
    if demo is None and users.exists():
        return None
    password = embedded.kept_secret("demo-password", size=12)
    if demo is None:
        demo = users.create(username=DEMO_USER, is_staff=True, is_superuser=True)
    if not demo.check_password(password):
        demo.set_password(password)
        demo.save(update_fields=["password"])
    return password


@dataclass
class Child:
    name: str
    argv: list[str]
    environment: dict[str, str]
    lock: int
    process: subprocess.Popen[bytes] | None = None
    start_at: float = 0
    pause: float = 1

    def look_after(self) -> None:
        """Start it when it is due; note when it has ended, and wait longer each time before it is due again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            if now - self.start_at > LONGEST_PAUSE_SECONDS:
                self.pause = 1
            say(f"{self.name} ended with {code}; starting it again in {self.pause:.0f} s (log: {log_path(self.name)})")
            self.process, self.start_at = None, now + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)

    def start(self) -> None:
        self.start_at = time.monotonic()
        with open_log(self.name) as log:
            self.process = subprocess.Popen(
                self.argv,
                cwd=BASE_DIR,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[self.lock],
                start_new_session=True,  # Ctrl-C is for us alone: we stop the children in order
                preexec_fn=partial(die_with_parent, signal.SIGTERM, os.getpid()),
            )


def children(port: int, lock: int) -> list[list[Child]]:
    """In groups, in the order in which they are stopped."""
    environment = {**os.environ, "SHORTLIST_VAR": str(VAR), "PYTHONUNBUFFERED": "1"}
    environment.pop("MIGRATION_DATABASE_URL", None)  # only set_up() may change the schema
    manage = [sys.executable, "manage.py"]
    evaluators = []
    if not (os.environ.get("OPENAI_API_KEY") or os.environ.get("LLM_BASE_URL")):
        at = free_port()
        evaluators = [Child("evaluator", [*manage, "offline_evaluator", "--port", str(at)], {**environment}, lock)]
        environment |= {"LLM_BASE_URL": f"http://127.0.0.1:{at}/v1", "LLM_MODEL": "offline-evaluator"}
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    limits = ["--workers", "2", "--threads", "8", "--graceful-timeout", "5", "--no-control-socket"]
    logs = ["--log-level", "warning", "--access-logfile", str(log_path("access")), "--access-logformat", ACCESS_LOG]
    return [
        [Child("web", [*gunicorn, *limits, *logs], environment, lock)],
        [
            Child("worker", [*manage, "rqworker", "scoring"], environment, lock),
            Child("background", [*manage, "rqworker", "background"], environment, lock),
            Child("fit", [*manage, "rqworker", "fit"], environment, lock),
            Child("scheduler", [*manage, "reconcile", "--every", "30"], environment, lock),
        ],
        evaluators,
    ]


def run(port: int, lock: int, sign_in: str) -> NoReturn:
    """Until a signal raises SystemExit."""
    groups = children(port, lock)
    everyone = [child for group in reversed(groups) for child in group]
    with open_log("web"):
        shown = log_path("web").stat().st_size
    ready, deadline, ensure_at = False, time.monotonic() + READY_SECONDS, time.monotonic() + ENSURE_SECONDS
    try:
        while True:
            for child in everyone:
                child.look_after()
            shown = show_more(log_path("web"), shown)
            now = time.monotonic()
            if not ready:
                ready = answers(port)
                if ready:
                    sys.stdout.write(f"ready http://127.0.0.1:{port}{sign_in}\n")
                    sys.stdout.flush()
                elif now > deadline:
                    raise CannotServe(f"Not ready after {READY_SECONDS} s{log_end('web')}")
            if now > ensure_at:
                ensure_at = now + ENSURE_SECONDS
                with contextlib.suppress(embedded.EmbeddedError):  # its log says more, and we try again
                    embedded.ensure_running()
            time.sleep(LOOK_SECONDS)
    finally:
        stop(groups)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/ready", headers={"Host": own_host()})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def show_more(log: Path, shown: int) -> int:
    """The web's log holds warnings and errors only: they belong on the terminal, too."""
    with log.open("rb") as lines:
        lines.seek(shown)
        sys.stderr.write(lines.read().decode(errors="replace"))
        return lines.tell()


def stop(groups: list[list[Child]]) -> None:
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    (VAR / "run.lock").write_text("")  # who comes now may wait for us to end
    for group in groups:
        processes = [child.process for child in group if child.process]
        for process in processes:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # whoever it left behind
            process.wait()
