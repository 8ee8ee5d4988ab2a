"""What the API tells of a run."""

from typing import Any

from ninja import Schema

from config.runs.models import Run


class RunState(Schema):
    state: str
    done: int
    total: int | None
    counts: dict[str, int]
    rate: float | None
    seconds_left: float | None
    problem: str

    @staticmethod
    def of(run: Run | None) -> dict[str, Any] | None:
        if run is None:
            return None
        told = ("state", "done", "total", "counts", "rate", "seconds_left", "problem")
        return {name: getattr(run, name) for name in told}
