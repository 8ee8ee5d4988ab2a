"""No log tells what candidates wrote."""

import logging

import pytest
from django.db import IntegrityError, connection, transaction

from config.logs import WithoutQuotes, is_worth_a_line


@pytest.mark.django_db
def test_an_error_of_the_database_is_logged_without_the_row_that_it_quotes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE people (name text CONSTRAINT one_name UNIQUE)")
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("INSERT INTO people VALUES (%s)", [["Ada Brink"], ["Ada Brink"]])
    assert "Ada Brink" in str(caught.value)
    error = (type(caught.value), caught.value, caught.value.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "run %s failed", (7,), error)
    logged = WithoutQuotes("%(message)s").format(record)
    assert "Brink" not in logged.replace('["Ada Brink"]', "")  # a line of this test's own code
    assert logged.startswith("run 7 failed\n")
    assert "django.db.utils.IntegrityError" in logged
    assert "psycopg.errors.UniqueViolation (one_name)" in logged
    assert "test_logs.py" in logged


@pytest.mark.parametrize(("status", "is_worth"), [(503, False), (500, True), (None, True)])
def test_not_yet_ready_is_no_error(status: int | None, is_worth: bool) -> None:
    record = logging.makeLogRecord({"msg": "/ready"} | ({"status_code": status} if status else {}))
    assert is_worth_a_line(record) is is_worth
