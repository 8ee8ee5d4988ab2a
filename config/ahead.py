"""One part of a program goes on while another waits, on another processor: reading while the last batch is stored."""

import gc
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

from config.children import die_with_parent

Item = TypeVar("Item")
# The child is a copy of this process: what it reads from is open there, and nothing has to be imported again.
_fork = multiprocessing.get_context("fork")


PATIENCE_SECONDS = 5.0


def read_ahead(items: Iterable[Item], waiting: Callable[[], object] = lambda: None) -> Iterator[Item]:
    """The items in their order, made in a child process, the next while the last is in use.

    They must be picklable, and making them must not touch the database, whose connections are this process's. An error
    comes out where its item would have. Whoever stops asking closes the iterator, and the child ends. Where an item
    takes its time, `waiting` is called every few seconds, and may raise.
    """
    receiver, sender = _fork.Pipe(duplex=False)
    maker = _fork.Process(target=_make, args=(items, sender, os.getpid()), daemon=True)
    maker.start()
    sender.close()
    try:
        while True:
            while not receiver.poll(PATIENCE_SECONDS):
                waiting()
            try:
                kind, value = _received(receiver.recv_bytes())
            except EOFError:
                raise RuntimeError("The process that reads ahead has died.") from None
            if kind == "item":
                yield value
            elif kind == "error":
                raise value
            else:
                return
    finally:
        receiver.close()
        maker.kill()
        maker.join()
        maker.close()


def _received(data: bytes) -> tuple[str, Any]:
    """Nothing in it is garbage yet: looking for some while it is made takes twice as long as making it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return cast(tuple[str, Any], pickle.loads(data))  # noqa: S301 - from our own child
    finally:
        if collects:
            gc.enable()


def _make(items: Iterable[object], sender: Connection, parent: int) -> None:
    # A worker that stops tells its whole group. What is in hand then is the parent's affair, who kills this one when
    # it needs no more; and a document must not be called unreadable because its reader was told to stop.
    for told_to_stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told_to_stop, signal.SIG_IGN)
    die_with_parent(signal.SIGKILL, parent)
    # Items live until their batch is sent and hold no cycles: looking for some took a quarter of the time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)
    try:
        for item in items:
            sender.send(("item", item))
    except Exception as error:
        sender.send(("error", error))
    else:
        sender.send(("end", None))
