"""What is made of events in the background, after the fact: whoever follows reads on from where it was."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from config.outbox.models import OutboxEvent, OutboxQuerySet, OutboxReader

SLICE_SECONDS = 20  # then whatever else waits in the queue goes first
MOST_COUNTED = 100_000


@dataclass(frozen=True)
class Follower:
    """`make` is called with events of these kinds, in a transaction, and says how many things it made."""

    name: str
    kinds: tuple[str, ...]
    make: Callable[[Sequence[OutboxEvent]], int]
    batch: int = 500

    def lag(self) -> int:
        """Events that are still to be read; counted to a hundred thousand at most."""
        return int(self.unread().order_by()[:MOST_COUNTED].count())

    def unread(self) -> OutboxQuerySet:
        reader = OutboxReader.objects.filter(name=self.name).first() or OutboxReader(name=self.name)
        return self._after(reader)

    def follow(self) -> int:
        """Read on for a while; how many things were made. What RQ runs."""
        made, until = 0, time.monotonic() + SLICE_SECONDS
        while time.monotonic() < until:
            read, written = self.step()
            made += written
            if read < self.batch:
                break
        return made

    @transaction.atomic
    def step(self) -> tuple[int, int]:
        """One batch: how many events were read, and how many things made."""
        reader_id = OutboxReader.objects.get_or_create(name=self.name)[0].pk
        reader = OutboxReader.objects.select_for_update(skip_locked=True).filter(pk=reader_id).first()
        if reader is None:
            return 0, 0  # somebody else reads
        events = list(self._after(reader)[: self.batch])
        if not events:
            return 0, 0
        made = self.make(events)
        reader.transaction, reader.event_id = events[-1].transaction, events[-1].pk
        reader.save(update_fields=["transaction", "event_id"])
        return len(events), made

    def _after(self, reader: OutboxReader) -> OutboxQuerySet:
        return OutboxEvent.objects.settled().after(reader.transaction, reader.event_id).filter(kind__in=self.kinds)
