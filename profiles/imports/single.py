"""Imports without a run: files from the command line, one record from the API."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.db import transaction

from profiles.imports.items import Item, Ready, batched, judge_items, ready, store_items
from profiles.imports.judging import DryRun
from profiles.imports.mapping import remembered_of
from profiles.imports.previews import Preview
from profiles.models import Outcome
from profiles.results import Result
from profiles.sources import InputFile, Record, read_files


def import_files(
    paths: Sequence[Path],
    *,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
    preview: Preview | None = None,
    tell: Callable[[str], object] = str,
) -> Iterator[tuple[str, Result]]:
    """Import every record of the files, batch by batch, so that a run killed half-way can simply run again.

    Each result comes with the name of its file. `columns` (header to field) is for every table among them; without it
    they are read as the last with these columns was, of which `tell` hears, or as guessed. A dry run fills the
    `preview`.
    """
    judge, files, reading = DryRun(), [], uuid4().hex
    for path in paths:
        try:
            with path.open("rb") as stream:
                known = columns or remembered_of(path.name, stream)
            if known and not columns:
                read = ", ".join(f"{header} = {target}" for header, target in known.items() if target)
                tell(f"{path}: columns are read as the last time: {read}.")
        except OSError as error:
            yield str(path), Result(Outcome.REFUSED, reason=f"cannot be read: {error.strerror}")
        else:
            files.append(InputFile(str(path), partial(_opened, path), source, mapping=known))
    for batch in batched(read_files(files)):
        results = judge_items(batch, judge) if dry_run else store_together(batch, reading)
        if preview:
            preview.add(batch, results)
        yield from zip((item.file for item in batch), results, strict=True)


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


@transaction.atomic
def store_together(items: Sequence[Ready], reading: str = "") -> list[Result]:
    return store_items(items, reading)


def import_item(item: Item) -> Result:
    return store_together([ready(item)])[0]


def store(record: Record) -> Result:
    """Write one person and the payload it came from, or say that nothing had to be written."""
    return import_item(record)
