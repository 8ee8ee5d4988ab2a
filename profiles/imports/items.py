"""What was read, stored or judged in batches: people, companies, and what is neither."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db import transaction

from config.ahead import read_ahead
from profiles.companies.records import store_companies
from profiles.imports.batches import one_writer, store_batch
from profiles.imports.judging import DryRun
from profiles.imports.matching import Incoming
from profiles.models import Outcome
from profiles.results import Result
from profiles.sources import CompanyRecord, Record, Refusal
from profiles.storable import storable_text

Item = Record | CompanyRecord | Refusal  # as readers give it
Ready = Incoming | CompanyRecord | Refusal  # as it is stored or judged

BATCH_ITEMS = 1_000
BATCH_SECONDS = 10  # of reading: a folder of CVs should show progress, too


def batched(
    items: Iterable[Item], size: int = BATCH_ITEMS, waiting: Callable[[], object] = lambda: None
) -> Iterator[list[Ready]]:
    """Batches of items, the next one read and made ready in another process while one is being stored. `waiting` is
    called every few seconds while there is none."""
    return read_ahead(_batches(items, size), waiting)


def ready(item: Item) -> Ready:
    return Incoming.of(item) if isinstance(item, Record) else item


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Ready]]:
    batch: list[Ready] = []
    began = time.monotonic()
    for item in items:
        batch.append(ready(item))
        if len(batch) == size or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


def store_items(batch: Sequence[Ready], reading: str = "") -> list[Result]:
    """In the caller's transaction; the results stand in the order of the items. `reading` names the import."""
    people = iter(store_batch([item for item in batch if isinstance(item, Incoming)], reading))
    companies = iter(store_companies([item for item in batch if isinstance(item, CompanyRecord)]))
    return [_next(item, people, companies) for item in batch]


def judge_items(batch: Sequence[Ready], dry_run: DryRun) -> list[Result]:
    people = iter(dry_run.judge([item for item in batch if isinstance(item, Incoming)]))
    told = [item for item in batch if isinstance(item, CompanyRecord)]
    with transaction.atomic():
        if told:
            one_writer()  # to judge them is to store them and take that back
        companies = iter(dry_run.judge_companies(told))
    return [_next(item, people, companies) for item in batch]


def _next(item: Ready, people: Iterator[Result], companies: Iterator[Result]) -> Result:
    if isinstance(item, Refusal):  # which may quote what PostgreSQL cannot store
        where, reason, field, value = map(storable_text, (item.where, item.reason, item.field, item.value))
        return Result(Outcome.REFUSED, where, reason=reason, field=field, value=value)
    return next(people if isinstance(item, Incoming) else companies)
