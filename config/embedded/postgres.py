"""The embedded PostgreSQL 18: its cluster, made once, and how to start and ask it."""

# ruff: noqa: S603 - no shell, and no word of these commands comes from outside

import os
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path

from . import account
from .places import VAR, EmbeddedError, make_private_folder
from .places import socket_folder as short_folder
from .service import Command, RunAs, Service

DATABASE = "shortlist"
OWNER = "shortlist"  # of the database and its schema; only migrations and tests connect as it
APP = "shortlist_app"
SUPERUSER = "postgres"
PORT = "5432"  # only names the socket, and keeps PGPORT of the surroundings out
FOLDER = VAR / "postgres"  # a symbolic link where the data had to go elsewhere

# Our own words only: PGPORT, PGDATA and secrets of the surroundings are none of the server's business.
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}

# `vector` needs a superuser. In template1 it is inherited by the main database and by those that tests create.
BOOTSTRAP = [
    "CREATE EXTENSION vector",
    "CREATE EXTENSION pg_trgm",
    "CREATE EXTENSION unaccent",
    f"CREATE ROLE {OWNER} LOGIN CREATEDB",
    f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
]

SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "512MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # Statements and the details of errors hold what candidates said.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}

# For tests, whose data nobody misses (SHORTLIST_DURABLE=off).
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


def socket_folder() -> Path:
    return short_folder(FOLDER, f".s.PGSQL.{PORT}")


def is_durable() -> bool:
    return os.environ.get("SHORTLIST_DURABLE", "on") != "off"


def prepare() -> Command:
    run_as = account.choose(FOLDER)
    binaries = account.reachable_binaries(run_as)
    account.settle(FOLDER, run_as)
    data = FOLDER.resolve()
    if not (data / "PG_VERSION").exists():
        create_cluster(data, binaries, run_as)
    forget_stale_pid(data / "postmaster.pid")
    sockets = socket_folder()
    if sockets == FOLDER:
        sockets = data  # the account may not be able to walk through the folders above the link
    else:
        make_private_folder(sockets, owner=run_as.get("user", os.geteuid()))
    settings = {
        **SERVER_SETTINGS,
        **({} if is_durable() else FORGETFUL),
        "port": PORT,
        "unix_socket_directories": str(sockets).replace(",", "\\,"),
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return Command([str(binaries / "postgres"), "-D", str(data), *options], run_as)


def create_cluster(data: Path, binaries: Path, run_as: RunAs) -> None:
    """Under another name first, so that `data` is either complete or not there."""
    unfinished = data.with_name(f"{data.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    make_private_folder(unfinished, owner=run_as.get("user", os.geteuid()))
    flags = [
        "--auth=trust",
        f"--username={SUPERUSER}",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
    ]
    run([str(binaries / "initdb"), "-D", str(unfinished), "--no-instructions", "--no-sync", *flags], run_as)
    # Single-user mode: no server to start, wait for and stop. It goes on after an error, so look for one.
    single = [str(binaries / "postgres"), "--single", "-j", "-D", str(unfinished)]
    said = run([*single, "template1"], run_as, "".join(f"{statement};\n\n" for statement in BOOTSTRAP))
    if "ERROR:" in said:
        raise EmbeddedError(f"setting up the database failed:\n{said}")
    if is_durable():
        run([str(binaries / "initdb"), "--sync-only", "-D", str(unfinished)], run_as)
    data.rmdir()  # it is empty, or something is wrong and nothing of it may be lost
    unfinished.rename(data)


def run(argv: list[str], run_as: RunAs, text: str = "") -> str:
    done = subprocess.run(
        argv, cwd="/", env=ENVIRONMENT, input=text, capture_output=True, text=True, check=False, **run_as
    )
    if done.returncode:
        raise EmbeddedError(f"{Path(argv[0]).name} failed:\n{done.stderr}")
    return done.stderr


def forget_stale_pid(pid_file: Path) -> None:
    """After a power cut, the old server's pid may be another program's by now, and PostgreSQL would wait for that."""
    try:
        pid = int(pid_file.read_text().split()[0])
        if Path(f"/proc/{pid}/comm").read_text().strip() == "postgres":
            return
    except (OSError, ValueError, IndexError):
        return  # no such file, or no such process: PostgreSQL finds out by itself
    pid_file.unlink()


def is_ready() -> bool:
    argv = [str(account.packaged_binaries() / "pg_isready"), "-q", "-h", str(socket_folder()), "-p", PORT]
    asked = subprocess.run([*argv, "-U", OWNER, "-d", DATABASE], env=ENVIRONMENT, cwd="/", check=False)
    if asked.returncode:
        return False
    import psycopg  # dear, and whoever waits for the database needs it anyway

    try:
        add_app_role()
    except psycopg.OperationalError:
        return False  # it went away again, or cannot take us yet
    return True


@cache
def add_app_role() -> None:
    """To every cluster, also to one made, or even running, since before there was this role.

    Its rights in the database come with `manage.py migrate` (config/roles). The owner has them, too: then it can become
    the app, for tests, and end the app's sessions, for a database that is dropped.
    """
    import psycopg

    with psycopg.connect(host=str(socket_folder()), port=PORT, user=SUPERUSER, dbname=DATABASE) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('add_app_role'))")  # others are starting, too
        if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [APP]).fetchone() is None:
            connection.execute(f"CREATE ROLE {APP} LOGIN ROLE {OWNER}")


SERVICE = Service("postgres", signal.SIGINT, prepare, is_ready)
