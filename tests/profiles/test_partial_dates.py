import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from profiles.canonical import PartialDate
from profiles.partial_dates import is_open, parse_partial

VALUES: list[tuple[object, str | None]] = [
    ("2018", "2018"),
    (" 2018 ", "2018"),
    (2018, "2018"),
    (2018.0, "2018"),
    ("2018-06", "2018-06"),
    ("2018-6", "2018-06"),
    ("2018/06", "2018-06"),
    ("2018-06-15", "2018-06-15"),
    ("2018.06.15", "2018-06-15"),
    ("2018-06-15T15:53:00Z", "2018-06-15"),
    ("2018-06-15 15:53:00+02:00", "2018-06-15"),
    ("06/2018", "2018-06"),
    ("6.2018", "2018-06"),
    ("Jun 2018", "2018-06"),
    ("June 2018", "2018-06"),
    ("JUNE 2018", "2018-06"),
    ("Jun. 2018", "2018-06"),
    ("Sept 2018", "2018-09"),
    ("Jan 1968", "1968-01"),
    ("15 June 2018", "2018-06-15"),
    ("Feb 17, 1998", "1998-02-17"),
    ("February 17 1998", "1998-02-17"),
    ("15 Jun '18", "2018-06-15"),
    ("25.10.2017", "2017-10-25"),
    ("10/25/2017", "2017-10-25"),
    ("25/10/2017", "2017-10-25"),
    ("10/10/2017", "2017-10-10"),
    ("06/07/2018", "2018"),
    ({"year": 2018, "month": 6}, "2018-06"),
    ({"year": 2018, "month": 6, "day": 15}, "2018-06-15"),
    ({"year": 2018}, "2018"),
    ({"year": "2018", "month": "6"}, "2018-06"),
    ({"year": 2018, "month": 0, "day": 0}, "2018"),
    ({"day": None, "month": None, "year": None}, None),
    ({"month": 6}, None),
    ({"year": 2018, "day": 15}, None),
    ({"year": 2018, "month": 13}, None),
    ({"year": [2018]}, None),
    ({}, None),
    ("Present", None),
    ("", None),
    (None, None),
    ("2013-12-021", None),
    ("2018-13", None),
    ("2018-00", None),
    ("2018-02-30", None),
    ("0000", None),
    ("1066", None),
    ("99999", None),
    ("soon", None),
    ("string", None),
    ("10/25/17", None),
    ("Feb 1998 or so", None),
    ("Febuary 1998", None),
    (True, None),
    (10**400, None),
    (float("inf"), None),
    (float("nan"), None),
    ([2018], None),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_a_date_is_read_as_exactly_as_it_was_written(value: object, expected: str | None) -> None:
    assert parse_partial(value) == expected


@pytest.mark.parametrize("value", [None, "", " ", "Present", "present", "CURRENT", {}, {"year": None, "month": None}])
def test_a_blank_end_means_not_over_yet(value: object) -> None:
    assert is_open(value)


@pytest.mark.parametrize("value", ["2018", "soon", 2018, {"year": 2018}, [], 0])
def test_anything_else_is_an_end(value: object) -> None:
    assert not is_open(value)


@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.from_regex(re.compile(r"[\dJun/. -]{1,12}"), fullmatch=True))
)
def test_whatever_comes_out_is_a_partial_date(value: object) -> None:
    date = parse_partial(value)
    assert date is None or TypeAdapter(PartialDate).validate_python(date) == date


@pytest.mark.parametrize("text", ["190೦", "20१८", "2018-0١", "2018-12-３1"])
def test_a_career_holds_no_digits_of_other_scripts(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(PartialDate).validate_python(text)
