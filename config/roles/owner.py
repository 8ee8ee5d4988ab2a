"""Being the role that owns the schema, which the application is not (docs/adr/0006-two-database-roles.md)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

ADDRESS = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def become_owner() -> None:
    """Let this process be the owner from here on. Tests and benchmarks do, whose databases come and go."""
    if settings.DATABASE_OWNER is not None:
        _go_to(settings.DATABASE_OWNER)


@contextmanager
def connected_as_owner() -> Iterator[None]:
    """Where one role does everything, and where we are the owner already, nothing happens."""
    owner, app = settings.DATABASE_OWNER, {**connection.settings_dict}
    if owner is None or all(owner.get(key) == app[key] for key in ("USER", "HOST", "PORT")):
        yield
        return
    _go_to(owner)
    try:
        yield
    finally:
        _go_to(app)


def _go_to(address: dict[str, Any]) -> None:
    connection.close()
    connection.settings_dict.update({key: address.get(key, "") for key in ADDRESS})
