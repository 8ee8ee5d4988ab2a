"""API keys: shown once, kept as a hash, limited by scopes, revocable."""

import hashlib
import secrets
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from config.audit.models import Actor, AuditEvent, record
from config.models import Timestamped

SCOPES = ("read", "write", "admin")


def _hash(secret: str) -> str:
    # A key is 32 random bytes: nothing to guess, so a slow password hash would only slow every call.
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def usable(self) -> Self:
        return self.filter(revoked_at=None)

    def opened_by(self, secret: str) -> "ApiKey | None":
        return self.usable().filter(secret_hash=_hash(secret)).first()

    def issue(self, name: str, scopes: list[str], actor: Actor) -> tuple["ApiKey", str]:
        """A new key and its secret, which exists nowhere else.

        Raises ValueError for a scope that does not exist, or none at all.
        """
        unknown = sorted(set(scopes) - set(SCOPES))
        if unknown:
            raise ValueError(f"Unknown scope: {', '.join(unknown)}. Scopes are {', '.join(SCOPES)}.")
        if not scopes:
            raise ValueError(f"A key needs at least one scope of {', '.join(SCOPES)}.")
        secret = f"sl_{secrets.token_urlsafe(32)}"
        key = self.create(
            name=name, prefix=secret[:8], secret_hash=_hash(secret), scopes=scopes, created_by_id=actor.user_id
        )
        record(AuditEvent.Action.KEY_CREATED, actor, f"key:{key.pk}", scopes=scopes)
        return key, secret


class ApiKey(Timestamped):
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=8, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=10))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"
        constraints = (
            models.CheckConstraint(
                name="scopes_are_known",
                condition=models.Q(scopes__contained_by=list(SCOPES)) & models.Q(scopes__len__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def allows(self, scope: str) -> bool:
        return "admin" in self.scopes or scope in self.scopes

    def revoke(self, actor: Actor) -> bool:
        """Whether this call revoked it; a second one changes nothing."""
        done = ApiKey.objects.usable().filter(pk=self.pk).update(revoked_at=Now())
        if done:
            record(AuditEvent.Action.KEY_REVOKED, actor, f"key:{self.pk}")
        return bool(done)
