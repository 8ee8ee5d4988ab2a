"""Until when people are kept who become one: nobody is deleted earlier for a merge, nor for its undoing."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from profiles.models import Deletion, DeletionEntry, Merge, Profile


def join(kept: Profile, merged: Profile) -> dict[str, Any]:
    """The later date holds. Returns what `part` needs, before the merged one goes."""
    until = _latest((kept.keep_until, kept.created_at), [(merged.keep_until, merged.created_at)])
    Profile.everyone.filter(pk=kept.pk).update(keep_until=until)
    restored = DeletionEntry.objects.filter(profile=merged, state=DeletionEntry.State.RESTORED)
    deletions = restored.order_by("deletion").values_list("deletion", flat=True)
    own = DeletionEntry.objects.filter(profile=kept).values("deletion")
    added = list(deletions.exclude(deletion__in=own))
    before = {"was": _text(kept.keep_until), "until": _text(until), "restored": list(deletions), "added": added}
    _restored(kept.pk, added)
    return before


def part(kept: Profile, merge: Merge, before: Mapping[str, Any]) -> None:
    """The kept one's own date, where nobody has changed it since, or the later one of whoever else is part of it."""
    others = Merge.objects.filter(kept=kept, undone_at=None).exclude(pk=merge.pk)
    if _text(kept.keep_until) == before["until"]:
        was = date.fromisoformat(before["was"]) if before["was"] else None
        days = others.values_list("merged_keep_until", "merged_created_at")
        Profile.everyone.filter(pk=kept.pk).update(keep_until=_latest((was, kept.created_at), days))
    theirs = {each for other in others for each in other.moved["before"].get("keeping", {}).get("restored", ())}
    DeletionEntry.objects.filter(profile=kept, deletion__in={*before["added"]} - theirs).delete()
    _restored(merge.merged_id, before["restored"])


def _latest(own: tuple[date | None, datetime], others: Iterable[tuple[date | None, datetime]]) -> date | None:
    """Of several, each with its date and when it came; its own where that is as late."""
    days = [_last_day(*each) for each in (own, *others)]
    last = None if None in days else max(filter(None, days))
    return own[0] if last == days[0] else last


def _last_day(keep_until: date | None, created_at: datetime) -> date | None:
    """As `retention.overdue` counts; None is never."""
    if keep_until or settings.RETENTION_DAYS <= 0:
        return keep_until
    return timezone.localdate(created_at + timedelta(days=settings.RETENTION_DAYS))


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _restored(profile_id: int, deletion_ids: Collection[int]) -> None:
    """Whoever was restored from these deletions stays, although the date has passed."""
    DeletionEntry.objects.bulk_create(
        DeletionEntry(deletion=deletion, profile_id=profile_id, state=DeletionEntry.State.RESTORED)
        for deletion in Deletion.objects.filter(pk__in=deletion_ids)
    )
