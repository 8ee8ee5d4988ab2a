from django.contrib import admin

from config.admin import ReadOnlyAdmin
from scoring import rubric_admin  # noqa: F401 - registers the rubrics
from scoring.models import ScoringJob


@admin.register(ScoringJob)
class ScoringJobAdmin(ReadOnlyAdmin):
    list_display = ("id", "profile", "role", "status", "model", "tries", "created_at")
    list_filter = ("status", "role")
    list_select_related = ("profile", "role")
