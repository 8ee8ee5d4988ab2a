from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from config.admin import ReadOnlyAdmin
from config.audit.models import Actor
from templates_app.forms import PromptTemplateForm
from templates_app.models import Activation, NumberedTemplate, PromptTemplate, TemplateVersion
from templates_app.versions import activate, add_version

ACTIVATE = "templates_app.activate_templateversion"


@admin.register(PromptTemplate)
class PromptTemplateAdmin(admin.ModelAdmin):
    form = PromptTemplateForm
    list_display = ("name", "role", "kind", "newest", "active", "updated_at")
    list_filter = ("role",)
    list_select_related = ("role",)
    readonly_fields = ("versions",)
    fields = ("role", "kind", "name", "text", "note", "metadata", "versions")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PromptTemplate]:
        return PromptTemplate.objects.with_numbers()

    @admin.display(description="newest version", ordering="newest_number")
    def newest(self, template: NumberedTemplate) -> str:
        return f"v{template.newest_number}"

    @admin.display(description="active version", ordering="active_number", empty_value="none")
    def active(self, template: NumberedTemplate) -> str | None:
        return f"v{template.active_number}" if template.active_number else None

    @admin.display(description="versions")
    def versions(self, template: PromptTemplate) -> str:
        if not template.pk:
            return "Saving makes version 1."
        rows = (
            (
                reverse("admin:templates_app_templateversion_change", args=[version.pk]),
                version.number,
                " (active)" if version.is_active else "",
                version.note,
            )
            for version in template.versions.newest_first()
        )
        return format_html("<ol reversed>{}</ol>", format_html_join("", '<li><a href="{}">v{}</a>{} {}</li>', rows))

    def get_readonly_fields(self, request: HttpRequest, obj: PromptTemplate | None = None) -> tuple[str, ...]:
        # Its versions carry the role and kind, too, and never change.
        return ("role", "kind", *self.readonly_fields) if obj else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: PromptTemplate | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: PromptTemplate, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "text" in form.changed_data:
            note = form.cleaned_data["note"]
            version = add_version(obj, form.cleaned_data["text"], actor=Actor.of(request), note=note)
            self.message_user(request, f"Saved as version {version.number}.", messages.SUCCESS)

    def response_change(self, request: HttpRequest, obj: PromptTemplate) -> HttpResponse:
        return self._activated(request, obj) or super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: PromptTemplate, *args: Any) -> HttpResponse:
        return self._activated(request, obj) or super().response_add(request, obj, *args)

    def _activated(self, request: HttpRequest, template: PromptTemplate) -> HttpResponse | None:
        if "_activate" not in request.POST:
            return None
        activate_and_say(self, request, template.latest())
        return HttpResponseRedirect(template.get_absolute_url())


@admin.register(TemplateVersion)
class TemplateVersionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "is_active", "author", "note", "created_at")
    list_filter = ("role", "is_active")
    list_select_related = ("template__role", "author")

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and "_activate" in request.POST:
            version = self.get_object(request, object_id)
            if version is not None:
                activate_and_say(self, request, version)
            return HttpResponseRedirect(request.path)
        return super().change_view(request, object_id, *args, **kwargs)


@admin.register(Activation)
class ActivationAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "version", "replaced", "by", "note")
    list_select_related = ("version__template__role", "replaced__template__role", "by")


def activate_and_say(page: admin.ModelAdmin, request: HttpRequest, version: TemplateVersion) -> None:
    if not request.user.has_perm(ACTIVATE):
        raise PermissionDenied
    done = activate(version, actor=Actor.of(request), note=request.POST.get("note", "")[:300])
    text = "{} is active now: the next job uses it." if done else "{} was active already."
    page.message_user(request, text.format(version), messages.SUCCESS if done else messages.INFO)
