"""Opening the API with a key, in `X-API-Key` or `Authorization: Bearer`."""

from django.db.models.functions import Now
from django.http import HttpRequest
from ninja.security import APIKeyHeader

from config.access.models import ApiKey
from config.access.problems import Problem
from config.audit.models import SYSTEM, Actor, AuditEvent, record_at_most


class KeyWith(APIKeyHeader):
    """Lets in who holds a key with `scope`. Answers 401 without a usable key, 403 with too small a one."""

    param_name = "X-API-Key"
    openapi_name = "ApiKey"

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def _get_key(self, request: HttpRequest) -> str | None:
        scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
        return request.headers.get("X-API-Key") or (bearer.strip() if scheme.lower() == "bearer" else None)

    def authenticate(self, request: HttpRequest, key: str | None) -> ApiKey:
        if not key:
            raise _unauthorized("An API key is needed, as X-API-Key or as Authorization: Bearer.")
        found = ApiKey.objects.opened_by(key)
        if found is None:
            record_at_most(10, AuditEvent.Action.KEY_REFUSED, SYSTEM, path=_route(request))
            raise _unauthorized("This API key is not known, or has been revoked.")
        if not found.allows(self.scope):
            record_at_most(10, AuditEvent.Action.KEY_REFUSED, Actor(api_key_id=found.pk), path=_route(request))
            raise Problem(403, f"This API key lacks the scope “{self.scope}”.")
        request.api_key = found  # type: ignore[attr-defined]
        _note_use(found, request)
        return found


def _note_use(key: ApiKey, request: HttpRequest) -> None:
    used = {"method": request.method, "path": _route(request)}
    if record_at_most(1, AuditEvent.Action.KEY_USED, Actor.of(request), f"key:{key.pk}", **used):
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=Now())


def _route(request: HttpRequest) -> str:
    """The address as a pattern: a search in a query string can hold a candidate's name."""
    match = request.resolver_match
    return match.route if match else ""


def _unauthorized(detail: str) -> Problem:
    return Problem(401, detail, headers={"WWW-Authenticate": 'Bearer realm="Shortlist"'})
