"""What careers came from: raw payloads, apart from what was read from them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from config.models import Timestamped
from profiles.models.people import Profile


class SourceRecord(Timestamped):
    """One source's word on one person: the payload as it arrived, and the canonical profile that was read from it."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="source_records")
    source = models.CharField(max_length=40, help_text="The source module that read it: jsonresume, apollo, …")
    key = models.CharField(max_length=300, help_text="The person's identity inside that source")
    payload = models.JSONField()
    payload_hash = models.CharField(max_length=64)
    extracted = models.JSONField(default=dict, help_text="The canonical profile, without fields that say nothing")
    extracted_hash = models.CharField(max_length=64, help_text="Of the canonical profile that was read from it")
    email_verified = models.BooleanField(default=False, help_text="The source says that the e-mail was verified")
    warnings = models.JSONField(default=list)
    original = models.BinaryField(null=True, help_text="The document itself, where it was one: a CV")
    original_name = models.CharField(max_length=300, blank=True)  # of the document, or else of the file it came in
    reading = models.CharField(max_length=40, blank=True, help_text="The import that it last arrived with something in")
    earlier = ArrayField(
        models.CharField(max_length=64),
        default=list,
        help_text="Hashes of payloads that the same import brought before: it holds the person more than once",
    )
    said_at = models.DateTimeField(db_default=Now(), help_text="When it last arrived with something new; newest wins")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("source", "key"), name="source_record_one_per_person_and_source"),
        )

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"
