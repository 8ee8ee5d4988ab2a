"""Rubrics and which was active when, scoring jobs with their append-only trail, assessments, and candidates.

`scoring/jobs.py` alone writes a job's status, its assessment and its trail; `scoring/rubric_versions.py` a rubric.
"""

import json
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, UniqueConstraint
from django.db.models.functions import Now
from django.urls import reverse

from config.models import Timestamped
from profiles.models import Profile, Role
from scoring import rubrics
from scoring.fit.engine import Fit, restored
from templates_app.models import TemplateVersion


class RubricQuerySet(models.QuerySet["Rubric"]):
    def active(self) -> Self:
        """With their roles, in the order in which they are shown."""
        return self.filter(is_active=True).select_related("role").order_by("role_id")

    def active_for(self, role: Role) -> "Rubric | None":
        return self.filter(role=role, is_active=True).first()

    def with_past(self) -> Self:
        """Each knows whether it was ever active."""
        logged = RubricActivation.objects.filter(Q(version=OuterRef("pk")) | Q(replaced=OuterRef("pk")))
        return self.annotate(was_active=Q(is_active=True) | Exists(logged))

    def drafts(self) -> Self:
        return self.with_past().filter(was_active=False)

    def retired(self) -> Self:
        """Those that were active once and are no more."""
        return self.with_past().filter(was_active=True, is_active=False)


class Rubric(Timestamped):
    """One version of a role's scoring definition; written once."""

    was_active: bool  # of those `with_past()`

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="rubrics")
    version = models.PositiveIntegerField()
    definition = models.JSONField()
    note = models.CharField(max_length=300, blank=True, help_text="What changed, and why")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=False)

    objects = RubricQuerySet.as_manager()

    class Meta:
        ordering = ("role_id", "-version")
        permissions = (("activate_rubric", "Can activate a rubric"),)
        constraints = (
            UniqueConstraint(fields=("role", "version"), name="rubric_version_once_per_role"),
            UniqueConstraint(fields=("role",), condition=Q(is_active=True), name="one_active_rubric_per_role"),
        )

    def __str__(self) -> str:
        return f"{self.role} rubric v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("admin:scoring_rubric_change", args=[self.pk])

    @cached_property
    def content(self) -> rubrics.Definition:
        return rubrics.parsed(json.dumps(self.definition))

    @property
    def is_measured(self) -> bool:
        """Whether fit scores can be made by it: the first ones had descriptions alone."""
        return bool(self.definition.get("functions"))

    @property
    def state(self) -> str:
        """`active`, `earlier` or `draft`; of one from `with_past()`."""
        return "active" if self.is_active else "earlier" if self.was_active else "draft"


class RubricActivation(Timestamped):
    """The log of what was active when, by whom and why."""

    version = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="activations")
    replaced = models.ForeignKey(Rubric, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.version} activated"


class Status(models.TextChoices):
    PENDING = "pending", "pending"
    PROCESSING = "processing", "processing"
    COMPLETED = "completed", "completed"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"


UNFINISHED = (Status.PENDING, Status.PROCESSING)
LIVE = (Status.PENDING, Status.PROCESSING, Status.COMPLETED)


class ScoringJobQuerySet(models.QuerySet["ScoringJob"]):
    def for_lists(self) -> Self:
        """What a row of a list shows, in one query; the prompt, which is long, stays behind."""
        return self.select_related("profile", "role", "assessment").defer("prompt", "facts")

    def unfinished(self) -> Self:
        return self.filter(status__in=UNFINISHED)

    def due(self) -> Self:
        return self.filter(status=Status.PENDING, not_before__lte=Now(), model=settings.LLM_MODEL)

    def before(self, job_id: int | None) -> Self:
        newest_first = self.order_by("-id")
        return newest_first.filter(id__lt=job_id) if job_id else newest_first


class ScoringJob(Timestamped):
    """One request for an assessment. The row is the truth about its state; the queue only wakes workers."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="scoring_jobs")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    template_version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="scoring_jobs")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+")
    model = models.CharField(max_length=200)
    idempotency_key = models.CharField(max_length=64)

    prompt = models.JSONField(help_text="The request body, exactly as it is sent")
    facts = models.JSONField(help_text="The numbered facts of the prompt, each with its place in the profile")
    flags = models.JSONField(default=list, help_text="Facts that look like instructions to the model")

    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    api_key_id = models.BigIntegerField(null=True)
    priority = models.SmallIntegerField(default=0, help_text="Higher goes first")

    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    not_before = models.DateTimeField(db_default=Now())
    lease_token = models.UUIDField(null=True)
    lease_expires_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.TextField(blank=True)
    error_retryable = models.BooleanField(default=False)

    objects = ScoringJobQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            UniqueConstraint(
                fields=("idempotency_key",), condition=Q(status__in=LIVE), name="one_live_job_per_question"
            ),
            models.CheckConstraint(name="job_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="job_lease_only_while_processing",
                condition=Q(status=Status.PROCESSING, lease_token__isnull=False, lease_expires_at__isnull=False)
                | (~Q(status=Status.PROCESSING) & Q(lease_token=None, lease_expires_at=None)),
            ),
            models.CheckConstraint(
                name="job_finished_at_when_finished",
                condition=Q(status__in=UNFINISHED, finished_at=None)
                | (~Q(status__in=UNFINISHED) & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="job_failed_has_a_reason", condition=~Q(status=Status.FAILED) | ~Q(error_code="")
            ),
        )
        indexes = (
            models.Index(F("priority").desc(), "id", condition=Q(status=Status.PENDING), name="job_to_claim"),
            models.Index(fields=("lease_expires_at",), condition=Q(status=Status.PROCESSING), name="job_lease"),
            models.Index(fields=("profile", "-id"), name="job_of_profile"),
            models.Index(fields=("status", "-id"), name="job_by_status"),
        )

    def __str__(self) -> str:
        return f"job {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.status not in UNFINISHED

    @property
    def can_be_retried(self) -> bool:
        return self.status == Status.FAILED


class Attempt(Timestamped):
    """One call to the model: what it cost and exactly what came back. Append-only."""

    job = models.ForeignKey(ScoringJob, on_delete=models.CASCADE, related_name="attempts")
    token = models.UUIDField(help_text="The lease under which it was made")
    try_number = models.PositiveSmallIntegerField()
    is_repair = models.BooleanField(default=False)
    sent = models.JSONField(null=True, help_text="The request body where it was not the job's prompt")
    response = models.JSONField(null=True)
    http_status = models.PositiveSmallIntegerField(null=True)
    request_id = models.CharField(max_length=200, blank=True)
    model = models.CharField(max_length=200, blank=True, help_text="As the endpoint named it in its answer")
    latency_ms = models.PositiveIntegerField()
    prompt_tokens = models.PositiveIntegerField(default=0)
    cached_tokens = models.PositiveIntegerField(default=0)
    completion_tokens = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_detail = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (UniqueConstraint(fields=("token", "is_repair"), name="attempt_is_kept_once"),)

    def __str__(self) -> str:
        return f"try {self.try_number} of job {self.job_id}"


class JobEvent(Timestamped):
    """One step in a job's life, for the person who reads its page. Append-only."""

    class Kind(models.TextChoices):
        REQUESTED = "requested", "Requested"
        CLAIMED = "claimed", "Taken by a worker"
        GIVEN_BACK = "given_back", "Given back by a stopping worker"
        LEASE_LOST = "lease_lost", "Worker lost; will be taken again"
        WILL_RETRY = "will_retry", "Will try again"
        COMPLETED = "completed", "Completed"
        FAILED = "failed", "Failed"
        RETRIED = "retried", "Retried by request"
        CANCELLED = "cancelled", "Cancelled"

    job = models.ForeignKey(ScoringJob, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind)
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} (job {self.job_id})"


class Assessment(Timestamped):
    """An LLM's result: its ratings, and the score that code computed from them."""

    job = models.OneToOneField(ScoringJob, on_delete=models.CASCADE, related_name="assessment")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="assessments")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=20)
    confidence = models.PositiveSmallIntegerField(help_text="1 to 4")
    ratings = models.JSONField(help_text="Per criterion: rating, reason, fact numbers")
    summary = models.TextField()
    model = models.CharField(max_length=200)
    latency_ms = models.PositiveIntegerField()
    prompt_tokens = models.PositiveIntegerField()
    cached_tokens = models.PositiveIntegerField()
    completion_tokens = models.PositiveIntegerField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="assessment_score_0_to_100", condition=Q(score__lte=100)),
            models.CheckConstraint(name="assessment_confidence_1_to_4", condition=Q(confidence__range=(1, 4))),
        )
        indexes = (models.Index(fields=("profile", "role", "-id"), name="assessment_of_profile"),)

    def __str__(self) -> str:
        return f"{self.score} by {self.model}"

    @property
    def is_by_llm(self) -> bool:
        return self.model != OFFLINE_EVALUATOR

    def as_json(self) -> dict[str, Any]:
        return {
            "score": self.score,
            "band": self.band,
            "confidence": self.confidence,
            "summary": self.summary,
            "ratings": self.ratings,
            "model": self.model,
            "is_llm": self.is_by_llm,
            "usage": {
                "prompt_tokens": self.prompt_tokens,
                "cached_tokens": self.cached_tokens,
                "completion_tokens": self.completion_tokens,
            },
            "latency_ms": self.latency_ms,
        }


OFFLINE_EVALUATOR = "offline-evaluator"


class FitScore(Timestamped):
    """How a career fits a role by one version of its rubric. `scoring/fitting.py` alone writes it."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="fit_scores", db_index=False)
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+", db_index=False)
    profile_hash = models.CharField(max_length=64, help_text="The content hash of the career that was read")
    input_hash = models.CharField(max_length=64, help_text="Of all that was read: career, employers, month, versions")
    as_of = models.CharField(max_length=7, help_text="The month, as 2026-11")
    engine = models.PositiveSmallIntegerField()
    phrases = models.PositiveSmallIntegerField(help_text="The version of the table of phrases")
    overall = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=20)
    confidence = models.PositiveSmallIntegerField(help_text="0 to 100: how much of the rubric's weight is known")
    categories = models.JSONField(help_text="Category to score")
    criteria = models.JSONField(
        help_text="Per criterion: its share, what was measured, on which facts, what is missing"
    )
    holds: bool | None = None  # from `fitting.stored`

    class Meta:
        ordering = ("-overall", "-profile")
        constraints = (
            UniqueConstraint(fields=("profile", "rubric"), name="one_fit_score_per_profile_and_rubric"),
            models.CheckConstraint(name="fit_score_0_to_100", condition=Q(overall__lte=100, confidence__lte=100)),
        )
        indexes = (models.Index(fields=("rubric", "-overall", "-profile"), name="fit_score_by_rubric"),)

    def __str__(self) -> str:
        return f"{self.overall} by {self.rubric}"

    @property
    def dots(self) -> int:
        """1 to 4, as confidence is shown everywhere."""
        return max(1, (self.confidence * rubrics.CONFIDENCE_DOTS + 50) // 100)

    def disagrees_with(self, assessment: Assessment) -> bool:
        """By more than a band: then a person reads both."""
        return self.rubric.content.apart(self.band, assessment.band) > 1

    @property
    def fit(self) -> Fit:
        return restored(self.overall, self.band, self.confidence, self.categories, self.criteria)


class Candidate(Timestamped):
    """A profile seen through its scores: one row per profile and role, with the newest assessment."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="candidates")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("-score", "-id")
        constraints = (UniqueConstraint(fields=("profile", "role"), name="one_candidate_per_profile_and_role"),)
        indexes = (models.Index(fields=("role", "-score", "-profile"), name="candidate_by_score"),)

    def __str__(self) -> str:
        return f"profile {self.profile_id} as {self.role_id}"
