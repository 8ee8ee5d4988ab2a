from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from config.audit.models import SYSTEM, Actor, AuditEvent, record, record_at_most


@receiver(user_logged_in)
def _signed_in(user: AbstractBaseUser, **kwargs: Any) -> None:
    record(AuditEvent.Action.SIGNED_IN, Actor(user_id=user.pk))


@receiver(user_logged_out)
def _signed_out(user: AbstractBaseUser | None, **kwargs: Any) -> None:
    if user is not None:
        record(AuditEvent.Action.SIGNED_OUT, Actor(user_id=user.pk))


@receiver(user_login_failed)
def _sign_in_failed(**kwargs: Any) -> None:
    # The name that was typed stays out: people type passwords, and other people's names, into that field.
    record_at_most(10, AuditEvent.Action.SIGN_IN_FAILED, SYSTEM)
