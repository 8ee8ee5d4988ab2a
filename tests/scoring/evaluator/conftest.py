import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from scoring.evaluator.cli import address, start
from scoring.evaluator.faults import Behaviour
from scoring.evaluator.server import Evaluator


@contextmanager
def serving() -> Iterator[str]:
    """A server on a loop in a thread of this process, so that coverage sees it; the requests are real HTTP."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    runner = asyncio.run_coroutine_threadsafe(start(Evaluator(Behaviour())), loop).result(30)
    try:
        yield address(runner)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@pytest.fixture(scope="session")
def evaluator_url() -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def _client(evaluator_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=evaluator_url, timeout=5) as client:
        yield client


@pytest.fixture
def http(_client: httpx.Client) -> httpx.Client:
    """A client of a server without faults and with its counters at zero."""
    _client.post("/faults", json={}).raise_for_status()
    _client.delete("/stats").raise_for_status()
    return _client
