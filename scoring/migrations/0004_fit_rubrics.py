"""A version of each role's rubric that says how a fit score reads its criteria."""

import json
from pathlib import Path

from django.db import migrations

RUBRICS = Path(__file__).parents[1] / "fit" / "rubrics"


def add_measures(apps, schema_editor):
    """As the next version, and active where the first one still is: nobody's own rubric gives way."""
    rubrics = apps.get_model("scoring", "Rubric").objects
    for role in apps.get_model("profiles", "Role").objects.all():
        path = RUBRICS / f"{role.slug}.json"
        if not path.exists():
            continue
        newest = rubrics.filter(role=role).order_by("-version").first()
        takes_over = rubrics.filter(role=role, is_active=True, version=1).update(is_active=False) > 0
        definition = json.loads(path.read_text(encoding="utf-8"))
        version = newest.version + 1 if newest else 1
        rubrics.create(role=role, version=version, definition=definition, is_active=takes_over or newest is None)


class Migration(migrations.Migration):
    dependencies = [("scoring", "0003_fitscore"), ("profiles", "0003_roles")]
    operations = [migrations.RunPython(add_measures, migrations.RunPython.noop)]
