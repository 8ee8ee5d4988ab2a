"""PostgreSQL and Valkey out of two Python packages, for machines without them (docs/adr/0002-embedded-services.md).

Nothing here imports Django: settings read the addresses below without starting anything, and whatever needs the
services calls `ensure_running()` first.
"""

import os
from urllib.parse import quote

from . import postgres, valkey
from .kept_secrets import kept_secret
from .places import VAR, EmbeddedError
from .postgres import OWNER
from .starting import hold

__all__ = ["OWNER", "VAR", "EmbeddedError", "database_settings", "ensure_running", "kept_secret", "redis_url"]


def database_settings(role: str = postgres.APP) -> dict[str, str]:
    """What Django's DATABASES needs to reach the embedded PostgreSQL as `role`, but for ENGINE."""
    return {
        "NAME": postgres.DATABASE,
        "USER": role,
        "PASSWORD": "",
        "HOST": str(postgres.socket_folder()),
        "PORT": postgres.PORT,
    }


def redis_url() -> str:
    return f"unix://{quote(str(valkey.socket_path()))}?db=0"


def ensure_running() -> None:
    """Start what neither DATABASE_URL nor REDIS_URL names and nobody has started yet; it stays until we exit.

    Call it as often as you like: it also brings back a service whose keeper was killed. Raises EmbeddedError with the
    end of the log when a service does not come up.
    """
    wanted = [
        *([] if os.environ.get("DATABASE_URL") else [postgres.SERVICE]),
        *([] if os.environ.get("REDIS_URL") else [valkey.SERVICE]),
    ]
    hold(wanted)
