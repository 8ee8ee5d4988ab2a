"""Who does which kind of run. Apps register theirs when they are ready."""

from typing import Any

from django.utils.module_loading import import_string

_handlers: dict[str, str] = {}
_beginning_again: set[str] = set()


def register(kind: str, handler: str, *, begins_again: bool = False) -> None:
    """`handler` is the dotted path of an `engine.Handler`, imported when it is first needed. `begins_again`: a run that
    was stopped does not go on where it was."""
    _handlers[kind] = handler
    if begins_again:
        _beginning_again.add(kind)


def begins_again(kind: str) -> bool:
    return kind in _beginning_again


def handler_of(kind: str) -> Any:
    return import_string(_handlers[kind])
