from datetime import date

import pytest

from profiles.canonical import Experience
from scoring.timeline import Timeline, length_of, timeline

TODAY = date(2024, 1, 15)


def drawn(*entries: Experience) -> Timeline:
    line = timeline(entries, TODAY)
    assert line is not None
    return line


def held(
    company: str, start: str | None, end: str | None = None, *, current: bool = False, title: str = ""
) -> Experience:
    return Experience(title=title, company=company, start=start, end=end, is_current=current)


def test_bars_are_to_scale() -> None:
    ten, five = drawn(held("A", "2004-01", "2013-12"), held("B", "2014-01", "2018-12")).lanes
    assert ten.steps[0].width == pytest.approx(2 * five.steps[0].width, abs=0.02)
    assert ten.left == 0
    assert five.left == pytest.approx(ten.right, abs=0.02)


def test_titles_at_one_employer_are_steps_in_one_lane() -> None:
    (lane,) = drawn(held("A", "2020-01", current=True, title="CTO"), held("A", "2015-01", "2019-12", title="VP")).lanes
    assert [step.label for step in lane.steps] == ["VP, 2015-01 to 2019-12", "CTO, 2020-01 to today"]
    assert [step.ref for step in lane.steps] == ["experience.1", "experience.0"]


def test_a_gap_is_drawn_and_named() -> None:
    (gap,) = drawn(held("A", "2015-01", "2017-12"), held("B", "2019-06", current=True)).gaps
    assert gap.label == "Gap of 1 yr 5 mo"


def test_the_stretch_up_to_today_is_a_gap_too() -> None:
    (gap,) = drawn(held("A", "2015-01", "2022-12")).gaps
    assert gap.label == "Gap of 1 yr"


@pytest.mark.parametrize("second", ["2018-03", "2016-01"])
def test_neither_a_change_of_jobs_nor_an_overlap_is_a_gap(second: str) -> None:
    assert not drawn(held("A", "2015-01", "2017-12"), held("B", second, current=True)).gaps


def test_a_year_counts_as_a_whole_one() -> None:
    assert not drawn(held("A", "2015", "2017"), held("B", "2018", current=True)).gaps


def test_entries_without_a_start_are_counted_instead_of_drawn() -> None:
    assert drawn(held("A", None), held("B", "2018", current=True)).undated == 1


def test_an_unknown_end_is_drawn_as_such() -> None:
    (lane,) = drawn(held("A", "2010-01")).lanes
    assert lane.steps[0].open_ended
    assert lane.steps[0].label == "A, 2010-01 to an unknown date"


def test_without_any_date_there_is_nothing_to_draw() -> None:
    assert timeline([held("A", None)], TODAY) is None


def test_a_post_that_begins_next_year_widens_the_picture() -> None:
    line = drawn(held("A", "2020-01", "2023-12"), held("B", "2025-01", current=True))
    assert line.today < line.lanes[1].left
    assert line.lanes[1].right == pytest.approx(100, abs=0.05)


def test_names_stand_where_there_is_room() -> None:
    sides = [lane.label_side for lane in drawn(held("A", "2000", "2005"), held("B", "2015", current=True)).lanes]
    assert sides == ["after", "before"]
    assert drawn(held("A", "2000", current=True)).lanes[0].label_side == "within"


def test_years_are_marked_no_more_than_eight_times() -> None:
    assert [mark.label for mark in drawn(held("A", "1991-05", current=True)).years] == [
        "1995",
        "2000",
        "2005",
        "2010",
        "2015",
        "2020",
    ]


@pytest.mark.parametrize(("months", "text"), [(0, "under a month"), (5, "5 mo"), (12, "1 yr"), (41, "3 yr 5 mo")])
def test_lengths_in_words(months: int, text: str) -> None:
    assert length_of(months) == text
