"""Imports: the files, how to read them, and what became of each record."""

from django.db import models
from django.db.models import Q

from config.models import Timestamped
from config.runs.models import Run
from profiles.models.companies import Company
from profiles.models.people import Profile


class Import(Timestamped):
    """Some files on their way in: first a check, which changes nothing, then the run."""

    check_run = models.ForeignKey(Run, on_delete=models.CASCADE, null=True, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportFile(Timestamped):
    """One file of an import. Its bytes lie in chunks, and go when the import has ended."""

    job = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField(default=0)
    source = models.CharField(max_length=40, blank=True, help_text="Read as this; empty: recognised")
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(null=True, help_text="Of a table: header to field")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("job", "number"), name="import_file_one_per_number"),)

    def __str__(self) -> str:
        return self.name


class ImportChunk(Timestamped):
    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="chunks", db_index=False)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("file", "number"), name="import_chunk_one_per_number"),)

    def __str__(self) -> str:
        return f"chunk {self.number} of {self.file_id}"


class Outcome(models.TextChoices):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class ImportRow(Timestamped):
    """What became of one record. It holds values of candidates where they were the reason of a refusal."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="import_rows", db_index=False)
    number = models.PositiveBigIntegerField(help_text="In the order of reading, through all files")
    file = models.CharField(max_length=300, blank=True)
    where = models.CharField(max_length=300, blank=True, help_text="line 12, item 3")
    outcome = models.CharField(max_length=10, choices=Outcome)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, null=True, related_name="import_rows")
    company = models.ForeignKey(Company, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    reason = models.TextField(blank=True)
    field = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=500, blank=True)
    warnings = models.JSONField(default=list)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("run", "number"), name="import_row_one_per_number"),
            models.CheckConstraint(name="import_row_outcome_is_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="import_row_refused_has_a_reason", condition=~Q(outcome=Outcome.REFUSED) | ~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.file}, {self.where}: {self.outcome}"


class ColumnMapping(Timestamped):
    """How the columns of a table were last mapped, by the signature of its headers."""

    signature = models.CharField(max_length=64, unique=True)
    mapping = models.JSONField()

    def __str__(self) -> str:
        return ", ".join(self.mapping)
