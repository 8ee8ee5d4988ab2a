"""Erasing people: from every table, every report and every upload, for good. What stays is that it was done."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from config.audit.models import Actor, AuditEvent, record
from config.outbox.models import OutboxEvent, announce
from config.runs import states
from config.runs.models import Run
from profiles.imports.batches import one_writer
from profiles.imports.files import forget
from profiles.models import (
    ColumnMapping,
    Company,
    Deletion,
    EmployerChoice,
    Erasure,
    Experience,
    Import,
    ImportFile,
    ImportRow,
    LegalHold,
    Merge,
    Profile,
    SourceRecord,
)
from profiles.traces import Crowd, Uploads

ASKED_FOR, NOT_UNDONE = "asked for", "deleted, and not undone in time"
_REMOVED = "(name removed)"


class CannotErase(Exception):
    """Nothing was changed; the message says why, for the person who asked."""


@dataclass(frozen=True)
class Erased:
    """`rows` is table to number of rows. `imports` are those whose upload had the person: it is gone, and they end."""

    rows: Counter[str]
    imports: list[int]

    def __str__(self) -> str:
        text = f"Erased: everything about this person, {sum(self.rows.values()):,} rows in {len(self.rows)} tables."
        if self.imports:
            names = ", ".join(f"import {number}" for number in self.imports)
            text += (
                f" An upload still held this person. It was removed, and its import ended ({names}); upload it again"
            )
            text += " without them."
        return text


def erase(profile_id: int, *, actor: Actor, reason: str = ASKED_FOR) -> Erased:
    """One person, deleted before or not. Raises CannotErase."""
    crowd = Crowd.of([profile_id])
    if not crowd.ids:
        raise CannotErase(f"There is no profile {profile_id}.")
    if LegalHold.objects.standing().filter(profile=profile_id).exists():
        raise CannotErase("A legal hold stands for this person: nobody may erase them before it is released.")
    uploads = Uploads(crowd)
    for _ in uploads.look():
        pass
    with transaction.atomic():
        one_writer()
        erased = erase_all(crowd.ids, uploads, actor=actor, reason=reason)
    if not erased:
        raise CannotErase("A legal hold stands for this person, or somebody else has erased them just now.")
    return erased[0]


def erase_all(profile_ids: Sequence[int], uploads: Uploads, *, actor: Actor, reason: str) -> list[Erased]:
    """Those of them who are here and not held, in the caller's transaction, which holds `one_writer`."""
    list(Profile.everyone.filter(pk__in=profile_ids).order_by("pk").select_for_update().values_list("pk"))
    standing = LegalHold.objects.standing().filter(profile=OuterRef("pk"))
    ids = list(Profile.everyone.filter(~Exists(standing), pk__in=profile_ids).values_list("pk", flat=True))
    if not ids:
        return []
    crowd = Crowd.of(ids)
    imports = uploads.still_with(crowd)
    for job in imports:
        _end(job)
    shared = _clean(crowd, ids)
    numbers = [job.pk for job in imports]
    erased = [Erased(_delete(profile_id, crowd), numbers) for profile_id in ids]
    shared += _delete_companies(crowd)
    erased[0].rows.update(shared)
    for profile_id, each in zip(ids, erased, strict=True):
        Erasure.objects.create(profile_id=profile_id, rows=each.rows, reason=reason, by_id=actor.user_id)
        record(AuditEvent.Action.PROFILE_ERASED, actor, f"profile:{profile_id}", rows=sum(each.rows.values()))
    announce("profile", OutboxEvent.Change.ERASED, ids)
    return erased


def _end(job: Import) -> None:
    job = Import.objects.select_related("run", "check_run").get(pk=job.pk)
    for run in (job.run, job.check_run):
        _cancel(run)
    forget(job)
    job.files.all().delete()


def _cancel(run: Run | None) -> None:
    if run:
        with suppress(states.RunConflict):  # it has ended
            states.cancel(run)


def _clean(crowd: Crowd, ids: Sequence[int]) -> Counter[str]:
    """What speaks of them in rows that are not theirs."""
    known = set(ImportRow.objects.filter(profile__in=ids).values_list("file", flat=True))
    known |= set(SourceRecord.objects.filter(profile__in=ids).values_list("original_name", flat=True))
    files = {
        *ImportFile.objects.values_list("name", flat=True),
        *ImportRow.objects.order_by().values_list("file", flat=True).distinct(),
        *SourceRecord.objects.exclude(profile__in=ids).order_by().values_list("original_name", flat=True).distinct(),
    }
    telling = {name for name in files if name and (crowd.is_in(name) or (name in known and crowd.named_by(name)))}
    for name in telling:
        ImportFile.objects.filter(name=name).update(name=_renamed(name))
        ImportRow.objects.filter(file=name).update(file=_renamed(name))
        SourceRecord.objects.filter(original_name=name).update(original_name=_renamed(name))
    for file in ImportFile.objects.exclude(sheet="", mapping__isnull=True):
        if crowd.says([file.sheet, file.mapping]):
            ImportFile.objects.filter(pk=file.pk).update(sheet="", mapping=None)
    gone = Counter[str]()
    for columns in ColumnMapping.objects.iterator():
        if crowd.says(columns.mapping):
            gone.update(columns.delete()[1])
    for run in Run.objects.only("title", "parameters", "problem", "state"):
        _clean_run(run, crowd, telling)
    for deletion in Deletion.objects.filter(criteria__has_key="q"):
        if _searched(crowd, deletion.criteria["q"]):
            Deletion.objects.filter(pk=deletion.pk).update(criteria={**deletion.criteria, "q": _REMOVED})
    unnamed = ImportRow.objects.filter(profile=None).exclude(reason="", value="", warnings=[])
    about = [row.pk for row in unnamed.iterator() if crowd.is_in(_text_of(row))]
    gone.update(ImportRow.objects.filter(pk__in=about).delete()[1])
    return _by_table(gone)


def _clean_run(run: Run, crowd: Crowd, telling: set[str]) -> None:
    changes: dict[str, Any] = {}
    title = run.title
    for name in telling:
        title = title.replace(name, _renamed(name))
    if crowd.is_in(title):
        title = _REMOVED
    if title != run.title:
        changes["title"] = title
    kept = {name: value for name, value in run.parameters.items() if not crowd.says(value)}
    if kept != run.parameters:
        _cancel(run)  # it was about this person
        changes["parameters"] = kept
    if run.problem and crowd.is_in(run.problem):
        changes["problem"] = _REMOVED
    if changes:
        Run.objects.filter(pk=run.pk).update(**changes)


def _searched(crowd: Crowd, text: str) -> bool:
    """A search has parts of words: each of them in the name of one of them."""
    parts = text.lower().split()
    folded = [" ".join(name) for name in crowd.pages]
    return crowd.named_by(text) or any(all(part in name for part in parts) for name in folded)


def _text_of(row: ImportRow) -> str:
    return " ".join((row.reason, row.field, row.value, row.where, *map(str, row.warnings)))


def _renamed(name: str) -> str:
    return f"{_REMOVED}{PurePath(name).suffix[:10]}"


def _delete(profile_id: int, crowd: Crowd) -> Counter[str]:
    linked, chosen = (model.objects.filter(profile=profile_id) for model in (Experience, EmployerChoice))
    named = Company.objects.filter(Q(pk__in=linked.values("employer")) | Q(pk__in=chosen.values("employer")), source="")
    own = [company for company, name in named.values_list("pk", "name") if crowd.named_by(name)]
    deleted = Counter[str]()
    for rows in (
        LegalHold.objects.filter(profile=profile_id),
        Merge.objects.filter(Q(merged_id=profile_id) | Q(kept=profile_id)),
        Profile.everyone.filter(pk=profile_id),
        # One's own firm can bear one's own name; it goes where nothing but this career has named it.
        _named_by_nobody().filter(pk__in=own),
    ):
        deleted.update(rows.delete()[1])
    return _by_table(deleted)


def _delete_companies(crowd: Crowd) -> Counter[str]:
    """Those that speak of them and that no career names, or not any more."""
    companies = _named_by_nobody().prefetch_related("aliases").iterator(chunk_size=1_000)
    about = [company.pk for company in companies if _is_about(company, crowd)]
    return _by_table(Counter(Company.objects.filter(pk__in=about).delete()[1]))


def _is_about(company: Company, crowd: Crowd) -> bool:
    names = [alias.name for alias in company.aliases.all()]
    return crowd.says([company.name, company.domain, company.linkedin_url, company.description, company.payload, names])


def _named_by_nobody() -> "QuerySet[Company]":
    careers = Experience.objects.filter(employer=OuterRef("pk"))
    children = Company.objects.filter(parent=OuterRef("pk"))
    return Company.objects.filter(~Exists(careers), ~Exists(children))


def _by_table(deleted: Counter[str]) -> Counter[str]:
    return Counter({apps.get_model(label)._meta.db_table: count for label, count in deleted.items() if count})
