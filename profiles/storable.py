"""JSON values that PostgreSQL can store, whoever sent them. Pure."""

import json
import re
from typing import Any

MAX_DEPTH = 100
TOO_DEEP = f"The JSON is nested more than {MAX_DEPTH} levels deep."

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_WRITTEN_UNSTORABLE = re.compile(r"\\u0000|[\ud800-\udfff]")


def storable_text(text: str) -> str:
    """The text without NUL and without halves of characters."""
    return _UNSTORABLE.sub("", text)


def storable(document: Any) -> tuple[Any, int]:
    """The document without characters that PostgreSQL cannot store in JSON, and how many strings had some.

    Raises ValueError where it is nested too deep or holds a number that is none.
    """
    _refuse_depth(document)
    try:
        written = json.dumps(document, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise ValueError("It holds a number that is none (NaN or infinite).") from None
    cleaned = 0

    def clean(value: Any) -> Any:
        nonlocal cleaned
        if isinstance(value, str) and _UNSTORABLE.search(value):
            cleaned += 1
            return _UNSTORABLE.sub("", value)
        if isinstance(value, dict):
            return {clean(key): clean(item) for key, item in value.items()}
        return [clean(item) for item in value] if isinstance(value, list) else value

    # Hardly any document needs it, and walking them all in Python would take longer than reading them.
    return (clean(document), cleaned) if _WRITTEN_UNSTORABLE.search(written) else (document, 0)


def _refuse_depth(document: Any) -> None:
    level = [document] if isinstance(document, dict | list) else []
    for _ in range(MAX_DEPTH + 1):
        level = [
            inner
            for value in level
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise ValueError(TOO_DEEP)
