from django.contrib import admin

from config.admin import ReadOnlyAdmin
from profiles.models import Profile, Role, SourceRecord


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    list_display = ("short_name", "name", "slug")


@admin.register(Profile)
class ProfileAdmin(ReadOnlyAdmin):
    list_display = ("full_name", "headline", "linkedin_key", "updated_at")
    search_fields = ("search_name",)


@admin.register(SourceRecord)
class SourceRecordAdmin(ReadOnlyAdmin):
    list_display = ("profile", "source", "key", "updated_at")
    list_filter = ("source",)
    list_select_related = ("profile",)
