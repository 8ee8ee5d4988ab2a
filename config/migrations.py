"""Migration operations for promises that the database itself keeps."""

from django.db.migrations.operations import RunSQL


class KeepUpdatedAt(RunSQL):
    """`updated_at` moves whenever a row really changes, whoever changes it.

    A table with a generated column names the others: a whole-row comparison cannot see that one before it is computed.
    A busy table with large columns names those that can change: comparing what cannot would unpack it each time.
    """

    def __init__(self, table: str, columns: list[str] | None = None) -> None:
        self.table, self.columns = table, columns
        old, new = ("OLD.*", "NEW.*") if columns is None else (_row("OLD", columns), _row("NEW", columns))
        super().__init__(
            f"""
            CREATE OR REPLACE FUNCTION keep_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.updated_at := clock_timestamp();
                RETURN NEW;
            END $$;
            CREATE TRIGGER keep_updated_at BEFORE UPDATE ON {table}
            FOR EACH ROW WHEN ({old} IS DISTINCT FROM {new}) EXECUTE FUNCTION keep_updated_at();
            """,
            f"DROP TRIGGER keep_updated_at ON {table}",
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__name__, [self.table, self.columns], {}


def _row(which: str, columns: list[str]) -> str:
    return f"({', '.join(f'{which}.{column}' for column in columns)})"


class Frozen(RunSQL):
    """The named columns of a row never change once written; with `keep`, it keeps its id and cannot be deleted either.

    Updates that do not name these columns cost nothing.
    """

    def __init__(self, table: str, columns: list[str], *, keep: bool = False) -> None:
        self.table, self.columns, self.keep = table, columns, keep
        frozen = [*columns, "id"] if keep else columns
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in frozen)
        never_deleted = (
            f"CREATE TRIGGER frozen_row BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();"
        )
        super().__init__(
            f"""
            CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'rows of % are written once and never altered', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
            END $$;
            CREATE TRIGGER frozen_columns BEFORE UPDATE OF {", ".join(frozen)} ON {table}
            FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION refuse_change();
            {never_deleted if keep else ""}
            """,
            f"DROP TRIGGER frozen_columns ON {table};" + (f"DROP TRIGGER frozen_row ON {table};" if keep else ""),
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__name__, [self.table, self.columns], {"keep": self.keep}


class AppendOnly(RunSQL):
    """The table takes new rows and nothing else: even an update that changes nothing is refused, and so is TRUNCATE.

    The owner of the table can still switch triggers off, which the app's role is not. By the name of the first trigger,
    `config/roles/grants.py` knows that the app may only read and add rows.
    `tests/conftest.py` switches `never_truncated` off, as tests with real transactions end by emptying every table.
    """

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"""
            CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'rows of % are written once and never altered', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
            END $$;
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER never_truncated BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_change();
            """,
            f"DROP TRIGGER append_only ON {table}; DROP TRIGGER never_truncated ON {table}",
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__name__, [self.table], {}
