"""Imports as background runs: the check, which changes nothing, and the import itself, batch by batch.

A run that goes on after a pause or a kill finds the same items in the same order in the stored files, and passes over
those of which its rows tell.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from django.db import transaction

from config.audit.models import Actor, AuditEvent, record
from config.refusals import Conflict
from config.runs import engine, states
from config.runs.engine import Batch, RunFailed
from config.runs.models import Run
from config.runs.states import Step
from profiles.copying import copy_rows
from profiles.imports.files import drop, forget, items_of
from profiles.imports.items import BATCH_ITEMS, Ready, batched, judge_items, store_items
from profiles.imports.judging import DryRun
from profiles.imports.mapping import TableFile, forget_columns, keep
from profiles.imports.previews import Preview
from profiles.models import Import, ImportChunk, ImportRow
from profiles.results import Result
from profiles.sources import Part, part_of

CHECK, IMPORT = "import-check", "import"


class NotReady(Conflict):
    """The import cannot be started."""


class Discarded(NotReady):
    """There is no such import any more."""


def check(import_id: int, *, actor: Actor, tables: Iterable[TableFile] = ()) -> Run:
    """Say what the import would do. A check again, with `tables` read in another way, takes the place of the last."""
    with transaction.atomic():
        job = _not_started(import_id)
        for table in tables:  # under the lock: half of an import that was started would be read in this way, half not
            keep(table)
        states.stop(job.check_run)
        run = states.start(CHECK, _title(job), actor=actor, import_id=job.pk)
        Import.objects.filter(pk=job.pk).update(check_run=run)
        Run.objects.filter(pk=job.check_run_id or 0).delete()
    return run


def begin(import_id: int, *, actor: Actor, checked: str | None = None) -> Run:
    """Once: of two clicks the second is told so. `checked` is the id of the check that somebody has looked at."""
    with transaction.atomic():
        job = _not_started(import_id)
        if checked is not None and checked != str(job.check_run_id):
            raise NotReady("This import was checked anew meanwhile. Look at what would happen now, then import it.")
        if not job.files.exists():
            raise NotReady("There is no file in this import.")
        states.stop(job.check_run)
        total = job.check_run.done if job.check_run and job.check_run.state == "completed" else None
        run = states.start(IMPORT, _title(job), actor=actor, total=total, import_id=job.pk)
        Import.objects.filter(pk=job.pk).update(run=run)
        record(AuditEvent.Action.PROFILES_IMPORTED, actor, f"import:{job.pk}")
    return run


def discard(import_id: int) -> None:
    """Only what has not been started; then nothing of it stays."""
    with transaction.atomic():
        job = _not_started(import_id)
        forget_columns(job)
        drop(job)


def _not_started(import_id: int) -> Import:
    """The import as it stands, locked. Raises NotReady where somebody was faster."""
    found = Import.objects.select_for_update().filter(pk=import_id).first()
    if found is None:
        raise Discarded("This import is no longer here: it was discarded.")
    if found.run_id:
        raise NotReady("This import has been started already.")
    return found


def checking(run: Run) -> Iterator[Batch]:
    job = Import.objects.get(pk=run.parameters["import_id"])
    ImportRow.objects.filter(run=run).delete()
    states.begin_again(run)  # what it had seen before it was stopped was in its memory alone
    judge, preview, waiting = DryRun(), Preview(), partial(engine.go_on, run)
    with items_of(job, waiting=waiting) as items:
        for batch in batched(items, waiting=waiting):
            yield partial(_judge, run, batch, judge, preview)


def importing(run: Run) -> Iterator[Batch]:
    job = Import.objects.get(pk=run.parameters["import_id"])
    if not job.files.exists():
        raise RunFailed("The files of this import have been removed. Upload them again; nobody comes in twice.")
    if any(file.size for file in job.files.all()) and not ImportChunk.objects.filter(file__job=job).exists():
        return  # killed between its last step and its end
    waiting = partial(engine.go_on, run)
    with items_of(job, done=_done(run), waiting=waiting) as items:
        for batch in batched(items, run.parameters.get("batch", BATCH_ITEMS), waiting):
            yield partial(_import, run, batch)
    yield partial(_forget_files, job)


def _done(run: Run) -> Counter[Part]:
    rows = ImportRow.objects.filter(run=run).values_list("file", "where")
    return Counter(part_of(*row) for row in rows.iterator(chunk_size=10_000))


def _judge(run: Run, batch: Sequence[Ready], judge: DryRun, preview: Preview) -> Step:
    results = judge_items(batch, judge)
    preview.add(batch, results)
    Run.objects.filter(pk=run.pk).update(parameters={**run.parameters, "preview": preview.as_json()})
    return replace(_report(run, batch, results), gives_way=False)


def _import(run: Run, batch: Sequence[Ready]) -> Step:
    return _report(run, batch, store_items(batch, f"run {run.pk}"))


def _report(run: Run, batch: Sequence[Ready], results: Sequence[Result]) -> Step:
    copy_rows(
        ImportRow,
        (
            "run_id", "number", "file", "where", "outcome", "profile_id", "company_id", "reason", "field", "value",
            "warnings",
        ),
        (
            (
                run.pk,
                run.done + number,
                item.file[:300],
                result.where[:300],
                result.outcome,
                result.profile_id,
                result.company_id,
                result.reason,
                result.field[:300],
                result.value[:500],
                json.dumps(result.warnings),
            )
            for number, (item, result) in enumerate(zip(batch, results, strict=True), start=1)
        ),
    )  # fmt: skip
    return Step(len(batch), Counter(result.outcome.value for result in results))


def _forget_files(job: Import) -> Step:
    forget(job)
    return Step()


def _title(job: Import) -> str:
    names = [file.name for file in job.files.all()[:3]]
    more = job.files.count() - 2
    return f"{names[0]}, {names[1]} and {more} more" if more > 1 else " and ".join(names)
