"""One part of a program goes on while another waits: for the database, mostly."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db import connections

Item = TypeVar("Item")
_LOOK_SECONDS = 0.5


def read_ahead(items: Iterable[Item], *, most: int = 2) -> Iterator[Item]:
    """The items in their order, up to `most` of them made in a thread before they are asked for.

    An error comes out where its item would have. Whoever stops asking closes the iterator, and the thread ends.
    """
    ready: queue.Queue[tuple[str, object]] = queue.Queue(maxsize=most)
    stopped = threading.Event()

    def offer(kind: str, value: object = None) -> None:
        while not stopped.is_set():
            try:
                ready.put((kind, value), timeout=_LOOK_SECONDS)
                return
            except queue.Full:
                continue

    def make() -> None:
        try:
            for item in items:
                offer("item", item)
                if stopped.is_set():
                    return
        except BaseException as error:
            offer("error", error)
        else:
            offer("end")
        finally:
            connections.close_all()  # this thread's own

    thread = threading.Thread(target=make, name="read-ahead", daemon=True)
    thread.start()
    try:
        while True:
            kind, value = ready.get()
            if kind == "item":
                yield value  # type: ignore[misc]
            elif kind == "error":
                raise value  # type: ignore[misc]
            else:
                return
    finally:
        stopped.set()
        thread.join()
