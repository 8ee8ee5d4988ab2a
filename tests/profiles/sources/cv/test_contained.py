import os
import signal
import threading
from collections.abc import Iterator

import pytest

from profiles.sources.contained import Contained
from profiles.sources.records import Refusal
from tests.profiles.sources.cv.builders import Text, pdf, word


@pytest.fixture
def child() -> Iterator[Contained]:
    contained = Contained(seconds=20)
    yield contained
    contained.close()


def text(answer: object) -> str:
    assert isinstance(answer, dict), answer
    return str(answer["cv"]["lines"][0][0])


def test_a_document_is_read_in_the_child_and_the_next_in_the_same(child: Contained) -> None:
    assert text(child.run("cv", pdf([Text(50, 100, "Mara Quill")]))) == "Mara Quill"
    first = child._child
    assert text(child.run("cv", word("Jonas Feldt"))) == "Jonas Feldt"
    assert child._child is first


def test_refusals_come_through_as_such(child: Contained) -> None:
    assert child.run("cv", b"") == Refusal("file", "The file is empty.")


def test_a_child_that_was_killed_is_replaced(child: Contained) -> None:
    child.run("cv", b"Mara Quill")
    assert child._child
    os.kill(child._child.pid, signal.SIGKILL)
    child._child.wait()
    assert text(child.run("cv", b"Mara Quill")) == "Mara Quill"


def test_what_takes_too_long_is_stopped() -> None:
    slow = Contained(seconds=0.05)
    assert slow.run("cv", b"Mara Quill") == Refusal(
        "file", "Reading the document took more than 0.05 seconds; it was stopped."
    )
    assert slow._child is None


def test_what_needs_too_much_memory_is_refused_and_what_does_not_is_read() -> None:
    small = Contained(seconds=20, megabytes=300)
    assert text(small.run("cv", b"Mara Quill")) == "Mara Quill"
    answer = small.run("cv", b"Mara Quill\n" * 1_500_000)
    assert isinstance(answer, Refusal)
    assert "memory" in answer.reason
    assert text(small.run("cv", b"Mara Quill")) == "Mara Quill"
    small.close()


def test_threads_may_share_a_child(child: Contained) -> None:
    answers: dict[int, str] = {}

    def ask(number: int) -> None:
        answers[number] = text(child.run("cv", f"Person {number}".encode()))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: f"Person {number}" for number in range(8)}
