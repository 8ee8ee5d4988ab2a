"""What an import's pages, its file and the API tell: where it stands, what became of its records, and why."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from config.paging import Page, paginate
from config.runs.models import Run, State
from profiles.models import Import, ImportRow, Outcome

FIRST_PEOPLE = 50
FIRST_WARNED = 20
_BLOCK = 2_000
_COLUMNS = ("file", "where", "outcome", "profile_id", "company_id", "field", "value", "reason", "warnings")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with one of these in front, a cell is a formula to a spreadsheet
_WORDS = {
    Outcome.CREATED: "new", Outcome.CHANGED: "changed", Outcome.UNCHANGED: "unchanged", Outcome.REFUSED: "refused",
}  # fmt: skip
# State of the run to what is said of the import, while it is checked and once it was started.
_CHECKED = {
    State.WAITING: "Waiting for its check", State.RUNNING: "Being checked", State.PAUSED: "Check paused",
    State.COMPLETED: "Ready to import", State.CANCELLED: "Check cancelled", State.FAILED: "Check failed",
}  # fmt: skip
_STARTED = {
    State.WAITING: "Waiting", State.RUNNING: "Being imported", State.PAUSED: "Paused",
    State.COMPLETED: "Imported", State.CANCELLED: "Cancelled", State.FAILED: "Failed",
}  # fmt: skip


@dataclass(frozen=True)
class Report:
    """An import as it stands. `run` is its import once that was asked for, before that its check."""

    job: Import

    @property
    def run(self) -> Run | None:
        return self.job.run or self.job.check_run

    @property
    def title(self) -> str:
        return self.run.title if self.run else ", ".join(file.name for file in self.job.files.all())

    @property
    def state(self) -> str:
        if self.run is None:
            return "Columns to be named"
        if self.is_emptied:
            return "Files removed"
        if self.is_ready and not self.writes:
            return "Nothing to import"
        return (_STARTED if self.job.run else _CHECKED)[State(self.run.state)]

    @property
    def pill(self) -> str:
        if self.is_emptied:
            return "cancelled"
        if self.run is None or self.is_ready:
            return "pending" if self.run is None or self.writes else "cancelled"
        return self.run.pill

    @property
    def is_ready(self) -> bool:
        """Checked, and not yet started."""
        checked = self.run is not None and self.run.state == State.COMPLETED
        return checked and not self.job.run_id and not self.is_emptied

    @property
    def is_emptied(self) -> bool:
        """Not yet started, and never to be: somebody was erased who was in the files."""
        return self.run is not None and not self.job.run_id and not self.job.files.all()

    @property
    def has_ended(self) -> bool:
        return self.job.run is not None and self.job.run.is_finished

    @property
    def has_tables(self) -> bool:
        return any(file.mapping for file in self.job.files.all())

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Every outcome with its number, also where that is 0; nothing while there is no run."""
        return [(word, self.run.counts.get(outcome, 0)) for outcome, word in _WORDS.items()] if self.run else []

    @property
    def writes(self) -> int:
        """How many records the check found new or changed."""
        counts = self.run.counts if self.run else {}
        return sum(counts.get(outcome, 0) for outcome in (Outcome.CREATED, Outcome.CHANGED))

    @property
    def preview(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.run.parameters.get("preview") if self.run else None
        return found

    def refused(self, cursor: str = "") -> Page[ImportRow]:
        return paginate(self._rows().filter(outcome=Outcome.REFUSED), "number", cursor=cursor)

    def warned(self) -> list[ImportRow]:
        """The first that came in with something to say about them."""
        return list(
            self._rows().exclude(Q(outcome=Outcome.REFUSED) | Q(warnings=[])).select_related("profile")[:FIRST_WARNED]
        )

    def people(self) -> list[ImportRow]:
        """The first who are here now, new or changed."""
        written = self._rows().filter(outcome__in=(Outcome.CREATED, Outcome.CHANGED), profile__deleted_at=None)
        return list(written.exclude(profile=None).select_related("profile")[:FIRST_PEOPLE])

    def _rows(self) -> "QuerySet[ImportRow]":
        return ImportRow.objects.filter(run=self.run).order_by("number") if self.run else ImportRow.objects.none()


def listed(cursor: str) -> Page[Import]:
    return paginate(with_runs(), "-id", cursor=cursor)


def with_runs() -> "QuerySet[Import]":
    return Import.objects.select_related("run__requested_by", "check_run__requested_by").prefetch_related("files")


def as_csv(run: Run) -> Iterator[str]:
    """Every record with what became of it, in blocks, each from a short question of its own: flat memory, no lock."""
    writer = csv.writer(_Lines())
    yield str(writer.writerow(_COLUMNS))
    last = 0
    while rows := list(ImportRow.objects.filter(run=run, number__gt=last).order_by("number")[:_BLOCK]):
        yield "".join(str(writer.writerow([_cell(row, column) for column in _COLUMNS])) for row in rows)
        last = rows[-1].number


def _cell(row: ImportRow, column: str) -> str:
    value = getattr(row, column)
    if column == "warnings":
        value = "; ".join(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


class _Lines:
    """What csv writes to: gives every line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
