"""Reading strangers' documents in a child process that may use so much time and memory and no more.

    run("cv", data)  →  what profiles.sources.cv.read_document gives, or a Refusal

One child reads one document after the other. When it takes too long, grows too large or crashes, it is killed, the
document is refused, and the next document gets a new child. It knows no database, no settings and no secrets.
"""

import atexit
import contextlib
import json
import os
import resource
import selectors
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from profiles.sources.records import NoPersonError, Refusal

TASKS = {
    "cv": "profiles.sources.cv:read_document",
    "workbook": "profiles.sources.tables.contained_workbook:read_workbook",
}
_ROOT = Path(__file__).parents[2]
_LENGTH = struct.Struct(">Q")
_LARGEST_ANSWER = 100_000_000
_PASSED_ON = ("PATH", "LANG", "LC_ALL")
_CHUNK = 1 << 16


class _DiedError(Exception):
    """The child ended before it answered."""


class Contained:
    """A child and its limits. Threads may share it; documents are read one at a time."""

    def __init__(self, *, seconds: float = 30, megabytes: int = 1024) -> None:
        self._seconds, self._megabytes = seconds, megabytes
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def run(self, task: str, data: bytes, **options: str | int) -> Any | Refusal:
        """What the task answers, as JSON values. Never raises for what is in `data`."""
        request = json.dumps({"task": task, "options": options, "seconds": self._seconds}).encode()
        with self._lock:
            try:
                answer = json.loads(_exchange(self._living(), [request, data], time.monotonic() + self._seconds))
            except TimeoutError:
                self._end()
                return Refusal(
                    "file", f"Reading the document took more than {self._seconds:g} seconds; it was stopped."
                )
            except (_DiedError, OSError, ValueError):
                self._end()
                return Refusal("file", "The document could not be read within the limits of time and memory.")
            if answer["broken"]:
                self._end()
        return Refusal(**answer["refusal"]) if answer["refusal"] else answer["value"]

    def close(self) -> None:
        with self._lock:
            self._end()

    def _living(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # after a fork the child answers to the other process
            self._child, self._owner = None, os.getpid()
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(  # noqa: S603 - our own module, nothing of the document in it
                [sys.executable, "-m", "profiles.sources.contained", str(os.getpid()), str(self._megabytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={name: value for name, value in os.environ.items() if name in _PASSED_ON or name.startswith("COV")},
                bufsize=0,
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


_shared: dict[float, Contained] = {}
_shared_lock = threading.Lock()


def run(task: str, data: bytes, *, seconds: float = 30, **options: str | int) -> Any | Refusal:
    """As `Contained.run`, with the one child that this process keeps for that limit."""
    with _shared_lock:
        contained = _shared.get(seconds)
        if contained is None:
            contained = _shared[seconds] = Contained(seconds=seconds)
            atexit.register(contained.close)
    return contained.run(task, data, **options)


def _exchange(child: subprocess.Popen[bytes], messages: list[bytes], until: float) -> bytes:
    """Raises TimeoutError, or _DiedError where the pipe closes. The child reads all before it writes."""
    if not child.stdin or not child.stdout:
        raise _DiedError
    outgoing = memoryview(b"".join(_LENGTH.pack(len(message)) + message for message in messages))
    os.set_blocking(child.stdin.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdin, selectors.EVENT_WRITE)
        while outgoing:
            if not selector.select(_left(until)):
                raise TimeoutError
            outgoing = outgoing[os.write(child.stdin.fileno(), outgoing[:_CHUNK]) :]
    incoming = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while len(incoming) < _LENGTH.size or len(incoming) < _LENGTH.size + _LENGTH.unpack_from(incoming)[0]:
            if not selector.select(_left(until)):
                raise TimeoutError
            received = os.read(child.stdout.fileno(), _CHUNK)
            if not received or len(incoming) > _LARGEST_ANSWER:
                raise _DiedError
            incoming += received
    return bytes(incoming[_LENGTH.size :])


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _serve(parent: int, megabytes: int) -> None:
    """In the child: answer until the parent closes the pipe."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    # What a library prints must not end up between the answers.
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    with contextlib.suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while (request := _received(asked)) is not None and (data := _received(asked)) is not None:
        answer = json.dumps(_answer(json.loads(request), data)).encode()
        answers.write(_LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _end_with(parent: int) -> None:
    """`die_with_parent` would not do: to the kernel the parent is the thread that began the child, and in a web server
    those come and go."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + request["seconds"]) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    broken, value = False, None
    try:
        value = _task(request["task"])(data, **request["options"])
    except NoPersonError as reason:
        value = Refusal("file", str(reason))
    except MemoryError:
        broken, value = True, Refusal("file", "The document needs more memory than one document may use.")
    except Exception:  # whatever a library meets in a stranger's file; the child is replaced
        broken, value = True, Refusal("file", "The document is damaged and cannot be read.")
    refusal = vars(value) if isinstance(value, Refusal) else None
    return {"value": None if refusal else value, "refusal": refusal, "broken": broken}


def _task(name: str) -> Callable[..., Any]:
    module, _, function = TASKS[name].partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _received(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    data = pipe.read(length)
    return data if len(data) == length else None


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
