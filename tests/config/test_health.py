"""Ready says no soon, keeps nobody waiting, and asks little."""

import socket
import time
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from config.health import Readiness

pytestmark = pytest.mark.django_db
READY = {"database": True, "queue": True}


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Accepts connections and never says a word, like a server that is frozen."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def frozen_database(silent_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HOST": "127.0.0.1", "PORT": silent_port}.items():
        monkeypatch.setitem(connection.settings_dict, name, value)


def test_ready_and_health_answer_strangers(client: Client) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", **READY})


def test_database_that_is_down_or_frozen_is_noticed_soon(frozen_database: None) -> None:
    begun = time.monotonic()
    assert Readiness().answer() == {"database": False, "queue": True}
    assert time.monotonic() - begun < 4


def test_while_one_looks_the_others_repeat_the_last_answer_and_then_lose_patience(
    request: pytest.FixtureRequest, settings: Any, silent_port: int
) -> None:
    readiness = Readiness()
    assert readiness.answer() == READY
    request.getfixturevalue("frozen_database")
    settings.REDIS_URL = f"redis://127.0.0.1:{silent_port}/0"  # 2 s for the one, 1 s for the other
    time.sleep(1.1)
    looking = Thread(target=readiness.answer)
    looking.start()
    time.sleep(0.2)
    asked = time.monotonic()
    assert readiness.answer() == READY
    assert time.monotonic() - asked < 0.5
    time.sleep(2.1)
    assert looking.is_alive()
    assert readiness.answer() == {"database": False, "queue": False}
    looking.join()


def test_it_works_while_the_pool_is_used_up_or_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    options = {**connection.settings_dict["OPTIONS"], "pool": {"min_size": 0, "max_size": 1, "timeout": 30}}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    assert Readiness().answer() == READY
    assert not connection._connection_pools


def test_database_without_our_schema_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "postgres")
    assert Readiness().answer() == {"database": False, "queue": True}


def test_answer_is_repeated_for_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    readiness = Readiness()
    assert readiness.answer() == READY
    monkeypatch.setitem(connection.settings_dict, "NAME", "nowhere")
    assert readiness.answer() == READY
    time.sleep(1.1)
    assert readiness.answer() == {"database": False, "queue": True}


@pytest.mark.parametrize("port", ["closed", "silent"])
def test_queue_that_is_down_or_frozen_is_noticed_soon(settings: Any, silent_port: int, port: str) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{9 if port == 'closed' else silent_port}/0"
    begun = time.monotonic()
    assert Readiness().answer() == {"database": True, "queue": False}
    assert time.monotonic() - begun < 3
