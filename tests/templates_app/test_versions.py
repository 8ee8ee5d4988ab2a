"""Versions are written once; one per role and kind is active, whoever tries otherwise."""

import threading

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from config.audit.models import SYSTEM, Actor, AuditEvent
from profiles.models import Role
from templates_app.models import Activation, PromptTemplate, TemplateVersion
from templates_app.rendering import TemplateRefused, check
from templates_app.versions import activate, add_version


@pytest.fixture
def template(cto: Role) -> PromptTemplate:
    return PromptTemplate.objects.get(role=cto)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["cto", "cio", "ciso"])
def test_each_role_comes_with_an_active_template_that_passes_the_checks(slug: str) -> None:
    version = TemplateVersion.objects.active_for(Role.objects.get(slug=slug))
    assert version is not None
    check(version.text)


def test_changed_text_becomes_the_next_version_and_is_not_active(template: PromptTemplate, recruiter: User) -> None:
    version = add_version(template, "Assess {{ role.name }}.", actor=Actor(user_id=recruiter.pk), note="Shorter.")
    assert (version.number, version.is_active, version.author) == (2, False, recruiter)
    assert template.versions.get(number=1).is_active


def test_text_with_an_unknown_variable_makes_no_version(template: PromptTemplate) -> None:
    with pytest.raises(TemplateRefused):
        add_version(template, "{{ nobody }}", actor=SYSTEM)
    assert template.versions.count() == 1


def test_activation_replaces_the_active_version_and_is_logged(template: PromptTemplate, recruiter: User) -> None:
    first = template.versions.get()
    second = add_version(template, "Assess.", actor=SYSTEM)
    assert activate(second, actor=Actor(user_id=recruiter.pk), note="Try it.")
    assert TemplateVersion.objects.active_for(template.role) == second
    entry = Activation.objects.latest("id")
    assert (entry.version, entry.replaced, entry.by, entry.note) == (second, first, recruiter, "Try it.")
    assert AuditEvent.objects.filter(action="template_activated", user=recruiter).count() == 1


def test_earlier_version_can_be_activated_again(template: PromptTemplate) -> None:
    first = template.versions.get()
    activate(add_version(template, "Assess.", actor=SYSTEM), actor=SYSTEM)
    assert activate(first, actor=SYSTEM)
    assert TemplateVersion.objects.active_for(template.role) == first


def test_activating_the_active_version_changes_nothing(template: PromptTemplate) -> None:
    logged = Activation.objects.count()
    assert not activate(template.versions.get(), actor=SYSTEM)
    assert Activation.objects.count() == logged


def test_database_holds_one_active_version_per_role(template: PromptTemplate) -> None:
    second = add_version(template, "Assess.", actor=SYSTEM)
    with pytest.raises(IntegrityError, match="one_active_version_per_role_and_kind"), transaction.atomic():
        TemplateVersion.objects.filter(pk=second.pk).update(is_active=True)


@pytest.mark.parametrize("field", ["text", "number", "note"])
def test_database_refuses_to_change_a_version(template: PromptTemplate, field: str) -> None:
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        template.versions.update(**{field: 9})


def test_database_refuses_to_delete_a_version(template: PromptTemplate) -> None:
    version = add_version(template, "Assess.", actor=SYSTEM)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        version.delete()


def test_database_refuses_a_version_of_another_role_than_its_template(template: PromptTemplate) -> None:
    other = Role.objects.get(slug="cio")
    with pytest.raises(IntegrityError, match="version_role_and_kind"), transaction.atomic():
        TemplateVersion.objects.create(template=template, number=9, text="x", role=other, kind="scoring")


@pytest.mark.django_db(transaction=True)
def test_of_two_activations_at_once_exactly_one_version_is_active_in_the_end() -> None:
    template = PromptTemplate.objects.get(role__slug="cto")
    versions = [add_version(template, f"Assess {number}.", actor=SYSTEM) for number in range(8)]
    start = threading.Barrier(len(versions))

    def run(version: TemplateVersion) -> None:
        start.wait()
        activate(version, actor=SYSTEM)
        connection.close()

    threads = [threading.Thread(target=run, args=(version,)) for version in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert TemplateVersion.objects.filter(role=template.role, is_active=True).count() == 1
    assert Activation.objects.filter(version__in=versions).count() == len(versions)
