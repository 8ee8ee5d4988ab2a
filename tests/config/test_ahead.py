"""Items come in their order, some of them made before they are asked for."""

import threading
import time
from collections.abc import Iterator

import pytest

from config.ahead import read_ahead


def test_items_come_whole_and_in_order() -> None:
    assert list(read_ahead(range(100))) == list(range(100))


def test_the_next_items_are_made_while_the_first_is_in_use() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            yield number

    ahead = read_ahead(items(), most=2)
    next(ahead)
    deadline = time.monotonic() + 5
    while len(made) < 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.05)
    assert made == [0, 1, 2, 3]  # one in use, two ready, one waiting for room
    ahead.close()


def test_an_error_comes_where_its_item_would_have_come() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no second")

    ahead = read_ahead(items())
    assert next(ahead) == 1
    with pytest.raises(ValueError, match="no second"):
        next(ahead)


def test_who_stops_asking_ends_the_thread() -> None:
    ahead = read_ahead(iter(int, 1))
    next(ahead)
    ahead.close()
    assert not any(thread.name == "read-ahead" for thread in threading.enumerate())
