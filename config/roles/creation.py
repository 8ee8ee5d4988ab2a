"""Making the two roles in a database, by an administrator: once, or again after something was changed by hand."""

from collections.abc import Mapping

from django.db.backends.utils import CursorWrapper
from psycopg.sql import SQL, Identifier, Literal

from config.roles.grants import give

EXTENSIONS = ("pg_trgm", "unaccent", "vector")

# Identity columns' sequences follow their tables, and an extension's objects stay its own.
NOT_YET_THE_OWNERS = """
SELECT format('ALTER TABLE %%s OWNER TO %%I', pg_class.oid::regclass, owner.rolname)
FROM pg_class, pg_roles AS owner
WHERE owner.rolname = %(owner)s AND relowner <> owner.oid AND relnamespace = current_schema()::regnamespace
AND relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT EXISTS (
    SELECT FROM pg_depend
    WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('e', 'a', 'i')
    AND refclassid IN ('pg_class'::regclass, 'pg_extension'::regclass)
)
UNION ALL
SELECT format('ALTER ROUTINE %%s OWNER TO %%I', pg_proc.oid::regprocedure, owner.rolname)
FROM pg_proc, pg_roles AS owner
WHERE owner.rolname = %(owner)s AND proowner <> owner.oid AND pronamespace = current_schema()::regnamespace
AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
)
UNION ALL
SELECT format('ALTER SCHEMA %%I OWNER TO %%I', nspname, owner.rolname)
FROM pg_namespace, pg_roles AS owner
WHERE owner.rolname = %(owner)s AND nspname = current_schema()
AND nspowner NOT IN (owner.oid, 'pg_database_owner'::regrole)
"""


class RoleRefused(Exception):
    """A role cannot be what it is meant to be; the message is for the administrator."""


def set_up(cursor: CursorWrapper, *, owner: str, app: str, verifiers: Mapping[str, str]) -> None:
    """Roles, extensions, ownership and rights, in the caller's transaction. `verifiers` are encrypted passwords."""
    for role in (owner, app):
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(role)))
        if verifier := verifiers.get(role):
            statement = SQL("ALTER ROLE {} PASSWORD {}").format(Identifier(role), Literal(verifier))
            cursor.execute(statement)
    refuse_power(cursor, owner=owner, app=app)
    be_member(cursor, owner, app)
    for extension in EXTENSIONS:
        cursor.execute(SQL("CREATE EXTENSION IF NOT EXISTS {}").format(Identifier(extension)))
    cursor.execute("SELECT current_database()")
    (database,) = cursor.fetchone()
    cursor.execute(SQL("ALTER DATABASE {} OWNER TO {}").format(Identifier(database), Identifier(owner)))
    cursor.execute(NOT_YET_THE_OWNERS, {"owner": owner})
    for (statement,) in cursor.fetchall():
        cursor.execute(statement)
    cursor.execute(SQL("SET LOCAL ROLE {}").format(Identifier(owner)))
    give(cursor, app)
    cursor.execute("RESET ROLE")


def refuse_power(cursor: CursorWrapper, *, owner: str, app: str) -> None:
    """A role that existed before may be able to make itself the owner, and then the two would be one."""
    cursor.execute(
        "SELECT rolsuper OR rolcreaterole OR pg_has_role(rolname, %s, 'MEMBER') FROM pg_roles WHERE rolname = %s",
        [owner, app],
    )
    if cursor.fetchone() == (True,):
        raise RoleRefused(
            f"The role {app} is a superuser, may create roles or is a member of {owner}. Choose another for the app."
        )


def be_member(cursor: CursorWrapper, *roles: str) -> None:
    """An administrator who is no superuser, as in hosted databases, can only give things to roles that he is in."""
    cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
    administrator, is_superuser = cursor.fetchone()
    for role in roles:
        if not is_superuser and role != administrator:
            cursor.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(role)))
