"""What storing would do, without storing anything."""

import json
from collections.abc import Sequence

from django.utils import timezone

from profiles.imports.batches import result_of, says_the_same
from profiles.imports.matching import Here, Incoming, recognised
from profiles.models import Outcome, SourceRecord
from profiles.rebuilding import plan
from profiles.results import Result


class DryRun:
    """Judges records over any number of batches, and remembers who came before: people stand in a file twice."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}  # sign to what was extracted, both as hashes

    def judge(self, batch: Sequence[Incoming]) -> list[Result]:
        results: list[Result | None] = [None] * len(batch)
        asked: list[tuple[int, Incoming, Here, SourceRecord]] = []
        for place, (incoming, person) in enumerate(zip(batch, recognised(batch), strict=True)):
            owner, other, match = person.owner, person.other, person.match
            before = self._before(incoming)
            no_news = before is None and owner is not None and other is None and says_the_same(incoming, match)
            if not (person.reason or no_news):
                self._remember(incoming)
            if person.reason:
                results[place] = result_of(Outcome.REFUSED, incoming, reason=person.reason)
            elif before is not None:
                same = before == hash(incoming.extracted_hash)
                note = ("The same person comes more than once in these files.",)
                results[place] = result_of(Outcome.UNCHANGED if same else Outcome.CHANGED, incoming, note=note)
            elif owner is None:
                results[place] = result_of(Outcome.CREATED, incoming)
            elif other:
                note = (f"Profile {other.profile_id} is the same person and would become part of this one.",)
                results[place] = result_of(Outcome.CHANGED, incoming, owner.profile_id, note=note)
            elif no_news:
                results[place] = result_of(Outcome.UNCHANGED, incoming, owner.profile_id)
            else:
                asked.append((place, incoming, owner, _record(incoming, owner, match.record_id)))
        plans = plan([owner.profile_id for _, _, owner, _ in asked], also=[record for *_, record in asked])
        changed = {each.profile.pk for each in plans if each.changes_it}
        for place, incoming, owner, _ in asked:
            outcome = Outcome.CHANGED if owner.profile_id in changed else Outcome.UNCHANGED
            results[place] = result_of(outcome, incoming, owner.profile_id)
        return [result for result in results if result]

    def _before(self, incoming: Incoming) -> int | None:
        return next((self._seen[sign] for sign in map(hash, incoming.signs) if sign in self._seen), None)

    def _remember(self, incoming: Incoming) -> None:
        self._seen |= dict.fromkeys(map(hash, incoming.signs), hash(incoming.extracted_hash))


def _record(incoming: Incoming, owner: Here, record_id: int | None) -> SourceRecord:
    """The record as it would be stored."""
    return SourceRecord(
        pk=record_id,
        profile_id=owner.profile_id,
        extracted=json.loads(incoming.extracted),
        email_verified=incoming.record.email_verified,
        said_at=timezone.now(),
    )
