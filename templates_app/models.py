"""Prompt templates and their numbered versions. A version is written once; one per role and kind is active."""

from typing import Protocol, Self

from django.conf import settings
from django.db import models
from django.db.models import Max, Q, UniqueConstraint
from django.urls import reverse

from config.models import Timestamped
from profiles.models import Role


class Kind(models.TextChoices):
    SCORING = "scoring", "scoring"


class NumberedTemplate(Protocol):
    """A template that knows its newest version's number, and the active one's."""

    newest_number: int
    active_number: int | None


class PromptTemplateQuerySet(models.QuerySet["PromptTemplate"]):
    def with_numbers(self) -> Self:
        active = Max("versions__number", filter=Q(versions__is_active=True))
        return self.annotate(newest_number=Max("versions__number"), active_number=active)


class PromptTemplate(Timestamped):
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="templates")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SCORING)
    name = models.CharField(max_length=100)
    metadata = models.JSONField(default=dict, blank=True)

    objects = PromptTemplateQuerySet.as_manager()

    class Meta:
        ordering = ("role_id", "name")
        constraints = (
            UniqueConstraint(fields=("role", "kind", "name"), name="template_name_once_per_role"),
            # What the versions' composite foreign key points at.
            UniqueConstraint(fields=("id", "role", "kind"), name="template_identity"),
        )

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("admin:templates_app_prompttemplate_change", args=[self.pk])

    def latest(self) -> "TemplateVersion":
        return self.versions.latest("number")


class TemplateVersionQuerySet(models.QuerySet["TemplateVersion"]):
    def active_for(self, role: Role, kind: str = Kind.SCORING) -> "TemplateVersion | None":
        return self.filter(role=role, kind=kind, is_active=True).select_related("template").first()

    def newest_first(self) -> Self:
        return self.order_by("-number")


class TemplateVersion(Timestamped):
    template = models.ForeignKey(PromptTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    note = models.CharField(max_length=300, blank=True, help_text="What changed, and why")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # The template's own, repeated so that one index can hold "one active per role and kind";
    # a composite foreign key keeps them equal.
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    is_active = models.BooleanField(default=False)

    objects = TemplateVersionQuerySet.as_manager()

    class Meta:
        ordering = ("template_id", "-number")
        permissions = (("activate_templateversion", "Can activate a version"),)
        constraints = (
            UniqueConstraint(fields=("template", "number"), name="version_number_once_per_template"),
            UniqueConstraint(
                fields=("role", "kind"), condition=Q(is_active=True), name="one_active_version_per_role_and_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.template} v{self.number}"


class Activation(Timestamped):
    """The log of what was active when, by whom and why."""

    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="activations")
    replaced = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.version} activated"
