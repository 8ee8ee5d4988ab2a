import time

from profiles.sources.cv.lines import Line
from profiles.sources.cv.lists import skills_of
from profiles.sources.extraction import Extraction


def test_one_endless_list_takes_no_time() -> None:
    wrapped = [Line("rail, " * 330, x=40, full=True) for _ in range(40)]
    began = time.monotonic()
    assert skills_of(wrapped, Extraction()) == ["rail"]
    assert time.monotonic() - began < 5


def test_thousands_of_groups_of_skills_take_no_time() -> None:
    lines = [Line(f"Group {number}", bold=True) for number in range(10_000)]
    began = time.monotonic()
    assert skills_of([*lines, Line("rail")], Extraction()) == ["rail"]
    assert time.monotonic() - began < 5
