from datetime import UTC, datetime, timedelta

import pytest

from scoring.models import ScoringJob
from scoring.polling import delay_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "delay"), [(0, 1), (9, 1), (10, 2), (59, 2), (60, 5), (599, 5), (600, 15), (86_400, 15)]
)
def test_the_older_a_job_the_less_often_it_is_looked_at(age: int, delay: int) -> None:
    asked = NOW - timedelta(seconds=age)
    assert delay_of(ScoringJob(status="processing", created_at=asked, not_before=asked), NOW) == delay


@pytest.mark.parametrize("status", ["completed", "failed", "cancelled"])
def test_a_finished_job_is_not_looked_at_again(status: str) -> None:
    assert delay_of(ScoringJob(status=status, created_at=NOW, not_before=NOW), NOW) is None


def test_a_job_that_is_retried_after_days_is_young_again() -> None:
    job = ScoringJob(status="pending", created_at=NOW - timedelta(days=3), not_before=NOW)
    assert delay_of(job, NOW) == 1
