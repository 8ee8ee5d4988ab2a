"""Two at the same moment: one in a thread with its own connection, the other in the test's own transaction."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from config.outbox.models import OutboxEvent
from tests.config.processes import wait_until


@contextmanager
def meanwhile(act: Callable[[], object]) -> Iterator[threading.Thread]:
    def acting() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=acting)
    thread.start()
    yield thread


def waits_for_a_lock() -> None:
    """Until somebody waits for what this transaction holds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = "
                "ANY (pg_blocking_pids(pid)))"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("Nobody waits.")


def all_settle() -> None:
    """Until no event waits for transactions of other tests, in other databases of the cluster."""
    wait_until(lambda: OutboxEvent.objects.settled().count() == OutboxEvent.objects.count(), seconds=60)
