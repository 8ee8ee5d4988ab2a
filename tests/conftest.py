"""The real things for every test: PostgreSQL, Valkey, the evaluator over HTTP, workers as processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import django_rq
import httpx
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from psycopg.sql import SQL, Identifier

from config import embedded
from config.access.models import ApiKey
from config.audit.models import SYSTEM
from config.roles.owner import become_owner
from profiles.models import Role
from scoring.evaluator.process import EvaluatorProcess

SEEDS = (
    ("profiles.migrations.0003_roles", "add_roles"),
    ("templates_app.migrations.0002_templates", "add_templates"),
    ("scoring.migrations.0002_rubrics", "add_rubrics"),
    ("scoring.migrations.0004_fit_rubrics", "add_measures"),
    ("scoring.migrations.0005_rubric_versions", "begin_log"),
)
BASE_DIR = Path(__file__).resolve().parent.parent


class Evaluator:
    """The offline evaluator under a test's control: its faults, and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url

    def behave(self, **behaviour: Any) -> None:
        httpx.post(f"{self.url}/faults", json=behaviour).raise_for_status()

    def stats(self) -> dict[str, Any]:
        answer: dict[str, Any] = httpx.get(f"{self.url}/stats").json()
        return answer


@pytest.fixture(scope="session")
def _evaluator_process() -> Iterator[EvaluatorProcess]:
    with EvaluatorProcess.start() as process:
        yield process


@pytest.fixture
def evaluator(_evaluator_process: EvaluatorProcess, settings: Any) -> Iterator[Evaluator]:
    """The endpoint that scoring jobs go to in this test, without faults unless the test asks for some."""
    settings.LLM_BASE_URL = f"{_evaluator_process.url}/v1"
    evaluator = Evaluator(_evaluator_process.url)
    evaluator.behave()
    httpx.delete(f"{evaluator.url}/stats").raise_for_status()
    yield evaluator
    evaluator.behave()


@pytest.fixture(autouse=True)
def _quick_settings(settings: Any) -> None:
    """Passwords are hashed quickly. Static files have their plain names, by which pytest-django's live server finds
    them; `make run` is tried with the hashed ones."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    """Each test finds the queue empty; the database is pytest-django's to empty."""
    yield
    django_rq.get_connection("scoring").flushdb()


@pytest.fixture(autouse=True)
def _seeds(request: pytest.FixtureRequest) -> None:
    """A test with real transactions ends by emptying every table; the next one finds what the migrations put there."""
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        if not Role.objects.exists():
            for migration, function in SEEDS:
                getattr(import_module(migration), function)(apps, None)


def database_addresses(name: str) -> dict[str, str]:
    """The variables by which processes reach the database `name`, with the roles that they have when deployed."""
    if "DATABASE_URL" in os.environ:
        variables = [name for name in ("DATABASE_URL", "MIGRATION_DATABASE_URL") if os.environ.get(name)]
        return {variable: urlsplit(os.environ[variable])._replace(path=f"/{name}").geturl() for variable in variables}
    return {
        "DATABASE_URL": embedded_address(django_settings.DATABASE_APP_ROLE, name),
        "MIGRATION_DATABASE_URL": embedded_address(embedded.OWNER, name),
    }


def embedded_address(role: str, name: str) -> str:
    server = embedded.database_settings()
    return f"postgres://{role}@{quote(server['HOST'], safe='')}:{server['PORT']}/{name}"


def process_environment(**more: str) -> dict[str, str]:
    """What a process of ours needs to work on this test's database and queue."""
    return {
        **os.environ,
        **database_addresses(connection.settings_dict["NAME"]),
        "SECRET_KEY": "only-for-tests",
        "LLM_BASE_URL": django_settings.LLM_BASE_URL,
        "LLM_LEASE_SECONDS": str(django_settings.LLM_LEASE_SECONDS),
        **more,
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database of the tests is made, and emptied after tests with real transactions, by the schema's owner."""
    become_owner()


@pytest.fixture
def as_app_role(db: None) -> Iterator[None]:
    """The test's connection may do what the deployed application may do."""
    app = django_settings.DATABASE_APP_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user <> %s AND pg_has_role(%s, 'MEMBER')", [app, app])
        if cursor.fetchone() != (True,):
            pytest.skip(f"needs MIGRATION_DATABASE_URL with a role that is a member of {app}")
        cursor.execute(SQL("SET ROLE {}").format(Identifier(app)))
    yield
    if not connection.in_atomic_block:  # whose end undoes it
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The audit table refuses to be emptied, which is how a test with real transactions ends."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER never_truncated")
    connection.close()


@pytest.fixture
def start_process(transactional_db: None) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start `manage.py` processes; what is left of them is ended, work-horses included, when the test ends."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=process_environment(**environment),
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.send_signal(signal.SIGTERM)
    for process in started:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            kill_with_children(process)


@pytest.fixture
def start_worker(evaluator: Evaluator, start_process: Any) -> Callable[..., subprocess.Popen[bytes]]:
    return partial(start_process, "rqworker", "scoring")


@pytest.fixture
def worker(start_worker: Callable[..., subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    return start_worker()


def kill_with_children(worker: subprocess.Popen[bytes]) -> None:
    """SIGKILL to a worker and its work-horse at once, as when a machine loses its power."""
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    for pid in (worker.pid, *map(int, children)):
        os.kill(pid, signal.SIGKILL)
    worker.wait()


@pytest.fixture
def cto(db: None) -> Role:
    return Role.objects.get(slug="cto")


@pytest.fixture
def recruiter(db: None) -> User:
    return User.objects.create_user("recruiter", password="a long enough password")


@pytest.fixture
def admin(db: None) -> User:
    return User.objects.create_superuser("admin", password="a long enough password")


@pytest.fixture
def signed_in(client: Client, recruiter: User) -> Client:
    client.force_login(recruiter)
    return client


@pytest.fixture
def signed_in_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def api(db: None) -> Callable[..., Client]:
    """`api("read", "write")` is a client with a key of these scopes."""

    def with_scopes(*scopes: str) -> Client:
        _, secret = ApiKey.objects.issue("test", list(scopes), SYSTEM)
        return Client(headers={"X-API-Key": secret})

    return with_scopes
