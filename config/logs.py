"""What a log may hold: nothing that candidates or their sources wrote."""

import logging
import traceback
from types import TracebackType


class WithoutQuotes(logging.Formatter):
    """Where an exception came from and of what kind it is, without its message: PostgreSQL quotes the row that it
    refuses, pydantic the value, and readers the text that they could not read."""

    def formatException(  # noqa: N802 - logging's name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        parts: list[str] = []
        error = ei[1]
        while error is not None and len(parts) < _MOST:
            parts.append("".join(traceback.format_tb(error.__traceback__)) + _kind(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhich came of\n".join(parts)


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """ "Not yet" is what /ready is asked for: while everything starts, no answer of it is an error."""
    return getattr(record, "status_code", None) != 503


_MOST = 10


def _kind(error: BaseException) -> str:
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f" ({constraint})" if constraint else "")
