"""Promises that the database keeps whoever writes."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from config.audit.models import SYSTEM, AuditEvent, record
from profiles.models import Experience, Profile, Skill
from tests.factories import stored_profile

pytestmark = pytest.mark.django_db
OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in ("config", "profiles", "templates_app", "scoring")
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_table_has_timestamps_that_the_database_keeps(model: type) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_default IS NOT NULL "
            "AND column_name IN ('created_at', 'updated_at')",
            [table],
        )
        assert {row[0] for row in cursor.fetchall()} == {"created_at", "updated_at"}
        cursor.execute("SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'keep_updated_at'", [table])
        assert cursor.fetchone()


def test_updated_at_moves_when_a_row_changes_and_only_then() -> None:
    profile = stored_profile()
    before = profile.updated_at
    Profile.objects.filter(pk=profile.pk).update(headline=profile.headline)
    assert Profile.objects.get(pk=profile.pk).updated_at == before
    Profile.objects.filter(pk=profile.pk).update(headline="Another")
    assert Profile.objects.get(pk=profile.pk).updated_at > before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET subject = 'x'",
        "UPDATE audit_auditevent SET id = id + 1",
        "UPDATE audit_auditevent SET updated_at = now()",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
    ],
)
def test_audit_takes_new_rows_and_nothing_else(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER never_truncated")  # tests/conftest.py has it off
        record(AuditEvent.Action.EXPORTED, SYSTEM)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE refuses, for reasons of its own, while some wait
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            cursor.execute(statement)
    assert AuditEvent.objects.count() == 1


def test_row_that_is_kept_keeps_its_id() -> None:
    with pytest.raises(IntegrityError, match="written once"), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("UPDATE scoring_rubric SET id = id + 1000")


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Profile, {"full_name": "  "}),
        (Experience, {"title": "", "company": ""}),
        (Experience, {"start": "Jan 2019"}),
        (Experience, {"is_current": True, "end": "2020"}),
        (Experience, {"position": 0}),
        (Skill, {"name": ""}),
    ],
)
def test_database_refuses_rows_that_make_no_sense(model: type, change: dict[str, object]) -> None:
    stored_profile()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change)


def test_database_refuses_two_profiles_with_one_linkedin_url() -> None:
    stored_profile()
    with pytest.raises(IntegrityError, match="linkedin_key"), transaction.atomic():
        Profile.objects.create(
            full_name="Other", linkedin_url="http://uk.linkedin.com/in/Imara-Okafor-Lindqvist/?trk=x"
        )
