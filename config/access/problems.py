"""Errors of the API as RFC 9457 problem details: one shape, whoever raises them."""

import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from config.refusals import Conflict

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """An error answer; `detail` names the cause in a sentence."""

    def __init__(self, status: int, detail: str, *, headers: dict[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.members = status, detail, headers, members


def problem_response(status: int, detail: str, headers: dict[str, str] | None = None, **members: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **members}
    return HttpResponse(json.dumps(body), status=status, content_type=CONTENT_TYPE, headers=headers)


def handle_problems(api: NinjaAPI) -> None:
    @api.exception_handler(Problem)
    def problem(request: HttpRequest, error: Problem) -> HttpResponse:
        return problem_response(error.status, error.detail, error.headers, **error.members)

    @api.exception_handler(Conflict)
    def conflict(request: HttpRequest, refusal: Conflict) -> HttpResponse:
        return problem_response(409, str(refusal))

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        said = str(error)
        if not said or said.endswith("matches the given query."):  # Django's, about a class of ours
            said = f"There is nothing at {request.path}."
        return problem_response(404, said)

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem_response(error.status_code, _unread(error.__cause__) or error.message)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"where": _where(entry["loc"]), "reason": _reason(entry["msg"])} for entry in error.errors]
        first = errors[0]
        return problem_response(422, f"{first['where']}: {first['reason']}", errors=errors)

    @api.exception_handler(DataError)
    def not_storable(request: HttpRequest, error: DataError) -> HttpResponse:
        return problem_response(
            422, "A value is not one that can be stored: a NUL character, or a number out of range."
        )

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000
        return problem_response(413, f"The request is larger than {limit:,} kB.")

    @api.exception_handler(Exception)
    def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.exception("API call failed")
        return problem_response(500, "Something went wrong on our side. It has been logged.")


def _unread(cause: BaseException | None) -> str:
    """What is wrong with a body that is no JSON."""
    if isinstance(cause, json.JSONDecodeError):
        return f"The body is not JSON: line {cause.lineno}, column {cause.colno}."
    return "The body is not JSON that can be read." if isinstance(cause, ValueError | RecursionError) else ""


def _where(loc: tuple[object, ...]) -> str:
    """The name of our parameter that takes the whole body is nobody's business."""
    return ".".join(str(part) for part in (loc[:1] + loc[2:] if loc[0] == "body" else loc))


def _reason(message: str) -> str:
    return message.replace("a valid dictionary", "an object").replace("a valid list", "a list")


class ApiProblemMiddleware:
    """What Django itself refuses below /api/ (no such address, wrong host or method, too large) in the same shape."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        try:
            request.get_host()
        except DisallowedHost:
            return problem_response(400, "The Host header names a host that is not one of ours.")
        response = self.get_response(request)
        if response.status_code < 400 or "json" in response.headers.get("Content-Type", ""):
            return response
        details = {
            404: f"There is nothing at {request.path}.",
            405: f"{request.method} is not possible here. Possible: {response.headers.get('Allow', '')}.",
        }
        detail = details.get(response.status_code, "The request was not accepted.")
        kept = {
            name: value for name, value in response.headers.items() if name not in ("Content-Type", "Content-Length")
        }
        return problem_response(response.status_code, detail, kept)
