"""A provider over real HTTP, which says what a test tells it to and remembers what it was asked."""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Answer:
    """`after` is in seconds; what is not text or bytes is sent as JSON."""

    body: Any = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0
    pieces: float = 0  # seconds between the single bytes of the body

    @property
    def data(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


class ProviderServer:
    """`says[address]` are its answers one after the other, the last one for good."""

    def __init__(self) -> None:
        self.says: dict[str, list[Answer]] = defaultdict(lambda: [Answer({"message": "Not found"}, 404)])
        self.asked: list[str] = []
        self.times: list[float] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""

    def say(self, address: str, *answers: Any) -> None:
        self.says[address] = [answer if isinstance(answer, Answer) else Answer(answer) for answer in answers]

    def _next(self, path: str, headers: dict[str, str]) -> Answer:
        query = parse_qs(urlsplit(path).query)
        address = (query.get("url") or query.get("domain") or [path])[0]
        self.asked.append(address)
        self.times.append(time.monotonic())
        self.headers.append(headers)
        answers = self.says[address]
        return answers.pop(0) if len(answers) > 1 else answers[0]


@contextmanager
def running() -> Iterator[ProviderServer]:
    provider = ProviderServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = provider._next(self.path, {name.lower(): value for name, value in self.headers.items()})
            time.sleep(answer.after)
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.data)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for start in range(0, len(answer.data), 1 if answer.pieces else max(1, len(answer.data))):
                    self.wfile.write(answer.data[start : start + 1] if answer.pieces else answer.data)
                    self.wfile.flush()
                    time.sleep(answer.pieces)
            except OSError:  # whoever asked had enough
                pass

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
