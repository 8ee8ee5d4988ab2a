"""Deleting people so that it can be looked at first and taken back: the check, ten, the rest, undo.

The check's seal, a mark of its own and a hash of the ids that it found, comes back with the order to begin. Where
others are found by then, nothing is deleted and the person looks again. Once begun, the ids lie in entries, nobody is
added to them, and the seal begins nothing more.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db import connection, transaction
from django.db.models import CharField, Count, Exists, Func, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django.utils.module_loading import import_string

from config.audit.models import Actor, AuditEvent, record
from config.outbox.models import OutboxEvent, announce
from config.refusals import Conflict
from config.runs import states
from config.runs.engine import Batch
from config.runs.models import Run
from config.runs.states import Step
from profiles import hooks
from profiles.imports.batches import one_writer
from profiles.models import Deletion, DeletionEntry, Import, ImportRow, LegalHold, Outcome, Profile
from profiles.names import fold

DELETE, UNDO = "delete", "undo-deletion"
FIRST = 10
BATCH = 500
SHOWN = 20
_MARK, _SEAL = 8, 32  # characters

Entry = DeletionEntry.State


class CannotDelete(Conflict):
    """They may not be deleted, or not be restored."""


@dataclass(frozen=True)
class Criteria:
    """Whom to delete: chosen people, names like `q`, those whom an import has created. All that is given must hold."""

    ids: tuple[int, ...] = ()
    q: str = ""
    import_id: int | None = None

    def matching(self) -> "QuerySet[Profile]":
        """Raises CannotDelete where nothing is asked for: that would be everyone."""
        if not (self.ids or fold(self.q) or self.import_id):
            raise CannotDelete("Say whom to delete: search for a name, choose people, or name an import.")
        found = Profile.objects.named_like(self.q)
        if self.ids:
            found = found.filter(pk__in=self.ids)
        if self.import_id:
            runs = Import.objects.filter(pk=self.import_id).values("run")
            created = ImportRow.objects.filter(run__in=runs, outcome=Outcome.CREATED)
            found = found.filter(pk__in=created.values("profile"))
        return found

    def as_json(self) -> dict[str, Any]:
        said = {"q": self.q, "import": self.import_id, "ids": len(self.ids)}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Check:
    """What a deletion would do. `first` are some of those that it would delete, by name."""

    total: int
    held: int
    first: list[Profile]
    seal: str

    @property
    def to_delete(self) -> int:
        return self.total - self.held


def check(criteria: Criteria, *, mark: str = "") -> Check:
    """`mark` tells one look's seal from another's at the same people; a new one where none is given."""
    mark = mark or secrets.token_hex(_MARK // 2)
    found = criteria.matching()
    standing = LegalHold.objects.standing().filter(profile=OuterRef("pk"))
    ids = StringAgg(Cast("pk", TextField()), ",", order_by="pk")
    sums = found.aggregate(
        total=Count("pk"),
        held=Count("pk", filter=Exists(standing)),
        seal=Func(ids, function="md5", output_field=CharField()),
    )
    seal = (mark + sums["seal"])[:_SEAL] if sums["seal"] else ""
    first = found.exclude(Exists(standing)).order_by("search_name", "pk").only("full_name", "headline")[:SHOWN]
    return Check(sums["total"], sums["held"], list(first), seal)


def begin(criteria: Criteria, *, seal: str, actor: Actor) -> Deletion:
    """Fix whom it is about, and let the first ten be deleted. The same order again, from a double click or another
    tab, is answered with the deletion that it has begun already. Raises CannotDelete."""
    with transaction.atomic():
        one_writer()
        earlier = Deletion.objects.select_related("first_run").filter(seal=seal).first() if seal else None
        if earlier and earlier.undo_run_id:
            raise CannotDelete("Nothing was deleted: this deletion was undone. Look again.")
        if earlier:
            return earlier
        now = check(criteria, mark=seal[:_MARK])
        if now.seal != seal:
            raise CannotDelete(
                f"Nothing was deleted: by now {number(now.total)} are found, not the same as before. Look again."
            )
        if not now.to_delete:
            raise CannotDelete("Nobody is found who may be deleted.")
        deletion = fix(criteria.matching(), criteria.as_json(), seal=seal, total=now.total, actor=actor)
        total = min(FIRST, now.total)
        run = states.start(
            DELETE, f"Delete {number(total)}", actor=actor, total=total, deletion_id=deletion.pk, most=FIRST
        )
        Deletion.objects.filter(pk=deletion.pk).update(first_run=run)
        record(AuditEvent.Action.PROFILES_DELETED, actor, f"deletion:{deletion.pk}", found=now.total, first=total)
    deletion.first_run = run
    return deletion


def finish(deletion: Deletion, *, actor: Actor) -> Run:
    """The rest, after the first ten. Raises CannotDelete."""
    with transaction.atomic():
        deletion = _locked(deletion)
        left = deletion.entries.filter(state=Entry.FOUND).count()
        if deletion.run and not deletion.run.is_finished:
            raise CannotDelete("The rest is being deleted already.")
        if deletion.first_run and not deletion.first_run.is_finished:
            raise CannotDelete(f"The first {FIRST} come first; look at them when they are done.")
        if deletion.undo_run and not deletion.undo_run.is_finished:
            raise CannotDelete("This deletion is being undone.")
        if deletion.undo_run_id:
            raise CannotDelete("This deletion was undone. To delete these people after all, look for them again.")
        if not left:
            raise CannotDelete("There is nobody left to delete.")
        run = states.start(DELETE, f"Delete {number(left)}", actor=actor, total=left, deletion_id=deletion.pk)
        Deletion.objects.filter(pk=deletion.pk).update(run=run)
        record(AuditEvent.Action.PROFILES_DELETED, actor, f"deletion:{deletion.pk}", rest=left)
    return run


def delete_one(profile: Profile, *, actor: Actor) -> Deletion:
    """At once. Raises CannotDelete."""
    criteria = Criteria(ids=(profile.pk,))
    with transaction.atomic():
        one_writer()
        now = check(criteria)
        if not now.total:
            raise CannotDelete("This person has been deleted already.")
        deletion = fix(criteria.matching(), criteria.as_json(), seal=now.seal, total=1, actor=actor)
        if not delete_batch(deletion.pk, [profile.pk]).counts.get(Entry.DELETED):
            raise CannotDelete("A legal hold stands for this person: nobody may delete them before it is released.")
        record(AuditEvent.Action.PROFILES_DELETED, actor, f"profile:{profile.pk}", deletion=deletion.pk)
    deletion.refresh_from_db()
    return deletion


def undo(deletion: Deletion, *, actor: Actor) -> Run:
    """Restore all of its people that are still deleted; the rest is not deleted any more. Raises CannotDelete."""
    with transaction.atomic():
        deletion = _undoable(deletion)
        if deletion.undo_run and not deletion.undo_run.is_finished:
            raise CannotDelete("This deletion is being undone already.")
        for run in (deletion.first_run, deletion.run):
            states.stop(run)
        deleted = deletion.entries.filter(state=Entry.DELETED).count()
        if not deleted:
            raise CannotDelete("There is nobody to restore.")
        run = states.start(UNDO, f"Restore {number(deleted)}", actor=actor, total=deleted, deletion_id=deletion.pk)
        Deletion.objects.filter(pk=deletion.pk).update(undo_run=run)
        record(AuditEvent.Action.DELETION_UNDONE, actor, f"deletion:{deletion.pk}", people=deleted)
    return run


def restore_one(deletion: Deletion, profile_id: int, *, actor: Actor) -> None:
    """Raises CannotDelete."""
    with transaction.atomic():
        one_writer()  # before the deletion's row, as whoever deletes the rest
        deletion = _undoable(deletion)
        if not restore_batch(deletion.pk, [profile_id]).counts:
            raise CannotDelete("This person is not deleted any more.")
        record(AuditEvent.Action.DELETION_UNDONE, actor, f"profile:{profile_id}", deletion=deletion.pk)


# --- what runs do ------------------------------------------------------------------------------


def deleting(run: Run) -> Iterator[Batch]:
    """`most` of its parameters ends it after so many, `batch` is how many at a time."""
    deletion_id, most = run.parameters["deletion_id"], run.parameters.get("most")
    size = run.parameters.get("batch", BATCH)
    batches = batches_of(deletion_id, Entry.FOUND, size=size)
    if most is not None:
        batches = _first(deletion_id, most - run.done, size)
    for ids in batches:
        yield partial(delete_batch, deletion_id, ids)
    yield partial(_close, run)


def undoing(run: Run) -> Iterator[Batch]:
    deletion_id = run.parameters["deletion_id"]
    for ids in batches_of(deletion_id, Entry.DELETED, size=run.parameters.get("batch", BATCH)):
        yield partial(restore_batch, deletion_id, ids)
    yield partial(_close, run)


def _first(deletion_id: int, most: int, size: int) -> Iterator[list[int]]:
    """Those whom the check has shown first: by name, and who is held after all others."""
    held = Exists(LegalHold.objects.standing().filter(profile=OuterRef("profile")))
    found = DeletionEntry.objects.filter(deletion=deletion_id, state=Entry.FOUND)
    ids = list(found.order_by(held, "profile__search_name", "profile").values_list("profile", flat=True)[:most])
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def batches_of(deletion_id: int, state: DeletionEntry.State, *, size: int = BATCH) -> Iterator[list[int]]:
    """Profile ids in this state, in their order; each once, whatever becomes of it."""
    entries = DeletionEntry.objects.filter(deletion=deletion_id, state=state).order_by("profile")
    after = 0
    while ids := list(entries.filter(profile__gt=after).values_list("profile", flat=True)[:size]):
        after = ids[-1]
        yield ids


def delete_batch(deletion_id: int, ids: Sequence[int]) -> Step:
    """In the caller's transaction. Whoever is held, or was deleted otherwise, stays as it is and is counted apart."""
    _lock(ids)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE profiles_profile AS profile SET deleted_at = statement_timestamp()
            WHERE id = ANY(%s) AND deleted_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM profiles_legalhold WHERE profile_id = profile.id AND released_at IS NULL
            ) RETURNING id
            """,
            [list(ids)],
        )
        deleted = [row[0] for row in cursor.fetchall()]
    entries = DeletionEntry.objects.filter(deletion=deletion_id, profile__in=ids, state=Entry.FOUND)
    entries.filter(profile__in=deleted).update(state=Entry.DELETED)
    held = entries.filter(profile__in=LegalHold.objects.standing().values("profile")).update(state=Entry.HELD)
    entries.update(state=Entry.GONE)
    if deleted:
        until = Now() + timedelta(days=settings.DELETE_UNDO_DAYS)
        Deletion.objects.filter(pk=deletion_id).update(undo_until=until)
        announce("profile", OutboxEvent.Change.DELETED, deleted)
        for handler in hooks.on_delete:
            import_string(handler)(deleted)
    counts = {Entry.DELETED: len(deleted), Entry.HELD: held, Entry.GONE: len(ids) - len(deleted) - held}
    return Step(len(ids), {state.value: count for state, count in counts.items() if count})


def restore_batch(deletion_id: int, ids: Sequence[int]) -> Step:
    """In the caller's transaction."""
    _lock(ids)
    entries = DeletionEntry.objects.filter(deletion=deletion_id, profile__in=ids, state=Entry.DELETED)
    restored = list(entries.values_list("profile", flat=True))
    Profile.everyone.filter(pk__in=restored).update(deleted_at=None)
    entries.update(state=Entry.RESTORED)
    announce("profile", OutboxEvent.Change.RESTORED, restored)
    return Step(len(ids), {Entry.RESTORED.value: len(restored)} if restored else {})


def fix(found: "QuerySet[Profile]", said: dict[str, Any], *, total: int, actor: Actor, seal: str = "") -> Deletion:
    """A deletion of exactly these people, in the caller's transaction; nobody is deleted yet."""
    deletion = Deletion.objects.create(criteria=said, seal=seal, total=total, by_id=actor.user_id)
    query, parameters = found.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO profiles_deletionentry (deletion_id, profile_id, state) "  # noqa: S608 - Django's own query
            f"SELECT %s, found.id, 'found' FROM ({query}) AS found (id)",
            [deletion.pk, *parameters],
        )
    return deletion


def number(count: int) -> str:
    return f"{count:,} candidate{'' if count == 1 else 's'}"


def _close(run: Run) -> Step:
    """Some of those that were counted can be gone by now: merged, or erased."""
    return Step(total=run.done)


def _lock(ids: Sequence[int]) -> None:
    """Imports and merges lock profiles in other orders, so one writes at a time. A hold waits for the same rows."""
    one_writer()
    list(Profile.everyone.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _locked(deletion: Deletion) -> Deletion:
    runs = Deletion.objects.select_related("first_run", "run", "undo_run")
    return runs.select_for_update(of=("self",)).get(pk=deletion.pk)


def _undoable(deletion: Deletion) -> Deletion:
    deletion = _locked(deletion)
    if deletion.undo_until and deletion.undo_until < timezone.now():
        raise CannotDelete(f"It could be undone until {deletion.undo_until:%-d %B %Y}. That day has passed.")
    return deletion
