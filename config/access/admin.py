from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from config.access.models import ApiKey
from config.admin import ReadOnlyAdmin
from config.audit.models import Actor


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    """Keys are made with `manage.py create_api_key`, which shows the secret where nothing stores it."""

    list_display = ("name", "prefix", "scopes", "created_at", "last_used_at", "revoked_at")
    exclude = ("secret_hash",)
    actions = ("revoke",)

    @admin.action(description="Revoke selected keys", permissions=["revoke"])
    def revoke(self, request: HttpRequest, keys: QuerySet[ApiKey]) -> None:
        revoked = sum(key.revoke(Actor.of(request)) for key in keys)
        self.message_user(
            request, f"{revoked} revoked. Callers that use them are refused from now on.", messages.SUCCESS
        )

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("access.change_apikey")
