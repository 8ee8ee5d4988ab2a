"""The one API, under /api/v1."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from config.access.keys import KeyWith
from config.access.problems import Problem, handle_problems, problem_response
from profiles.api import router as profiles
from profiles.companies.api import router as companies
from profiles.imports_api import router as imports
from scoring.api import router as scoring
from scoring.fit_api import router as fit


def _session_or_key(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The description of the API is for people who are signed in and for programs that hold a key."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            try:
                KeyWith("read")(request)
            except Problem as problem:
                return problem_response(problem.status, problem.detail, problem.headers)
        return view(request, *args, **kwargs)

    return guarded


api = NinjaAPI(
    title="Shortlist",
    version="1",
    description="Profiles, imports, scoring jobs and exports. Every call needs a key: `manage.py create_api_key`.",
    urls_namespace="api",
    docs_decorator=_session_or_key,
)
handle_problems(api)
api.add_router("", profiles)
api.add_router("", companies)
api.add_router("", imports)
api.add_router("", scoring)
api.add_router("", fit)


def urls() -> tuple[list[URLResolver | URLPattern], str, str]:
    """The API's addresses, open to callers without a session: their key is what lets them in."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = login_not_required(pattern.callback)
    return patterns, app_name, namespace
