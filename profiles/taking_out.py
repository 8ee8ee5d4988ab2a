"""Deciding what becomes of passages that speak of somebody who was erased: a person says so, of each of them.

What goes is taken out of the record that says it and of whatever quotes it in the same profile, and of nothing else.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string
from pydantic import ValidationError

from config.audit.models import Actor, AuditEvent, record
from config.refusals import Conflict
from profiles import hooks
from profiles.canonical import CanonicalProfile, sha256_of
from profiles.companies.chosen import apply_choices
from profiles.erasure import named_by_nobody
from profiles.imports.batches import one_writer
from profiles.mentions import SOMEWHERE
from profiles.models import Company, Duplicate, EmployerChoice, ImportRow, LegalHold, Mention, Profile, SourceRecord
from profiles.passages import REMOVED, Passage, Words, text_at, without
from profiles.rebuilding import Plan, plan, write
from profiles.sources import SOURCES, NoPersonError, read_payload

DECIDED = "Nothing was changed: somebody has decided on this already."
NOT_AS_SEEN = "Nothing was changed: what waits here is not what you have seen. Look again."
NOTHING_CHOSEN = "Nothing was changed: nothing was chosen that could be taken out."
HELD = "Nothing was changed: a legal hold stands for this person. It has to be released first."
TOO_LONG = "Nothing was changed: with the mark in place of the words a field would be too long."
# What is a name or an address goes only where a passage was the whole of it.
_ADDRESSES = {"email", "linkedin_url", "company_url"}
_WHOLE = _ADDRESSES | {"full_name", "phone", "company", "school", "issuer"}


@dataclass
class Choice:
    """Passages that read the same, which go or stay together."""

    number: int
    before: str
    words: str
    after: str
    places: list[tuple[SourceRecord, Passage]] = field(default_factory=list)

    @property
    def fields(self) -> list[str]:
        return list(dict.fromkeys(passage.place for _, passage in self.places))


@dataclass
class Waiting:
    """What one profile's records say of people who were erased, as far as nobody has decided on it."""

    profile_id: int
    mentions: list[Mention]

    @cached_property
    def found(self) -> list[tuple[Mention, list[Passage]]]:
        return [(mention, _passages(mention)) for mention in self.mentions]

    @cached_property
    def choices(self) -> list[Choice]:
        found: dict[tuple[str, str, str], Choice] = {}
        for mention, passages in self.found:
            for passage in passages:
                key = passage.before, passage.words, passage.after
                choice = found.setdefault(key, Choice(len(found) + 1, *key))
                choice.places.append((mention.record, passage))
        return list(found.values())

    @property
    def by_hand(self) -> list[SourceRecord]:
        """Records that have changed since, or in which there is more than a machine could take out."""
        return [mention.record for mention, passages in self.found if len(passages) < max(1, len(mention.passages))]

    @property
    def documents(self) -> list[SourceRecord]:
        """Those whose kept document goes when a passage goes."""
        return [mention.record for mention, passages in self.found if passages and mention.has_document]

    @cached_property
    def seal(self) -> str:
        """Of all that is shown."""
        return sha256_of([[each.pk, each.passages, sha256_of(each.record.payload)] for each in self.mentions])[:32]


def with_mentions() -> "QuerySet[Profile]":
    """People whose records wait for a decision; whoever was deleted does when they are restored."""
    return Profile.objects.filter(Exists(Mention.objects.filter(record__profile=OuterRef("pk"))))


def waiting(profile_ids: Collection[int]) -> dict[int, Waiting]:
    found = {profile_id: Waiting(profile_id, []) for profile_id in profile_ids}
    for mention in Mention.objects.of(profile_ids):
        found[mention.record.profile_id].mentions.append(mention)
    return found


def decide(profile_id: int, *, seal: str, numbers: Collection[int], actor: Actor) -> None:
    """Take the choices of these numbers out of the profile and leave the others; without any, all are left. What has to
    be looked at by hand waits on, unless all are left. Raises Conflict."""
    with transaction.atomic():
        one_writer()
        # A hold that is about to be placed waits for the same row.
        if not Profile.objects.select_for_update(no_key=True).filter(pk=profile_id).exists():
            raise Conflict("Nothing was changed: this person is no longer here.")
        here = waiting([profile_id])[profile_id]
        if not here.mentions:
            raise Conflict(DECIDED)
        if here.seal != seal:
            raise Conflict(NOT_AS_SEEN)
        taken = [choice for choice in here.choices if choice.number in numbers]
        if len(taken) != len(set(numbers)):
            raise Conflict(NOTHING_CHOSEN)
        if taken:
            _take_out(profile_id, here.choices, taken)
        by_hand = {record.pk for record in here.by_hand}
        decided = [mention.pk for mention, _ in here.found if mention.record_id not in by_hand or not taken]
        Mention.objects.filter(pk__in=decided).delete()
        counts = {"taken_out": len(taken), "left": len(here.choices) - len(taken)}
        record(AuditEvent.Action.MENTION_DECIDED, actor, f"profile:{profile_id}", **counts)


def _passages(mention: Mention) -> list[Passage]:
    payload = mention.record.payload
    if mention.seal != sha256_of(payload):
        return []
    places = [place for place in mention.passages if place != SOMEWHERE]
    return [Passage(tuple(path), start, end, text_at(payload, path)) for path, start, end in places]


def _take_out(profile_id: int, choices: Sequence[Choice], taken: Sequence[Choice]) -> None:
    if LegalHold.objects.standing().filter(profile=profile_id).exists():
        raise Conflict(HELD)
    gone: dict[int, list[Passage]] = {}
    records = {}
    for choice in taken:
        for told, passage in choice.places:
            records[told.pk] = told
            gone.setdefault(told.pk, []).append(passage)
    # What reads the same counts once.
    left = [choice.places[0][1] for choice in choices if choice not in taken]
    words = Words([choice.places[0][1] for choice in taken], left)
    try:
        for record_id, passages in gone.items():
            _rewrite(records[record_id], passages, words)
    except ValidationError:
        raise Conflict(TOO_LONG) from None
    _rebuild(profile_id, words)
    _take_out_of_reports(profile_id, words)
    for handler in hooks.on_take_out:
        import_string(handler)(profile_id, words)


def _rewrite(told: SourceRecord, passages: Sequence[Passage], words: Words) -> None:
    """The same file again is no news, or it would bring back what was taken out."""
    payload = without(told.payload, passages)
    extracted = _extracted(told, payload, words)
    SourceRecord.objects.filter(pk=told.pk).update(
        payload=payload,
        payload_hash=sha256_of(payload),
        extracted=extracted,
        extracted_hash=CanonicalProfile.model_validate(extracted).content_hash() if extracted else told.extracted_hash,
        warnings=words.out_of(told.warnings),
        original=None,
        earlier=[*told.earlier[-98:], told.payload_hash],
    )


def _extracted(told: SourceRecord, payload: Mapping[str, Any], words: Words) -> Any:
    return _retold(told.extracted, _read(told.source, told.payload), _read(told.source, payload), words)


def _read(source: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    if source not in SOURCES:
        return {}
    try:
        profile, _, _ = read_payload(source, dict(payload))
    except NoPersonError:
        return {}
    read: dict[str, Any] = json.loads(profile.as_json())
    return read


def _retold(stored: Any, before: Any, after: Any, words: Words, key: str = "") -> Any:
    """What is stored, as it is read from what is left, where that differs by marks from what was read before; where it
    differs otherwise, or something else was stored, without the words. An address that is none any more is gone."""
    if stored == before == after or (stored == before and _are_texts(before, after) and words.part(before, after)):
        return after
    if all(isinstance(each, dict) for each in (stored, before, after)):
        parts = {name: _retold(part, before.get(name), after.get(name), words, name) for name, part in stored.items()}
        gone = {name for name in _ADDRESSES & stored.keys() - after.keys() if words.fill(stored[name])}
        return {name: part for name, part in parts.items() if name not in gone}
    if all(isinstance(each, list) and len(each) == len(stored) for each in (stored, before, after)):
        return [_retold(*each, words) for each in zip(stored, before, after, strict=True)]
    return _without(stored, words, key)


def _are_texts(*values: object) -> bool:
    return all(isinstance(value, str) for value in values)


def _without(value: Any, words: Words, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _without(part, words, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_without(part, words) for part in value]
    return value if key in _WHOLE and not words.fill(value) else words.out_of(value)


def _rebuild(profile_id: int, words: Words) -> None:
    """The career; people's word on an employer stays with its entry, and a firm that nobody names any more goes."""
    firms = set(Company.objects.filter(experience__profile=profile_id, source="").values_list("pk", flat=True))
    plans = plan([profile_id])
    for each in plans:
        _rename_choices(each)
    write(plans)
    apply_choices([profile_id])
    spoken_of = EmployerChoice.objects.filter(employer=OuterRef("pk"))
    for firm in named_by_nobody().filter(~Exists(spoken_of), pk__in=firms):
        if words.out_of(firm.name) != firm.name:
            firm.delete()


def _rename_choices(made: Plan) -> None:
    choices = EmployerChoice.objects.filter(profile=made.profile)
    for before, after in zip(made.before.experience, made.after.experience, strict=False):
        if REMOVED in after.company + after.title:
            choices.filter(company=before.company, title=before.title).update(company=after.company, title=after.title)


def _take_out_of_reports(profile_id: int, words: Words) -> None:
    pairs = Duplicate.objects.filter(Q(first=profile_id) | Q(second=profile_id))
    owned: tuple[tuple[QuerySet[Any], tuple[str, ...]], ...] = (
        (ImportRow.objects.filter(profile=profile_id), ("reason", "field", "value", "warnings")),
        (LegalHold.objects.filter(profile=profile_id), ("reason",)),
        (pairs, ("reasons",)),
    )
    for rows, fields in owned:
        for row in rows.only(*fields):
            before = {name: getattr(row, name) for name in fields}
            after = {
                name: words.out_of(value)[: row._meta.get_field(name).max_length] for name, value in before.items()
            }
            if after != before:
                rows.filter(pk=row.pk).update(**after)
