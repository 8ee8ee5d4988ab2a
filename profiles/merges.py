"""Two profiles that are one person become one, and two again where that was wrong.

Whatever points to the merged profile moves, whichever table it lies in; `Merge.moved` says which rows those were. What
is made of other rows is made again: the career, and what apps have registered in `profiles/hooks.py`.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from config.audit.models import Actor, AuditEvent, record
from config.outbox.models import OutboxEvent, announce
from profiles import holds, hooks, keeping
from profiles.canonical import CanonicalProfile
from profiles.companies.chosen import apply_choices
from profiles.linkedin_urls import linkedin_key
from profiles.merging import UNITS
from profiles.models import DeletionEntry, Duplicate, Merge, Profile, SourceRecord
from profiles.models.people import CareerPart
from profiles.rebuilding import plan, rebuild


class CannotMerge(Exception):
    """Nothing was changed; the message says why, for the person who asked."""


def became(profile_id: int) -> int | None:
    """The profile that this one is part of now."""
    return parts_of([profile_id]).get(profile_id)


def parts_of(profile_ids: Collection[int]) -> dict[int, int]:
    """Those of them that are part of another profile now, with that one."""
    return dict(Merge.objects.filter(merged_id__in=profile_ids, undone_at=None).values_list("merged_id", "kept_id"))


def merged_names(merges: Iterable[Merge]) -> dict[int, str]:
    """What they were called who became part of another, by the id of the merge."""
    first = {merge.pk: ids[0] for merge in merges if (ids := merge.moved.get(SourceRecord._meta.db_table))}
    records = SourceRecord.objects.filter(pk__in=first.values())
    by_record = dict(records.values_list("pk", "extracted__full_name"))
    return {merge_id: by_record.get(record_id) or "" for merge_id, record_id in first.items()}


@transaction.atomic
def merge(
    kept_id: int, merged_id: int, *, rule: Merge.Rule, actor: Actor, choices: Mapping[str, int] | None = None
) -> Merge:
    """`choices` are record ids of either profile by unit (`merging.UNITS`). Raises CannotMerge."""
    _one_writer()
    kept, merged = _both(kept_id, merged_id)
    _check(kept, merged, choices or {})
    before: dict[str, Any] = {
        "keeping": keeping.join(kept, merged),
        "pairs": _pairs(merged_id),
        "choices": {**merged.choices, **kept.choices, **(choices or {})},
    }
    moved = _move(kept_id, merged_id)
    before["dismissed"] = _dismiss_also(kept_id, before["pairs"])
    _remake([kept_id])
    Profile.everyone.filter(pk=kept_id).update(choices=before["choices"])
    merged.delete()
    _rebuilt(kept_id)
    apply_choices([kept_id])
    announce("profile", OutboxEvent.Change.MERGED, [merged_id])
    done = Merge.objects.create(
        kept_id=kept_id,
        merged_id=merged_id,
        rule=rule,
        moved={**moved, "before": before},
        choices_before=kept.choices,
        merged_choices=merged.choices,
        merged_created_at=merged.created_at,
        merged_keep_until=merged.keep_until,
        by_id=actor.user_id,
    )
    record(AuditEvent.Action.PROFILES_MERGED, actor, f"profile:{kept_id}", merged=merged_id, merge=done.pk, rule=rule)
    return done


def undo(merge: Merge, *, actor: Actor) -> None:
    """The merged profile is there again under its number, with what was its own and still is. Raises CannotMerge."""
    from profiles.imports.batches import check_constraints  # it merges by rule, so it imports this module

    try:
        with transaction.atomic():
            _undo(merge.pk, actor)
            check_constraints()  # now, where it can be told: Django's foreign keys wait for the commit otherwise
    except IntegrityError:
        raise CannotMerge(
            "Its LinkedIn address belongs to another profile by now, so it cannot have it back. Merge those two first."
        ) from None


def _undo(merge_id: int, actor: Actor) -> None:
    _one_writer()
    merge = Merge.objects.select_for_update().filter(pk=merge_id).first()
    if merge is None:
        raise CannotMerge("This merge is no longer here: the person was erased.")
    if merge.undone_at:
        raise CannotMerge("This merge has been undone already.")
    later = Merge.objects.filter(undone_at=None, moved__profiles_merge__contains=[merge.pk]).first()
    if later:
        raise CannotMerge(
            f"Profile {later.merged_id} has become part of profile {later.kept_id} since. Undo that first."
        )
    kept = Profile.everyone.select_for_update(no_key=True).get(pk=merge.kept_id)
    if kept.deleted_at:
        raise CannotMerge(f"Profile {kept.pk} was deleted since. Restore it first.")
    merged_id, moved = merge.merged_id, dict(merge.moved)
    before = moved.pop("before")
    names = SourceRecord.objects.filter(pk__in=moved.get(SourceRecord._meta.db_table, ()), profile=kept)
    name = names.values_list("extracted__full_name", flat=True).first()
    if not name:
        raise CannotMerge("Nothing is left of what the merged profile was made of.")
    Profile.everyone.create(
        pk=merged_id,
        full_name=name,
        created_at=merge.merged_created_at,
        keep_until=merge.merged_keep_until,
        choices=merge.merged_choices,
    )
    _move_back(moved, kept.pk, merged_id)
    _remake([kept.pk, merged_id])
    Profile.everyone.filter(pk=kept.pk).update(choices=_choices_before(kept, merge, before["choices"]))
    if "keeping" in before:  # merges of earlier versions have none
        keeping.part(kept, merge, before["keeping"])
    contested = _leave_address(kept.pk, merged_id)
    _rebuilt(kept.pk)  # first: until then it may still hold the address of the other
    rebuild([merged_id])
    apply_choices([kept.pk, merged_id])
    _restore_pairs(merge, before)
    if contested or merge.rule != Merge.Rule.PERSON:  # or the next import would merge them again
        _set_pair(kept.pk, merged_id, 100, Duplicate.State.DISMISSED, actor.user_id)
    announce("profile", OutboxEvent.Change.RESTORED, [merged_id])
    Merge.objects.filter(pk=merge.pk).update(undone_at=Now())
    record(AuditEvent.Action.MERGE_UNDONE, actor, f"profile:{kept.pk}", merged=merged_id, merge=merge.pk)


# --- whom and what -----------------------------------------------------------------------------


def _one_writer() -> None:
    """Imports, merges and searches for duplicates take turns: they lock the same rows in different orders."""
    from profiles.imports.batches import one_writer  # it merges by rule, so it imports this module

    one_writer()


def _both(kept_id: int, merged_id: int) -> tuple[Profile, Profile]:
    """Locked, in the order of their ids; what is being stored may go on pointing to them until it is moved."""
    if kept_id == merged_id:
        raise CannotMerge("These are not two profiles but one.")
    found = Profile.everyone.filter(pk__in=(kept_id, merged_id)).order_by("pk").select_for_update(no_key=True)
    profiles = {profile.pk: profile for profile in found}
    for profile_id in (kept_id, merged_id):
        if profile_id not in profiles:
            part_of = became(profile_id)
            raise CannotMerge(
                f"Profile {profile_id} is part of profile {part_of} already."
                if part_of
                else f"Profile {profile_id} is no longer here."
            )
        if profiles[profile_id].deleted_at:
            raise CannotMerge(f"Profile {profile_id} was deleted. Restore it first.")
    return profiles[kept_id], profiles[merged_id]


def _check(kept: Profile, merged: Profile, choices: Mapping[str, int]) -> None:
    owners = dict(SourceRecord.objects.filter(profile__in=(kept, merged)).values_list("pk", "profile"))
    for profile in (kept, merged):
        if profile.pk not in owners.values():
            raise CannotMerge(f"Profile {profile.pk} has no source that says what it says, so it cannot be merged.")
    if any(unit not in UNITS or record_id not in owners for unit, record_id in choices.items()):
        raise CannotMerge("What was chosen is no longer there. Look at the two again.")


def _move(kept_id: int, merged_id: int) -> dict[str, list[int]]:
    """All rows that point to the merged profile; their ids by table."""
    moved: dict[str, list[int]] = {}
    # Merges of the kept one into this one, all undone, would be of one with itself. The audit trail still has them.
    Merge.objects.filter(kept=merged_id, merged_id=kept_id).delete()
    holds.cover(kept_id, merged_id)
    for model, field in _pointing():
        rows = model._base_manager.filter(**{field: merged_id})
        if ids := list(rows.order_by("pk").values_list("pk", flat=True)):
            rows.update(**{field: kept_id})
            moved[model._meta.db_table] = ids
    return moved


def _move_back(moved: Mapping[str, Sequence[int]], kept_id: int, merged_id: int) -> None:
    for model, field in _pointing():
        ids = moved.get(model._meta.db_table, ())
        model._base_manager.filter(pk__in=ids, **{field: kept_id}).update(**{field: merged_id})
    holds.uncover(kept_id)
    holds.uncover(merged_id)


def _pointing() -> list[tuple[type[models.Model], str]]:
    """Models with a foreign key to profiles, but for those whose rows are made again or mean nothing elsewhere."""
    apart = {Duplicate, DeletionEntry}
    return [
        (relation.related_model, relation.field.name)
        for relation in Profile._meta.related_objects
        if not relation.one_to_one
        and relation.related_model not in apart
        and not issubclass(relation.related_model, CareerPart)
        and relation.related_model._meta.label not in hooks.on_merge
    ]


def _remake(profile_ids: Sequence[int]) -> None:
    for handler in filter(None, hooks.on_merge.values()):
        import_string(handler)(profile_ids)


def _rebuilt(profile_id: int) -> None:
    if not rebuild([profile_id]):
        announce("profile", OutboxEvent.Change.CHANGED, [profile_id])


# --- what stands beside the records --------------------------------------------------------------


def _leave_address(kept_id: int, merged_id: int) -> bool:
    """Where both would bear one LinkedIn address, the merged one has it, whose it was: the kept one's records say it
    no more, until their source says something else."""
    plans = {each.profile.pk: linkedin_key(each.after.linkedin_url) for each in plan([kept_id, merged_id])}
    contested = plans.get(merged_id)
    if not contested or plans.get(kept_id) != contested:
        return False
    for record_id, extracted in SourceRecord.objects.filter(profile=kept_id).values_list("pk", "extracted"):
        if linkedin_key(extracted.get("linkedin_url", "")) == contested:
            left = CanonicalProfile.model_validate({**extracted, "linkedin_url": ""})
            SourceRecord.objects.filter(pk=record_id).update(
                extracted=json.loads(left.as_json()), extracted_hash=left.content_hash()
            )
    return True


def _choices_before(kept: Profile, merge: Merge, before: Mapping[str, int]) -> dict[str, int]:
    """The kept profile's own, where nobody has changed them since."""
    own = set(SourceRecord.objects.filter(profile=kept).values_list("pk", flat=True))
    choices = dict(kept.choices)
    for unit, chosen in before.items():
        if choices.get(unit) == chosen:
            choices[unit] = merge.choices_before.get(unit)
    return {unit: chosen for unit, chosen in choices.items() if chosen in own}


# --- pairs ---------------------------------------------------------------------------------------


def _pairs(profile_id: int) -> list[list[Any]]:
    """With whom the profile may be one person, or is not: the other's id, likeness, state, by whom."""
    pairs = Duplicate.objects.filter(Q(first=profile_id) | Q(second=profile_id))
    return [
        [
            pair.second_id if pair.first_id == profile_id else pair.first_id,
            pair.likeness,
            pair.state,
            pair.decided_by_id,
        ]
        for pair in pairs
    ]


def _dismiss_also(kept_id: int, pairs: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Who is not the merged one is not the kept one. Returns with whom that is new, and whether they were a pair."""
    before = {other: state for other, _, state, _ in _pairs(kept_id)}
    new = []
    for other, likeness, state, by in pairs:
        if state == Duplicate.State.DISMISSED and other != kept_id and before.get(other) != state:
            _set_pair(kept_id, other, likeness, state, by)
            new.append([other, other in before])
    return new


def _restore_pairs(merge: Merge, before: Mapping[str, Any]) -> None:
    here = set(Profile.everyone.filter(pk__in=[pair[0] for pair in before["pairs"]]).values_list("pk", flat=True))
    for other, likeness, state, by in before["pairs"]:
        if other in here:
            _set_pair(merge.merged_id, other, likeness, state, by)
    for other, was_a_pair in before["dismissed"]:
        first, second = sorted((merge.kept_id, other))
        pair = Duplicate.objects.filter(first=first, second=second)
        if was_a_pair:
            pair.update(state=Duplicate.State.SUGGESTED, decided_by=None)
        else:
            pair.delete()


def _set_pair(one: int, other: int, likeness: int, state: str, by: int | None) -> None:
    """Its reasons, which name companies and schools, are found again by the next search."""
    first, second = sorted((one, other))
    Duplicate.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults={"state": state, "decided_by_id": by},
        create_defaults={"likeness": likeness, "reasons": [], "state": state, "decided_by_id": by},
    )
