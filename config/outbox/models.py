"""What changed, for those who follow: a row in the transaction that made the change, read in the order of commits."""

from collections.abc import Callable, Sequence
from typing import Self, cast

from django.db import connection, models, transaction
from django.db.models import BigIntegerField, Func
from django.db.models.expressions import RawSQL

from config.models import Timestamped


class _CurrentTransaction(Func):
    template = "(pg_current_xact_id()::text::bigint)"
    output_field = BigIntegerField()


class OutboxQuerySet(models.QuerySet["OutboxEvent"]):
    def settled(self) -> Self:
        """Those behind which no earlier one can still appear: their transactions, and all before them, have ended.

        Ids alone would not do: a row with a lower id can be committed after one with a higher id was read.
        """
        oldest_open = RawSQL("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", ())
        return self.filter(transaction__lt=oldest_open).order_by("transaction", "id")

    def after(self, transaction: int, event_id: int) -> Self:
        later = self.extra(where=["(transaction, id) > (%s, %s)"], params=[transaction, event_id])
        return cast("Self", later)


class OutboxEvent(Timestamped):
    class Change(models.TextChoices):
        CREATED = "created"
        CHANGED = "changed"
        DELETED = "deleted"
        RESTORED = "restored"
        MERGED = "merged"
        ERASED = "erased"

    kind = models.CharField(max_length=20, help_text="what changed: profile, company")
    subject_id = models.BigIntegerField()
    change = models.CharField(max_length=10, choices=Change)
    transaction = models.BigIntegerField(db_default=_CurrentTransaction(), editable=False)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ("transaction", "id")
        indexes = (models.Index(fields=("transaction", "id"), name="outbox_in_order"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} {self.change}"


class OutboxReader(Timestamped):
    """How far one follower has read."""

    name = models.CharField(max_length=40, unique=True)
    transaction = models.BigIntegerField(default=0)
    event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


_listeners: list[Callable[[], None]] = []


def tell(listener: Callable[[], None]) -> None:
    """Call it whenever something that was announced is committed. It may be lost: who follows looks by itself, too."""
    _listeners.append(listener)


def announce(kind: str, change: OutboxEvent.Change, subject_ids: Sequence[int]) -> None:
    """One row for each subject, in the caller's transaction."""
    for listener in _listeners:
        transaction.on_commit(listener, robust=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox_outboxevent (kind, change, subject_id) SELECT %s, %s, unnest(%s::bigint[])",
            [kind, change, list(subject_ids)],
        )
