"""Two profiles that may be one person, and merges that were made of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from config.models import Timestamped
from profiles.models.people import Profile


class Duplicate(Timestamped):
    """Two profiles that look like one person, until somebody says so or says no."""

    class State(models.TextChoices):
        SUGGESTED = "suggested"
        DISMISSED = "dismissed"

    first = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    likeness = models.PositiveSmallIntegerField(help_text="0 to 100")
    reasons = models.JSONField(help_text="Sentences: what the two have in common, and what speaks against it")
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-likeness", "-id")
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="duplicate_once_per_pair"),
            models.CheckConstraint(name="duplicate_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(name="duplicate_likeness_0_to_100", condition=Q(likeness__lte=100)),
            models.CheckConstraint(name="duplicate_state_is_known", condition=Q(state__in=("suggested", "dismissed"))),
        )
        indexes = (models.Index(fields=("state", "-likeness", "-id"), name="duplicate_to_decide"),)

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


class Merge(Timestamped):
    """Profile `merged_id` became part of `kept`; `moved` holds the ids that undoing it needs, and no personal data."""

    class Rule(models.TextChoices):
        PERSON = "person", "decided by a person"
        SAME_URL = "same_url", "same LinkedIn address"
        SAME_EMAIL = "same_email", "same verified e-mail"

    kept = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="merges")
    merged_id = models.BigIntegerField()
    rule = models.CharField(max_length=10, choices=Rule)
    moved = models.JSONField(help_text="Table to ids of the rows that were the merged profile's")
    choices_before = models.JSONField(default=dict)
    merged_choices = models.JSONField(default=dict)
    merged_created_at = models.DateTimeField()
    merged_keep_until = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("merged_id",), condition=Q(undone_at=None), name="merge_of_a_profile_stands_once"
            ),
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("merged_id"))),
        )

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
