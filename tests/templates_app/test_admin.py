"""An admin edits a template in Django admin: a new version, checked on save, activated, rolled back."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from config.audit.models import SYSTEM
from profiles.models import Role
from templates_app.models import PromptTemplate, TemplateVersion
from templates_app.versions import add_version
from tests.factories import requested_job, stored_profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(cto: Role) -> PromptTemplate:
    return PromptTemplate.objects.get(role=cto)


def _save(client: Client, template: PromptTemplate, text: str, **more: str) -> str:
    form = {"name": template.name, "text": text, "note": "Sharper.", "metadata": "{}", **more}
    answer = client.post(template.get_absolute_url(), form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_form_shows_the_newest_text_and_the_variables(signed_in_admin: Client, template: PromptTemplate) -> None:
    page = signed_in_admin.get(template.get_absolute_url()).content.decode()
    assert "How to weigh evidence" in page
    assert "{{ role.name }}" in page
    assert "v1</a> (active)" in page


def test_saved_change_is_a_new_version_and_the_used_one_stays(
    signed_in_admin: Client, template: PromptTemplate, admin: User
) -> None:
    job = requested_job()
    assert "Saved as version 2" in _save(signed_in_admin, template, "Assess {{ role.name }}.\r\nBriefly.")
    newest = template.latest()
    assert (newest.number, newest.text, newest.note) == (2, "Assess {{ role.name }}.\nBriefly.", "Sharper.")
    assert newest.author == admin
    assert job.template_version.number == 1


@pytest.mark.parametrize("ending", ["", "\r\n", "\r\n\r\n"])
def test_saving_without_a_change_makes_no_version(
    signed_in_admin: Client, template: PromptTemplate, ending: str
) -> None:
    add_version(template, "Assess {{ role.name }}.\n\nBriefly.\n", actor=SYSTEM)
    page = _save(signed_in_admin, template, "Assess {{ role.name }}.\r\n\r\nBriefly." + ending)
    assert "was changed successfully" in page
    assert template.versions.count() == 2


def test_activated_version_is_what_the_next_job_uses(signed_in_admin: Client, template: PromptTemplate) -> None:
    page = _save(signed_in_admin, template, "Assess {{ role.name }}.", _activate="1")
    assert "is active now: the next job uses it" in page
    job = requested_job(stored_profile("next"))
    assert job.template_version.number == 2
    assert job.prompt["messages"][0]["content"].startswith("Assess Chief Technology Officer.")


def test_earlier_version_is_activated_from_its_page(signed_in_admin: Client, template: PromptTemplate) -> None:
    first = template.latest()
    _save(signed_in_admin, template, "Assess {{ role.name }}.", _activate="1")
    page = f"/admin/templates_app/templateversion/{first.pk}/change/"
    assert "Activate this version" in signed_in_admin.get(page).content.decode()
    signed_in_admin.post(page, {"_activate": "1"})
    assert TemplateVersion.objects.active_for(template.role) == first


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Dear {{ candidate }}", "Unknown variable “candidate” (line 1)"),
        ("{% for i in range(10**9) %}x{% endfor %}", "only go over a list"),
        ("x" * 1_000_000, "1,000,000 characters; the limit is 20,000"),
        ("{% for c in criteria %}", "Line 1"),
    ],
)
def test_text_that_cannot_be_a_template_is_refused_on_save_and_kept_in_the_form(
    signed_in_admin: Client, template: PromptTemplate, text: str, message: str
) -> None:
    page = _save(signed_in_admin, template, text)
    assert message in page
    assert template.versions.count() == 1


def test_new_template_starts_with_version_one(signed_in_admin: Client, cto: Role) -> None:
    form = {
        "role": cto.pk,
        "kind": "scoring",
        "name": "Second opinion",
        "text": "Assess.",
        "note": "",
        "metadata": "{}",
    }
    signed_in_admin.post("/admin/templates_app/prompttemplate/add/", form)
    assert PromptTemplate.objects.get(name="Second opinion").latest().number == 1


def test_version_cannot_be_edited_or_deleted_in_the_admin(signed_in_admin: Client, template: PromptTemplate) -> None:
    version = template.latest()
    page = f"/admin/templates_app/templateversion/{version.pk}"
    signed_in_admin.post(f"{page}/change/", {"text": "Other."})
    assert signed_in_admin.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    assert template.latest().text == version.text


def test_editor_without_the_right_to_activate_can_save_but_not_activate(
    client: Client, template: PromptTemplate
) -> None:
    editor = User.objects.create_user("editor", password="a long enough password", is_staff=True)
    editor.user_permissions.set(
        Permission.objects.filter(codename__in=["change_prompttemplate", "view_prompttemplate"])
    )
    client.force_login(editor)
    assert "_activate" not in client.get(template.get_absolute_url()).content.decode()
    form = {"name": template.name, "text": "Assess.", "note": "", "metadata": "{}", "_activate": "1"}
    assert client.post(template.get_absolute_url(), form).status_code == 403
    assert TemplateVersion.objects.active_for(template.role).number == 1


@pytest.mark.parametrize(
    "path",
    [
        "access/apikey/", "audit/auditevent/", "profiles/profile/", "profiles/role/", "profiles/sourcerecord/",
        "scoring/rubric/", "scoring/scoringjob/", "templates_app/activation/", "templates_app/prompttemplate/",
        "templates_app/templateversion/",
    ],
)  # fmt: skip
def test_every_admin_list_opens(signed_in_admin: Client, path: str) -> None:
    requested_job()
    assert signed_in_admin.get(f"/admin/{path}").status_code == 200


def test_keys_are_revoked_in_the_admin(signed_in_admin: Client) -> None:
    from config.access.models import ApiKey

    key, _ = ApiKey.objects.issue("k", ["read"], SYSTEM)
    signed_in_admin.post("/admin/access/apikey/", {"action": "revoke", "_selected_action": [key.pk]})
    key.refresh_from_db()
    assert key.revoked_at is not None
