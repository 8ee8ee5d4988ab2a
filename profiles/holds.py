"""Legal holds: while one stands, nobody and nothing deletes or erases the person."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from config.audit.models import Actor, AuditEvent, record
from profiles.models import LegalHold, Profile


class HoldConflict(Exception):
    """Nothing was changed; the message says why, for the person who asked."""


def standing_hold(profile: Profile) -> LegalHold | None:
    """Its reason says the others' that it covers, too."""
    hold = LegalHold.objects.standing().select_related("placed_by").filter(profile=profile).first()
    if hold:
        covered = LegalHold.objects.covered().filter(profile=profile).order_by("pk")
        hold.reason = "; also: ".join([hold.reason, *covered.values_list("reason", flat=True)])
    return hold


def held_among(profile_ids: Collection[int]) -> set[int]:
    return set(LegalHold.objects.standing().filter(profile__in=profile_ids).values_list("profile", flat=True))


def place(profile: Profile, reason: str, *, actor: Actor) -> LegalHold:
    """Raises HoldConflict."""
    reason = " ".join(reason.split())
    if not reason:
        raise HoldConflict("Say why the hold is needed: whoever wants to delete this person will read it.")
    try:
        with transaction.atomic():
            # A deletion that is about to commit holds this row: the hold stands after it, or before it.
            Profile.everyone.select_for_update(no_key=True).get(pk=profile.pk)
            hold = LegalHold.objects.create(profile=profile, reason=reason[:500], placed_by_id=actor.user_id)
            record(AuditEvent.Action.HOLD_PLACED, actor, f"profile:{profile.pk}", hold=hold.pk)
    except IntegrityError:
        raise HoldConflict("A hold stands already.") from None
    return hold


def release(profile: Profile, *, actor: Actor) -> None:
    """Raises HoldConflict."""
    with transaction.atomic():
        holds = LegalHold.objects.filter(profile=profile)
        if not holds.standing().update(released_at=Now(), released_by_id=actor.user_id):
            raise HoldConflict("No hold stands for this person.")
        holds.covered().update(released_by_id=actor.user_id)
        record(AuditEvent.Action.HOLD_RELEASED, actor, f"profile:{profile.pk}")


def cover(kept_id: int, merged_id: int) -> None:
    """Before the merged one's holds become the kept one's: one can stand for a profile."""
    if LegalHold.objects.standing().filter(profile=kept_id).exists():
        LegalHold.objects.standing().filter(profile=merged_id).update(released_at=Now())


def uncover(profile_id: int) -> None:
    """After holds have left the profile: where the standing one did, the oldest that it covered stands again."""
    holds = LegalHold.objects.filter(profile=profile_id)
    if not holds.standing().exists() and (oldest := holds.covered().order_by("pk").first()):
        LegalHold.objects.filter(pk=oldest.pk).update(released_at=None)
