"""What every table of ours has in common."""

from django.db import models
from django.db.models.functions import Now


class Timestamped(models.Model):
    """`created_at` and `updated_at`, kept by the database so that no writer can forget them.

    The migration that makes the table adds `config.migrations.KeepUpdatedAt(table)`.
    """

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
