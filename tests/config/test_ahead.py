"""Items come in their order, the next one made in another process before it is asked for."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ahead as ahead_module
from config.ahead import read_ahead
from tests.config.processes import wait_until


def test_items_come_whole_and_in_order() -> None:
    assert list(read_ahead(range(100))) == list(range(100))


def test_the_next_item_is_made_while_the_first_is_in_use(tmp_path: Path) -> None:
    def items() -> Iterator[int]:
        for number in range(10):
            (tmp_path / str(number)).touch()
            yield number

    ahead = read_ahead(items())
    assert next(ahead) == 0
    wait_until((tmp_path / "1").exists)
    ahead.close()


def test_an_error_comes_where_its_item_would_have_come() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no second")

    ahead = read_ahead(items())
    assert next(ahead) == 1
    with pytest.raises(ValueError, match="no second"):
        next(ahead)


def test_a_reader_that_is_killed_is_an_error_and_no_end() -> None:
    def items() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    ahead = read_ahead(items())
    next(ahead)
    with pytest.raises(RuntimeError, match="has died"):
        next(ahead)


def test_who_stops_asking_ends_the_process() -> None:
    ahead = read_ahead(iter(int, 1))
    next(ahead)
    ahead.close()
    assert multiprocessing.active_children() == []


def test_who_waits_long_for_an_item_is_told_so_and_may_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    def items() -> Iterator[int]:
        yield 1
        time.sleep(60)

    def waiting() -> None:
        raise TimeoutError

    ahead = read_ahead(items(), waiting)
    assert next(ahead) == 1
    monkeypatch.setattr(ahead_module, "PATIENCE_SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        next(ahead)
    assert multiprocessing.active_children() == []


def test_a_reader_goes_on_when_its_group_is_told_to_stop() -> None:
    def items() -> Iterator[int]:
        os.kill(os.getpid(), signal.SIGTERM)
        yield 1

    assert list(read_ahead(items())) == [1]
