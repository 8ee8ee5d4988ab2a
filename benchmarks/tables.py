"""The tables that an import writes: emptied, dumped as ready rows, multiplied."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import psycopg
from django.db import connection

from config import embedded
from config.embedded.postgres import SUPERUSER

# In the order of their references.
TABLES = (
    "profiles_company",
    "profiles_companyalias",
    "profiles_profile",
    "profiles_sourcerecord",
    "profiles_experience",
    "profiles_education",
    "profiles_skill",
    "profiles_certification",
    "profiles_language",
    "outbox_outboxevent",
    "runs_run",
    "profiles_importrow",
)
_BLOCK = 1 << 20


def empty(which: Sequence[str] = (*TABLES, "outbox_outboxreader")) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(which)} CASCADE")


def settle() -> None:
    """Nothing is left for autovacuum or a checkpoint, which only an administrator can ask for, to do during a run."""
    server = embedded.database_settings(SUPERUSER)
    with psycopg.connect(
        host=server["HOST"], port=server["PORT"], user=server["USER"], dbname=server["NAME"], autocommit=True
    ) as administrator:
        administrator.execute("VACUUM ANALYZE")
        administrator.execute("CHECKPOINT")


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def columns(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
            "FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        return str(cursor.fetchone()[0])


def dump(folder: Path, which: Sequence[str] = TABLES) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for table in which:
        with (
            (folder / table).open("wb") as file,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns(table)}) TO STDOUT") as copy,
        ):
            for block in copy:
                file.write(block)
    return folder


def load(folder: Path, which: Sequence[str] = TABLES) -> None:
    for table in which:
        with (
            (folder / table).open("rb") as file,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns(table)}) FROM STDIN") as copy,
        ):
            while block := file.read(_BLOCK):
                copy.write(block)


def multiply(there: int, wanted: int) -> None:
    """Copies of everybody under other numbers, names and addresses, until there are `wanted`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM profiles_profile")
        step = int(cursor.fetchone()[0])
        for copy in range(1, wanted // there):
            _copy_profiles(cursor, copy, copy * step, step)
        for table in ("profiles_profile", "profiles_sourcerecord"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _copy_profiles(cursor: object, copy: int, offset: int, step: int) -> None:
    for table in ("profiles_profile", "profiles_sourcerecord", *[t for t in TABLES if t in _PARTS]):
        own = [name for name in columns(table).split(", ") if table == "profiles_profile" or name != "id"]
        new = {
            "id": f"id + {offset}",
            "profile_id": f"profile_id + {offset}",
            "linkedin_url": f"linkedin_url || '-{copy}'",
            "search_name": f"search_name || ' {copy}'",
            "key": f"key || '-{copy}'",
        }
        which = "id" if table == "profiles_profile" else "profile_id"
        cursor.execute(  # type: ignore[attr-defined]
            f"INSERT INTO {table} ({', '.join(own)}) SELECT {', '.join(new.get(name, name) for name in own)} "
            f"FROM {table} WHERE {which} <= {step}"
        )


_PARTS = {
    "profiles_experience", "profiles_education", "profiles_skill", "profiles_certification", "profiles_language",
}  # fmt: skip
