"""The files of an import: kept in the database in chunks, so that any worker on any machine can read them."""

import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import BinaryIO, cast

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from config.runs import states
from config.runs.models import Run, State
from config.uploads import Readable
from profiles.imports.items import Item
from profiles.models import Import, ImportChunk, ImportFile, ImportRow
from profiles.sources import InputFile, Part, read_files

CHUNK_BYTES = 1_000_000
MAX_UPLOAD_BYTES = 2_000_000_000
KEPT_DAYS = 7
_STOPPED = (State.PAUSED, State.FAILED, State.CANCELLED)


class TooLarge(Exception):
    """The message is for people."""


class NothingSent(Exception):
    """The message is for people."""


def receive(uploads: Sequence[tuple[str, Readable]], *, source: str = "") -> Import:
    """A new import of these files (name and bytes). Raises TooLarge or NothingSent, and keeps nothing then."""
    with transaction.atomic():
        job = Import.objects.create()
        for name, stream in uploads:
            add_file(job, name, stream, source=source)
        if not any(file.size for file in job.files.all()):
            raise NothingSent("There is nothing in what was sent." if uploads else "No file was chosen.")
    return job


def add_file(job: Import, name: str, stream: Readable, *, source: str = "") -> ImportFile:
    """Keep a file's bytes. Raises TooLarge, and keeps nothing then."""
    with transaction.atomic():
        number = job.files.count() + 1
        file = ImportFile.objects.create(job=job, number=number, name=_label(name), source=source)
        while data := _chunk(stream):
            file.size += len(data)
            if file.size > MAX_UPLOAD_BYTES:
                raise TooLarge(f"{file.name} is larger than {MAX_UPLOAD_BYTES // 1_000_000_000} GB; split it.")
            ImportChunk.objects.create(file=file, number=(file.size - 1) // CHUNK_BYTES, data=data)
        file.save(update_fields=["size"])
    return file


@contextmanager
def items_of(
    job: Import, *, done: Mapping[Part, int] | None = None, waiting: Callable[[], object] = lambda: None
) -> Iterator[Iterator[Item]]:
    """Every person and company in the files, in an order that is always the same, without those `done` before.

    The bytes are fetched beforehand, `waiting` called with each megabyte: items may then be read in another process.
    """
    with ExitStack() as opened:
        local = [(file, opened.enter_context(_fetched(file, waiting))) for file in job.files.all()]
        yield read_files([_as_input(*each) for each in local], done=done)


def open_file(file: ImportFile) -> BinaryIO:
    return io.BufferedReader(_Chunks(file.pk, file.size), buffer_size=CHUNK_BYTES)


def forget(job: Import) -> None:
    """Take away the bytes of an import that has ended, and what its check had kept.

    What was imported is kept with each profile; the files hold others, too, and what was refused.
    """
    ImportChunk.objects.filter(file__job=job).delete()
    if job.check_run_id:
        ImportRow.objects.filter(run_id=job.check_run_id).delete()
        Run.objects.filter(pk=job.check_run_id).update(parameters={"import_id": job.pk})


def drop(job: Import) -> None:
    """An import that never began, without a trace."""
    with transaction.atomic():
        Import.objects.filter(pk=job.pk, run=None).delete()
        Run.objects.filter(pk=job.check_run_id or 0).exclude(pk__in=Import.objects.values("check_run")).delete()


def forget_old() -> int:
    """What is left of imports that were cancelled, and of those that nobody went on with for a week. Their number."""
    week_ago = Now() - timedelta(days=KEPT_DAYS)
    stale = list(Import.objects.filter(run=None, created_at__lt=week_ago))
    for job in stale:
        drop(job)
    chunks = ImportChunk.objects.filter(file__job=OuterRef("pk"))
    stopped = Q(run__state__in=_STOPPED, run__updated_at__lt=week_ago)
    ended = list(Import.objects.filter(Exists(chunks), stopped | Q(run__state=State.CANCELLED)))
    gone = len(stale)
    for job in ended:
        with transaction.atomic():
            run = Run.objects.select_for_update().filter(pk=job.run_id or 0, state__in=_STOPPED).first()
            if run:  # still: nobody went on with it just now
                states.stop(run)
                forget(job)
                job.files.all().delete()
                gone += 1
    return gone


def _chunk(stream: Readable) -> bytes:
    data = stream.read(CHUNK_BYTES)
    while 0 < len(data) < CHUNK_BYTES and (more := stream.read(CHUNK_BYTES - len(data))):
        data += more
    return data


def _fetched(file: ImportFile, waiting: Callable[[], object]) -> BinaryIO:
    """The file on this machine's disk, without a name: nothing is left there when the process dies."""
    local = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed by `items_of`
    stored = open_file(file)
    while data := stored.read(CHUNK_BYTES):
        local.write(data)
        waiting()
    local.flush()
    return local


def _as_input(file: ImportFile, local: BinaryIO) -> InputFile:
    def again() -> BinaryIO:
        local.seek(0)
        return os.fdopen(os.dup(local.fileno()), "rb")

    return InputFile(name=file.name, open=again, source=file.source or None, sheet=file.sheet, mapping=file.mapping)


def _label(name: str) -> str:
    """A file's name is shown, never used as a path."""
    plain = "".join(character for character in name if character.isprintable())
    return plain.replace("\\", "/").rpartition("/")[2][-300:] or "file"


class _Chunks(io.RawIOBase):
    """The chunks of a file as one, one in memory at a time."""

    def __init__(self, file_id: int, size: int) -> None:
        self._file_id, self._size, self._at = file_id, size, 0
        self._number, self._data = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, CHUNK_BYTES)
        if number != self._number:
            chunks = ImportChunk.objects.filter(file_id=self._file_id, number=number)
            self._number, self._data = number, bytes(chunks.values_list("data", flat=True).get())
        piece = self._data[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
