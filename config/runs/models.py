"""Long work that people watch: one row a run, which holds the truth about how far it is.

`config/runs/states.py` alone writes a run's state and progress.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from config.models import Timestamped


class State(models.TextChoices):
    WAITING = "waiting", "waiting"
    RUNNING = "running", "running"
    PAUSED = "paused", "paused"
    COMPLETED = "completed", "completed"
    CANCELLED = "cancelled", "cancelled"
    FAILED = "failed", "failed"


UNFINISHED = (State.WAITING, State.RUNNING, State.PAUSED)
_PILLS: dict[str, str] = {State.WAITING: "pending", State.RUNNING: "processing"}  # as those of scoring jobs look


class RunQuerySet(models.QuerySet["Run"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)


class Run(Timestamped):
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    parameters = models.JSONField(default=dict)

    done = models.PositiveBigIntegerField(default=0, help_text="Items dealt with; a resumed run goes on behind them")
    total = models.PositiveBigIntegerField(null=True, help_text="Items in all, where that is known")
    counts = models.JSONField(default=dict, help_text="Items per outcome")
    seconds = models.FloatField(default=0, help_text="Time worked, pauses left out")

    waiting_since = models.DateTimeField(db_default=Now())
    lease_token = models.UUIDField(null=True)
    lease_expires_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True, help_text="Why it failed, for its reader")

    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    api_key_id = models.BigIntegerField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="run_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="run_lease_only_while_running",
                condition=Q(state=State.RUNNING, lease_token__isnull=False, lease_expires_at__isnull=False)
                | (~Q(state=State.RUNNING) & Q(lease_token=None, lease_expires_at=None)),
            ),
            models.CheckConstraint(
                name="run_finished_at_when_finished",
                condition=Q(state__in=UNFINISHED, finished_at=None)
                | (~Q(state__in=UNFINISHED) & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(name="run_failed_has_a_reason", condition=~Q(state=State.FAILED) | ~Q(problem="")),
        )
        indexes = (
            models.Index(fields=("waiting_since",), condition=Q(state=State.WAITING), name="run_to_claim"),
            models.Index(fields=("lease_expires_at",), condition=Q(state=State.RUNNING), name="run_lease"),
            models.Index(fields=("kind", "-id"), name="run_by_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED

    @property
    def pill(self) -> str:
        """What its state looks like, as a class of the style sheet."""
        return _PILLS.get(self.state, self.state)

    @property
    def rate(self) -> float | None:
        """Items a second, None before anything is done."""
        return self.done / self.seconds if self.done and self.seconds else None

    @property
    def seconds_left(self) -> float | None:
        if self.is_finished or self.total is None or not self.rate:
            return None
        return max(0, self.total - self.done) / self.rate

    @property
    def percent(self) -> int | None:
        if not self.total:
            return None
        return min(100, self.done * 100 // self.total)
