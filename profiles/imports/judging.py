"""What storing would do, without storing anything."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils import timezone

from profiles.companies import records
from profiles.companies.names import company_key
from profiles.imports.batches import result_of, says_the_same
from profiles.imports.matching import Here, Incoming, Match, matches, two_people, whose
from profiles.models import Outcome, SourceRecord
from profiles.rebuilding import plan
from profiles.results import Result
from profiles.sources import CompanyRecord


class DryRun:
    """Judges records over any number of batches, and remembers who came before: people stand in a file twice."""

    def __init__(self) -> None:
        self._seen: dict[int, Here | None] = {}  # a sign's hash to whose it is by now; None where several bear it
        self._companies: set[int] = set()  # names of those that would be here by then, as hashes
        self._said: dict[int, int] = {}  # whoever came to what was extracted last, as a hash

    def judge(self, batch: Sequence[Incoming]) -> list[Result]:
        results: list[Result | None] = [None] * len(batch)
        asked: list[tuple[int, Incoming, Here, SourceRecord]] = []
        found = matches(batch)
        apart = two_people(found)
        for place, (incoming, stored) in enumerate(zip(batch, found, strict=True)):
            match = self._by_now(incoming, stored)
            person = whose(incoming, match, apart)
            owner, other = person.owner, person.other
            people = [each for each in (owner, other) if each]
            before = next((self._said[each.profile_id] for each in people if each.profile_id in self._said), None)
            no_news = before is None and owner is not None and other is None and says_the_same(incoming, match)
            if not (person.reason or no_news):
                self._remember(incoming, match, owner, other)
            if person.reason:
                results[place] = result_of(Outcome.REFUSED, incoming, reason=person.reason)
            elif before is not None:
                same = before == hash(incoming.extracted_hash) and not other
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
        judged = [result for result in results if result]
        for incoming, result in zip(batch, judged, strict=True):
            if result.outcome in (Outcome.CREATED, Outcome.CHANGED):
                self._companies |= _keys(entry.company for entry in incoming.record.profile.experience)
        return judged

    def judge_companies(self, batch: Sequence[CompanyRecord]) -> list[Result]:
        """In the caller's transaction, which holds `one_writer`."""
        judged = []
        for record, result in zip(batch, records.judge_companies(batch), strict=True):
            keys = _keys((record.company.name, *record.company.aliases))
            comes_with_a_career = result.outcome == Outcome.CREATED and not keys.isdisjoint(self._companies)
            judged.append(replace(result, outcome=Outcome.CHANGED) if comes_with_a_career else result)
            self._companies |= keys
        return judged

    def _by_now(self, incoming: Incoming, match: Match) -> Match:
        """What would be known of the record's person if those before it were stored."""
        return replace(
            match,
            known=self._seen.get(hash(incoming.signs[0]), match.known),
            same_url=self._seen.get(hash(incoming.url_key), match.same_url),
            same_email=self._seen.get(hash(incoming.email), match.same_email),
        )

    def _remember(self, incoming: Incoming, match: Match, owner: Here | None, other: Here | None) -> None:
        person = owner or Here(-1 - len(self._said), incoming.record.profile.full_name)
        self._said[person.profile_id] = hash(incoming.extracted_hash)
        email, bearer = hash(incoming.email), match.same_email
        several = bearer not in (owner, other) if bearer else email in self._seen
        self._seen |= dict.fromkeys(map(hash, incoming.signs), person)
        if several:
            self._seen[email] = None


def _keys(names: Iterable[str]) -> set[int]:
    return {hash(key) for name in names if (key := company_key(name))}


def _record(incoming: Incoming, owner: Here, record_id: int | None) -> SourceRecord:
    """The record as it would be stored."""
    return SourceRecord(
        pk=record_id,
        profile_id=owner.profile_id,
        extracted=json.loads(incoming.extracted),
        email_verified=incoming.record.email_verified,
        said_at=timezone.now(),
    )
