"""An installation for benchmarks alone: embedded services under var/bench, with an empty database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var" / "bench"


@contextmanager
def installation(**environment: str) -> Iterator[None]:
    """PostgreSQL and Valkey as `make run` has them, durable.

    This process owns the tables, which it makes and empties; those that it starts and measures have the app's role.
    """
    # Nothing of the surroundings may decide what is measured: no other server, no paid endpoint, no fast mode.
    unwanted = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL", "SHORTLIST_DURABLE", "LLM_", "OPENAI_")
    for name in list(os.environ):
        if name.startswith(unwanted):
            del os.environ[name]
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SHORTLIST_VAR": str(VAR), **environment}
    import django
    from django.core.management import call_command

    from config import embedded
    from config.embedded.starting import open_lock, try_lock

    if embedded.VAR != VAR or not try_lock(open_lock("bench")):
        sys.exit("A benchmark runs here already.")
    try:
        embedded.ensure_running()
    except embedded.EmbeddedError as error:
        sys.exit(str(error))
    make_empty_database(embedded.database_settings(embedded.OWNER))
    django.setup()
    from config.roles.owner import become_owner

    become_owner()
    call_command("migrate", verbosity=0)
    yield


def make_empty_database(address: dict[str, str]) -> None:
    """As the role of `address`, which is the schema's owner: the app's may make no database."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    name = Identifier(address["NAME"])
    with psycopg.connect(
        host=address["HOST"], port=address["PORT"], user=address["USER"], dbname="postgres", autocommit=True
    ) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        server.execute(SQL("CREATE DATABASE {}").format(name))
