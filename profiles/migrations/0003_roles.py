from django.db import migrations

ROLES = (
    ("cto", "Chief Technology Officer", "CTO"),
    ("cio", "Chief Information Officer", "CIO"),
    ("ciso", "Chief Information Security Officer", "CISO"),
)


def add_roles(apps, schema_editor):
    apps.get_model("profiles", "Role").objects.bulk_create(
        apps.get_model("profiles", "Role")(slug=slug, name=name, short_name=short_name)
        for slug, name, short_name in ROLES
    )


class Migration(migrations.Migration):
    dependencies = [("profiles", "0002_people")]
    operations = [migrations.RunPython(add_roles, migrations.RunPython.noop)]
