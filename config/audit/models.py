"""Who did what, when, with which versions. Append-only, and free of candidate data."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.http import HttpRequest

from config.models import Timestamped


class Actor:
    """Whoever acts: a signed-in person, an API key, or the system itself."""

    def __init__(self, *, user_id: int | None = None, api_key_id: int | None = None) -> None:
        self.user_id = user_id
        self.api_key_id = api_key_id

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The API key that opened the request, else the person signed in, else nobody."""
        key = getattr(request, "api_key", None)
        if key is not None:
            return cls(api_key_id=key.pk)
        return cls(user_id=request.user.pk if request.user.is_authenticated else None)


SYSTEM = Actor()


class AuditEvent(Timestamped):
    class Action(models.TextChoices):
        SIGNED_IN = "signed_in", "signed in"
        SIGN_IN_FAILED = "sign_in_failed", "sign-in failed"
        SIGNED_OUT = "signed_out", "signed out"
        KEY_CREATED = "key_created", "API key created"
        KEY_REVOKED = "key_revoked", "API key revoked"
        KEY_USED = "key_used", "API key used"
        KEY_REFUSED = "key_refused", "API key refused"
        TEMPLATE_ACTIVATED = "template_activated", "template activated"
        TEMPLATE_VERSION_CREATED = "template_version_created", "template version created"
        RUBRIC_VERSION_CREATED = "rubric_version_created", "rubric version created"
        RUBRIC_ACTIVATED = "rubric_activated", "rubric activated"
        SCORE_REQUESTED = "score_requested", "score requested"
        SCORE_RETRIED = "score_retried", "score retried"
        SCORE_CANCELLED = "score_cancelled", "score cancelled"
        PROFILES_IMPORTED = "profiles_imported", "profiles imported"
        PROFILE_FETCHED = "profile_fetched", "profiles asked for by URL"
        PROFILES_REEXTRACTED = "profiles_reextracted", "payloads read again"
        EMPLOYER_CHOSEN = "employer_chosen", "employer corrected"
        COMPANY_CHANGED = "company_changed", "company changed"
        PROFILES_MERGED = "profiles_merged", "profiles merged"
        MERGE_UNDONE = "merge_undone", "merge undone"
        DUPLICATE_DISMISSED = "duplicate_dismissed", "possible duplicate dismissed"
        EXPORTED = "exported", "candidates exported"
        PROFILES_DELETED = "profiles_deleted", "profiles deleted"
        DELETION_UNDONE = "deletion_undone", "deletion undone"
        PROFILE_ERASED = "profile_erased", "profile erased"
        MENTION_DECIDED = "mention_decided", "mention of an erased person decided"
        HOLD_PLACED = "hold_placed", "legal hold placed"
        HOLD_RELEASED = "hold_released", "legal hold released"
        KEEP_UNTIL_SET = "keep_until_set", "day until which to keep set"
        PERSONAL_DATA_EXPORTED = "personal_data_exported", "one person’s data exported"

    action = models.CharField(max_length=40, choices=Action)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    api_key_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=80, blank=True, help_text="kind and id of the thing, as in job:17")
    data = models.JSONField(default=dict, help_text="versions, hashes, counts; never anything a candidate said")

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("subject", "-id")),
            models.Index(fields=("action", "-id")),
            models.Index(fields=("action", "-created_at")),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.subject}".strip()


def record(action: AuditEvent.Action, actor: Actor, subject: str = "", **data: Any) -> None:
    """Write one event in the caller's transaction: what is rolled back was never done."""
    AuditEvent.objects.create(**_columns(action, actor, subject, data))


def record_at_most(per_minute: int, action: AuditEvent.Action, actor: Actor, subject: str = "", **data: Any) -> bool:
    """Write the event unless the last minute has as many of the very same; says whether it did.

    For what strangers and polling programs can do as often as they like. Some more get in where several come at once.
    """
    columns = _columns(action, actor, subject, data)
    if AuditEvent.objects.filter(created_at__gt=Now() - timedelta(minutes=1), **columns).count() >= per_minute:
        return False
    AuditEvent.objects.create(**columns)
    return True


def _columns(action: AuditEvent.Action, actor: Actor, subject: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "action": action,
        "user_id": actor.user_id,
        "api_key_id": actor.api_key_id,
        "subject": subject,
        "data": data,
    }
