"""Legal holds: while one stands, nobody and nothing deletes or erases the person."""

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from config.audit.models import Actor, AuditEvent, record
from profiles.models import LegalHold, Profile


class HoldConflict(Exception):
    """Nothing was changed; the message says why, for the person who asked."""


def standing_hold(profile: Profile) -> LegalHold | None:
    return LegalHold.objects.standing().select_related("placed_by").filter(profile=profile).first()


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
        standing = LegalHold.objects.standing().filter(profile=profile)
        if not standing.update(released_at=Now(), released_by_id=actor.user_id):
            raise HoldConflict("No hold stands for this person.")
        record(AuditEvent.Action.HOLD_RELEASED, actor, f"profile:{profile.pk}")
