"""What the application's role may do in the database. Whatever is not said here, it may not."""

from django.db.backends.utils import CursorWrapper
from psycopg.sql import SQL, Identifier

ROWS = "SELECT, INSERT, UPDATE, DELETE"

# By kind and rights: the names, quoted. `append_only` is the trigger of config.migrations.AppendOnly.
OBJECTS = """
SELECT kind, rights, string_agg(name, ', ' ORDER BY name)
FROM (
    SELECT
        CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
        CASE
            WHEN relkind = 'S' THEN 'USAGE'
            WHEN relkind IN ('v', 'm') OR relname = 'django_migrations' THEN 'SELECT'
            WHEN EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = 'append_only')
                THEN 'SELECT, INSERT'
            ELSE %s
        END AS rights,
        format('%%I.%%I', nspname, relname) AS name
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = current_schema() AND relkind IN ('r', 'p', 'v', 'm', 'S')
    AND pg_get_userbyid(relowner) = current_user
) AS objects
GROUP BY kind, rights
"""


def give(cursor: CursorWrapper, app: str) -> None:
    """Let `app` have its rights in the current database and schema, and no others. The caller is their owner.

    In the caller's transaction, so that nobody ever sees the role without its rights.
    """
    cursor.execute("SELECT current_user, current_database(), current_schema()")
    owner, *names = cursor.fetchone()
    if owner == app:
        return  # one role does everything
    database, schema = map(Identifier, names)
    cursor.execute(OBJECTS, [ROWS])
    objects = [
        f"REVOKE ALL ON {kind} {quoted} FROM {{app}}; GRANT {rights} ON {kind} {quoted} TO {{app}}"
        for kind, rights, quoted in cursor.fetchall()
    ]
    surroundings = [
        "REVOKE CREATE ON DATABASE {database} FROM {app}",
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}",
        "REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {app}",
        "GRANT USAGE ON SCHEMA {schema} TO {app}",
        # For what somebody makes without `migrate`; the next `migrate` looks closer.
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {{schema}} GRANT {ROWS} ON TABLES TO {{app}}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE ON SEQUENCES TO {app}",
    ]
    for statement in (*surroundings, *objects):
        cursor.execute(SQL(statement).format(database=database, schema=schema, app=Identifier(app)))
