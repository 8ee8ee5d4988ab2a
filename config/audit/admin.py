from django.contrib import admin

from config.admin import ReadOnlyAdmin
from config.audit.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "action", "user", "api_key_id", "subject")
    list_filter = ("action",)
    list_select_related = ("user",)
    search_fields = ("subject",)
