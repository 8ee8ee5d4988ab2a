import pytest

from profiles.sources.cv.dates import find_period


@pytest.mark.parametrize(
    ("text", "start", "end", "current", "rest"),
    [
        ("Jan 2019 – Present", "2019-01", None, True, ""),
        ("2015-2018", "2015", "2018", False, ""),
        ("03/2014 - 02/2019", "2014-03", "2019-02", False, ""),
        ("since 2019", "2019", None, True, ""),
        ("seit März 2019", "2019-03", None, True, ""),
        ("May 2009 - Present (6 years 9 months)", "2009-05", None, True, ""),
        ("Okt. 2010 bis Dez. 2012", "2010-10", "2012-12", False, ""),
        ("de janvier 2011 à février 2013", "2011-01", "2013-02", False, ""),
        ("enero de 2011 - actualidad", "2011-01", None, True, ""),
        ("2018年04月〜現在", "2018-04", None, True, ""),
        ("2014年04月〜2018年03月", "2014-04", "2018-03", False, ""),
        ("Mar - Sep 2020", "2020-03", "2020-09", False, ""),
        ("01.03.2014 - 28.02.2019", "2014-03-01", "2019-02-28", False, ""),
        ("2008/09", "2008", "2009", False, ""),
        ("Ingenieurin, Fluss AG, 2015 – heute", "2015", None, True, "Ingenieurin, Fluss AG"),
        ("until 2012 Harbour Ltd", None, "2012", False, "Harbour Ltd"),
        ("September 15, 2018 - Present", "2018-09-15", None, True, ""),
        ("09/15/2018 - 03/13/2020", "2018-09-15", "2020-03-13", False, ""),
        ("12 March 2018 – 3 May 2020", "2018-03-12", "2020-05-03", False, ""),
        ("1er février 2018 – 3 août 2020", "2018-02-01", "2020-08-03", False, ""),
        ("Jun '48 - Jun '50", "2048-06", "1950-06", False, ""),
        ("gennaio 2018 – in corso", "2018-01", None, True, ""),
        ("??? — Present", None, None, True, ""),
    ],
)
def test_a_period_is_found_in_the_ways_people_write_it(
    text: str, start: str | None, end: str | None, current: bool, rest: str
) -> None:
    period = find_period(text)
    assert period
    assert (period.start, period.end, period.is_current, period.rest) == (start, end, current, rest)


@pytest.mark.parametrize("text", ["Version 2.0 to 3.1", "a team of 2018", "In 2018", "tel. 2015-20180", "2018-12"])
def test_numbers_that_are_no_period_are_left(text: str) -> None:
    assert find_period(text) is None


def test_a_date_alone_counts_only_where_it_is_asked_for() -> None:
    period = find_period("Diploma, June 2012", single=True)
    assert period
    assert (period.start, period.end, period.rest) == (None, "2012-06", "Diploma")
