"""What the keeper and the starters know of a service."""

import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypedDict


class RunAs(TypedDict, total=False):
    """Arguments for subprocess: empty, or an unprivileged account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Command:
    argv: list[str]
    run_as: RunAs = field(default_factory=RunAs)


@dataclass(frozen=True)
class Service:
    name: str
    stop_signal: signal.Signals
    prepare: Callable[[], Command]
    """Make everything ready on disk, in the keeper, and say how to start the server."""
    is_ready: Callable[[], bool]
