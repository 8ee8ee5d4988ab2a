"""Pages by key, not by offset: the thousandth costs what the first costs.

`paginate` is for pages that people turn both ways, `first_of` for lists of the API, which go on and never back.
"""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.lookups import GreaterThan, LessThan
from pydantic import Field

PAGE_SIZE = 50
AFTER, BEFORE = "a", "b"
_UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")  # what PostgreSQL takes in no text

Row = TypeVar("Row", bound=models.Model)
PageSize = Annotated[int, Field(ge=1, le=200)]
Cursor = Annotated[int | None, Field(ge=1, description="`next` of the page before")]


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`newer` and `older` are cursors; blank where there is no such page."""

    rows: list[Row]
    newer: str = ""
    older: str = ""


def paginate(rows: "models.QuerySet[Row]", *keys: str, cursor: str = "", size: int = PAGE_SIZE) -> Page[Row]:
    """One page of `rows` ordered by `keys`, which are unique together and all go one way: ("-score", "-id").

    A cursor that is none, or that points past the end, gives the first page.
    """
    names = [key.lstrip("-") for key in keys]
    direction, position = _decode(cursor, rows.model, names)
    backwards = direction == BEFORE
    falling = keys[0].startswith("-") != backwards
    ordered = rows.order_by(*[f"-{name}" if falling else name for name in names])
    if position:
        comparison = LessThan if falling else GreaterThan
        # A row comparison, which the index answers; the same spelt out with OR costs forty times as much.
        ordered = ordered.filter(comparison(_row(*map(F, names)), _row(*map(Value, position))))
    found = list(ordered[: size + 1])
    more = len(found) > size
    del found[size:]
    if position and not found:
        return paginate(rows, *keys, size=size)
    if backwards:
        found.reverse()
    return Page(
        found,
        newer=_encode(BEFORE, found[0], names) if position and (more or not backwards) else "",
        older=_encode(AFTER, found[-1], names) if more or backwards else "",
    )


def first_of(rows: "models.QuerySet[Row]", limit: int, key: str = "pk") -> tuple[list[Row], int | None]:
    """The first `limit` of rows in the order of `key`, and its value in the last of them; None where no more follow."""
    found = list(rows[: limit + 1])
    page = found[:limit]
    return page, getattr(page[-1], key) if len(found) > limit else None


def _row(*parts: Any) -> Func:
    return Func(*parts, function="ROW", output_field=models.BooleanField())


def _encode(direction: str, row: models.Model, names: Sequence[str]) -> str:
    key = json.dumps([getattr(row, name) for name in names], separators=(",", ":"))
    return direction + base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _decode(cursor: str, model: type[models.Model], names: Sequence[str]) -> tuple[str, list[Any] | None]:
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor[1:] + "=" * (-len(cursor[1:]) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return AFTER, None
    fits = (
        cursor[:1] in (AFTER, BEFORE)
        and isinstance(position, list)
        and len(position) == len(names)
        and all(_fits(value, model, name) for value, name in zip(position, names, strict=True))
    )
    return (cursor[0], position) if fits else (AFTER, None)


def _fits(value: object, model: type[models.Model], name: str) -> bool:
    if isinstance(model._meta.get_field(name), models.CharField):
        return isinstance(value, str) and not _UNSTORABLE.search(value)
    return type(value) is int and abs(value) < 2**63
