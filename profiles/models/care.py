"""What the law and good manners ask: holds, deletions that can be undone, erasures that cannot."""

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from config.models import Timestamped
from config.runs.models import Run
from profiles.models.people import Profile
from profiles.models.sources import SourceRecord


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def standing(self) -> Self:
        return self.filter(released_at=None)

    def covered(self) -> Self:
        """Ended by a merge and by nobody: the one that stands for the same profile stands for these, too."""
        return self.filter(released_at__isnull=False, released_by=None)


class LegalHold(Timestamped):
    """While it stands, nobody and nothing deletes or erases the profile."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.CharField(max_length=500)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("profile",), condition=Q(released_at=None), name="one_standing_hold_per_profile"
            ),
            models.CheckConstraint(name="hold_has_a_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"hold on profile {self.profile_id}"


class Deletion(Timestamped):
    """One deletion of some or many: first the check, then ten, then the rest; all of it can be undone for a while.

    Whom it is about was fixed when it was asked for and lies in its entries: who matches the search later is not
    deleted by it. One person's deletion happens at once and has no run.
    """

    criteria = models.JSONField(help_text="What was asked for: a search, an import, or how many chosen people")
    seal = models.CharField(max_length=32, db_index=True, help_text="Of the ids that the check has found")
    total = models.PositiveBigIntegerField(help_text="How many the check has found")
    first_run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    undo_run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    undo_until = models.DateTimeField(null=True, help_text="Of the last that was deleted")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"deletion {self.pk}"

    @property
    def about(self) -> str:
        said = self.criteria
        parts = [
            f"name like “{said['q']}”" if said.get("q") else "",
            f"brought in by import {said['import']}" if said.get("import") else "",
            "chosen by hand" if said.get("ids") else "",
            "past the date until which they were to be kept" if said.get("retention") else "",
        ]
        return ", ".join(filter(None, parts))

    @property
    def busy(self) -> Run | None:
        """What is under way."""
        return next((run for run in (self.undo_run, self.run, self.first_run) if run and not run.is_finished), None)


class DeletionEntry(Timestamped):
    """One profile that a deletion is about, and what became of it."""

    class State(models.TextChoices):
        FOUND = "found", "to be deleted"
        DELETED = "deleted", "deleted"
        HELD = "held", "kept: legal hold"
        GONE = "gone", "had been deleted before"
        RESTORED = "restored", "restored"

    deletion = models.ForeignKey(Deletion, on_delete=models.CASCADE, related_name="entries", db_index=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="deletion_entries")
    state = models.CharField(max_length=10, choices=State, default=State.FOUND)

    class Meta:
        ordering = ("profile",)
        verbose_name_plural = "deletion entries"
        constraints = (
            models.UniqueConstraint(fields=("deletion", "profile"), name="deletion_entry_once_per_profile"),
            models.UniqueConstraint(
                fields=("profile",), condition=Q(state="deleted"), name="profile_deleted_by_one_deletion"
            ),
            models.CheckConstraint(
                name="deletion_entry_state_is_known",
                condition=Q(state__in=("found", "deleted", "held", "gone", "restored")),
            ),
        )
        indexes = (models.Index(fields=("deletion", "state", "profile"), name="deletion_entry_by_state"),)

    def __str__(self) -> str:
        return f"profile {self.profile_id} in deletion {self.deletion_id}: {self.state}"


class Erasure(Timestamped):
    """That somebody was erased, when and by whom; nothing of who it was."""

    profile_id = models.BigIntegerField(help_text="The number that the profile had")
    rows = models.JSONField(help_text="Table to number of rows that went")
    reason = models.CharField(max_length=40, help_text="asked for, or deleted and not undone in time")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"erasure of profile {self.profile_id}"


class MentionQuerySet(models.QuerySet["Mention"]):
    def of(self, profile_ids: Collection[int]) -> Self:
        """In the order in which they are shown, with their records, but for what is large in these."""
        has_document = Q(record__original__isnull=False)
        mentions = self.filter(record__profile__in=profile_ids).annotate(has_document=has_document)
        return mentions.select_related("record").defer("record__original").order_by("record", "pk")


class Mention(Timestamped):
    """A record that speaks of somebody who was erased: where, and nothing of what. It goes when a person has decided.

    Where no passage is named, or the payload is another by now, a person has to look by hand.
    """

    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    seal = models.CharField(max_length=64, help_text="SHA-256 of the payload in which the passages stand")
    passages = models.JSONField(help_text="Of each the path to the text, and where in it it starts and ends")

    has_document: bool  # by `of`

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("record", "seal"), name="mention_once_per_payload"),)

    def __str__(self) -> str:
        return f"mention in record {self.record_id}"
