"""Who does which kind of run. Apps register theirs when they are ready."""

from typing import Any

from django.utils.module_loading import import_string

_handlers: dict[str, str] = {}


def register(kind: str, handler: str) -> None:
    """`handler` is the dotted path of an `engine.Handler`, imported when it is first needed."""
    _handlers[kind] = handler


def handler_of(kind: str) -> Any:
    return import_string(_handlers[kind])
