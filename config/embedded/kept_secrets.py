"""Random words that a local installation makes once and keeps under var/: the secret key, the demo password."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from .places import VAR


def kept_secret(name: str, *, size: int) -> str:
    """The content of var/NAME, readable to us alone; made from `size` random bytes where it is missing."""
    path = VAR / name
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=VAR, prefix=f".{name}-")  # mode 0600
        with os.fdopen(handle, "w") as output:
            output.write(secrets.token_urlsafe(size))
        with contextlib.suppress(FileExistsError):  # another process was first: all must use the same one
            os.link(temporary, path)
        Path(temporary).unlink()
    return path.read_text().strip()
