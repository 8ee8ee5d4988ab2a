"""What was read from the payloads that are already there, and the hashes and search words by their new rules."""

from django.db import migrations

from profiles.canonical import CanonicalProfile
from profiles.search import search_words

BATCH = 500


def fill(apps, schema_editor):
    profiles = apps.get_model("profiles", "Profile")._base_manager
    records = apps.get_model("profiles", "SourceRecord").objects
    last = 0
    while batch := list(profiles.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        for profile in batch:
            career = _canonical(profile)
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE profiles_profile SET content_hash = %s, search_words = %s::tsvector WHERE id = %s",
                    [career.content_hash(), search_words(career), profile.pk],
                )
            # Until now the newest record alone made the profile; what older ones said is in their payloads.
            newest = records.filter(profile_id=profile.pk).order_by("-updated_at", "-id").first()
            if newest:
                records.filter(pk=newest.pk).update(
                    extracted=career.model_dump(mode="json", exclude_defaults=True),
                    extracted_hash=career.content_hash(),
                    said_at=newest.updated_at,
                )


def _canonical(profile):
    def parts(related, *fields):
        return list(getattr(profile, related).order_by("position").values(*fields))

    return CanonicalProfile(
        full_name=profile.full_name,
        headline=profile.headline,
        summary=profile.summary,
        email=profile.email,
        phone=profile.phone,
        linkedin_url=profile.linkedin_url,
        city=profile.city,
        region=profile.region,
        country=profile.country,
        experience=parts("experience", "title", "company", "location", "start", "end", "is_current", "description"),
        education=parts("education", "school", "degree", "field", "start", "end", "description"),
        skills=[row["name"] for row in parts("skills", "name")],
        certifications=parts("certifications", "name", "issuer", "issued"),
        languages=parts("languages", "name", "proficiency"),
    )


class Migration(migrations.Migration):
    dependencies = [("profiles", "0004_sources_companies_imports")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
