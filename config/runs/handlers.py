"""Who does which kind of run. Apps register theirs when they are ready."""

from typing import Any

from django.utils.module_loading import import_string

BACKGROUND = "background"
_handlers: dict[str, str] = {}
_queues: dict[str, str] = {}
_beginning_again: set[str] = set()


def register(kind: str, handler: str, *, queue: str = BACKGROUND, begins_again: bool = False) -> None:
    """`handler` is the dotted path of an `engine.Handler`, imported when it is first needed. `begins_again`: a run that
    was stopped does not go on where it was."""
    _handlers[kind] = handler
    _queues[kind] = queue
    if begins_again:
        _beginning_again.add(kind)


def begins_again(kind: str) -> bool:
    return kind in _beginning_again


def handler_of(kind: str) -> Any:
    return import_string(_handlers[kind])


def queue_of(kind: str) -> str:
    """Whose workers do it; each queue's runs wait for one another, and for nobody else's."""
    return _queues.get(kind, BACKGROUND)


def kinds_of(queue: str) -> list[str]:
    return [kind for kind in _handlers if queue_of(kind) == queue]
