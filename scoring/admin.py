from django.contrib import admin

from config.admin import ReadOnlyAdmin
from scoring.models import Rubric, ScoringJob


@admin.register(Rubric)
class RubricAdmin(ReadOnlyAdmin):
    list_display = ("role", "version", "is_active", "created_at")
    list_select_related = ("role",)


@admin.register(ScoringJob)
class ScoringJobAdmin(ReadOnlyAdmin):
    list_display = ("id", "profile", "role", "status", "model", "tries", "created_at")
    list_filter = ("status", "role")
    list_select_related = ("profile", "role")
