"""`manage.py serve`, started for real and ended in every way that happens."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config import embedded
from config.embedded.postgres import APP, DATABASE, PORT, SUPERUSER
from tests.config.processes import BASE_DIR, command_line, environment, processes_with, reachable_folder, wait_until
from tests.conftest import database_addresses, embedded_address


class Installation:
    def __init__(self, var: Path, **extra: str) -> None:
        self.var, self.extra, self.greeting = var, extra, ""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self) -> None:
        self.process = self.popen(self.port)

    def popen(self, port: int) -> subprocess.Popen[str]:
        with (self.var / "stderr").open("a") as stderr:
            return subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(port)],
                env=environment(self.var, **self.extra),
                cwd=BASE_DIR,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Where the test before this one, perhaps in another process, has not done so."""
        self.process.terminate()
        self.process.communicate(timeout=40)
        wait_until(self.nothing_left)

    def first_line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def refused(self, port: int) -> str:
        """What a run that cannot start says."""
        before = len(self.said())
        refused = self.popen(port)
        refused.communicate(timeout=60)
        assert refused.returncode == 1
        return self.said()[before:]

    def said(self) -> str:
        return (self.var / "stderr").read_text()

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status

    def children(self) -> set[int]:
        return processes_with(self.var / "lock" / "serve.children") - {self.process.pid}

    def nothing_left(self) -> bool:
        return not any(processes_with(lock) for lock in (self.var / "lock").iterdir())

    def pid_of(self, word: str) -> int:
        return min((pid for pid in self.children() if word in command_line(pid)), default=0)


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with reachable_folder() as folder:
        (folder / "var").mkdir()
        installation = Installation(folder / "var")
        installation.start()
        installation.greeting = installation.first_line()  # each test may be the first in its process
        yield installation
        installation.process.kill()
        installation.process.communicate()
        wait_until(installation.nothing_left)


def test_it_is_ready_and_says_how_to_sign_in(installation: Installation) -> None:
    password = installation.var / "demo-password"
    greeting = installation.greeting
    assert greeting == f"ready http://127.0.0.1:{installation.port}  (sign in as demo / {password.read_text()})\n", (
        installation.said()
    )
    assert password.stat().st_mode & 0o777 == 0o600
    assert installation.status("/ready") == 200


def test_what_it_starts_works_as_the_app_role_on_tables_of_the_owner(installation: Installation) -> None:
    host = str(installation.var / "postgres")
    with psycopg.connect(host=host, port=PORT, user=SUPERUSER, dbname=DATABASE) as connection:
        working = connection.execute(
            "SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name = 'shortlist'"
        )
        assert working.fetchall() == [(APP,)]
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert owners.fetchall() == [(embedded.OWNER,)]


def test_access_log_has_no_query(installation: Installation) -> None:
    installation.status("/sign-in/?q=Imara+Okafor")
    log = installation.var / "log" / "access.log"
    wait_until(lambda: "GET /sign-in/" in log.read_text())
    assert "Okafor" not in log.read_text()


def test_second_run_says_that_one_runs(installation: Installation) -> None:
    said = installation.refused(installation.port + 1)
    assert f"already runs at http://127.0.0.1:{installation.port} (pid {installation.process.pid})" in said


def test_child_that_dies_is_started_again(installation: Installation) -> None:
    wait_until(lambda: installation.pid_of("rqworker scoring") > 0)
    killed = installation.pid_of("rqworker scoring")
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: installation.pid_of("rqworker scoring") not in {0, killed})
    assert "worker ended with -9" in installation.said()


def test_after_a_kill_the_next_run_just_works_and_a_stop_signal_ends_all(installation: Installation) -> None:
    killed = installation.children()
    assert len(killed) >= 4
    installation.process.kill()
    installation.process.communicate()
    installation.start()  # at once, while the children of the killed one are still ending
    assert installation.first_line().startswith("ready"), installation.said()
    assert not killed & installation.children()

    installation.process.terminate()
    rest, _ = installation.process.communicate(timeout=40)
    assert (installation.process.returncode, rest) == (0, "")
    wait_until(installation.nothing_left)


FORGET_THE_APP_ROLE = """
import psycopg
from config import embedded
from config.embedded.postgres import APP, DATABASE, PORT, SUPERUSER
embedded.ensure_running()
host = embedded.database_settings()["HOST"]
with psycopg.connect(host=host, port=PORT, user=SUPERUSER, dbname=DATABASE) as connection:
    connection.execute(f"DROP OWNED BY {APP}; DROP ROLE {APP}")
"""


def test_data_from_when_one_role_did_everything_still_starts(installation: Installation) -> None:
    installation.stop()
    forget = [sys.executable, "-c", FORGET_THE_APP_ROLE]
    subprocess.run(forget, env=environment(installation.var), cwd=BASE_DIR, check=True)
    wait_until(installation.nothing_left)
    installation.start()
    assert installation.first_line().startswith("ready"), installation.said()
    assert installation.status("/ready") == 200


def test_taken_port_is_named_with_a_way_out(installation: Installation) -> None:
    installation.stop()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Port {port} cannot be used" in (said := installation.refused(port))
    assert "PORT=" in said


@pytest.fixture
def configured(reachable_path: Path) -> Iterator[Callable[..., Installation]]:
    """An installation whose empty database somebody else runs, with a role that owns it and one for the app."""
    name = "serving"
    installations = []

    def configure(**extra: str) -> Installation:
        var = reachable_path / "var"
        var.mkdir()
        (var / "stderr").touch()
        installation = Installation(var, **database_addresses(name), SECRET_KEY="only-for-tests", **extra)
        installations.append(installation)
        return installation

    with psycopg.connect(embedded_address(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} OWNER {embedded.OWNER}")
        yield configure
        for installation in installations:
            if hasattr(installation, "process"):
                installation.stop()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _ask(installation: Installation, statement: str) -> Any:
    with psycopg.connect(installation.extra["DATABASE_URL"]) as connection:
        return connection.execute(statement).fetchone()[0]  # type: ignore[index]


def test_configured_database_gets_no_demo_people_and_no_demo_account(configured: Callable[..., Installation]) -> None:
    installation = configured(ALLOWED_HOSTS=".talent.example.org")
    installation.start()
    assert installation.first_line() == f"ready http://127.0.0.1:{installation.port}\n", installation.said()
    assert "DisallowedHost" not in installation.said()
    environments = [Path(f"/proc/{pid}/environ").read_text() for pid in installation.children()]
    assert environments
    assert not any("MIGRATION_DATABASE_URL" in environment for environment in environments)
    for table in ("auth_user", "profiles_profile"):
        assert _ask(installation, f"SELECT count(*) FROM {table}") == 0


def test_configured_database_without_hosts_is_refused_before_anything_changes(
    configured: Callable[..., Installation],
) -> None:
    installation = configured()
    assert "ALLOWED_HOSTS is empty" in installation.refused(installation.port)
    assert _ask(installation, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
