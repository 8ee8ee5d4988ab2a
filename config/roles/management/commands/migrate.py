"""Django's `migrate`, as the role that owns the schema, one at a time, and with the app's rights renewed at the end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connection, transaction

from config.roles.grants import give
from config.roles.owner import connected_as_owner

LOCK = 7_276_302_114  # a number of our own among the advisory locks of this database
LOOK_SECONDS = 0.5


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if options["plan"] or options["check_unapplied"]:  # these change nothing
            super().handle(*args, **options)
            return
        with connected_as_owner(), self.alone():
            super().handle(*args, **options)
            if settings.DATABASE_OWNER is not None:
                with transaction.atomic(), connection.cursor() as cursor:
                    give(cursor, settings.DATABASE_APP_ROLE)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Two releases that come up at once migrate one after the other, and the second finds nothing to do.

        It asks again and again: a statement that waits in the database would hold up CREATE INDEX CONCURRENTLY.
        """
        waiting = False
        while not self.lock("pg_try_advisory_lock"):
            if not waiting:
                self.stderr.write("Another migration is running; waiting for it to end.")
            waiting = True
            time.sleep(LOOK_SECONDS)
        try:
            yield
        finally:
            self.lock("pg_advisory_unlock")

    def lock(self, function: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [LOCK])
            return bool(cursor.fetchone()[0])
