"""What a page shows of a run, and when it looks again."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from config.polling import delay_at
from config.runs.handlers import begins_again
from config.runs.models import Run, State

_BAD_ENDS = ("refused", "failed")  # outcomes of single items that are counted apart, whatever the kind of the run


@dataclass(frozen=True)
class Watch:
    """`delay` in seconds, None where nothing changes by itself any more. `was` is what the next look sends along."""

    run: Run
    delay: int | None

    @classmethod
    def of(cls, run: Run, now: datetime | None = None) -> "Watch":
        if run.is_finished or run.state == State.PAUSED:
            return cls(run, None)
        return cls(run, delay_at(((now or timezone.now()) - run.waiting_since).total_seconds()))

    @property
    def was(self) -> str:
        return f"{self.run.state}:{self.quarter}"

    @property
    def quarter(self) -> int:
        """What is worth saying aloud: every further quarter, not every step."""
        return (self.run.percent or 0) // 25

    @property
    def bad_ends(self) -> list[tuple[int, str]]:
        return [(number, name) for name in _BAD_ENDS if (number := self.run.counts.get(name))]

    @property
    def begins_again(self) -> bool:
        return begins_again(self.run.kind)

    @property
    def can_be_paused(self) -> bool:
        return self.run.state in (State.WAITING, State.RUNNING)

    @property
    def can_be_resumed(self) -> bool:
        return self.run.state in (State.PAUSED, State.FAILED)
