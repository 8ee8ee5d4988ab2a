"""What every page of ours starts from."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """What the middleware makes of a request: someone is signed in, and htmx has been looked for."""

    user: User
    htmx: HtmxDetails


def wants_fragment(request: Request) -> bool:
    """Whether htmx asks for a part. Going back in history it asks for the page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django refuses before any view sees it, with what can be done about it."""
    return render(request, "400.html", {"reason": upload_problem(exception)}, status=400)


def upload_problem(exception: Exception) -> str:
    """A sentence for an upload that was refused while it was read."""
    if isinstance(exception, TooManyFilesSent):
        return (
            f"More than {settings.DATA_UPLOAD_MAX_NUMBER_FILES} files came at once. Send them in parts, or as one ZIP."
        )
    if isinstance(exception, RequestDataTooBig):
        megabytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1_000_000
        return f"The text is larger than {megabytes:.1f} MB. Send it as a file instead."
    return "What was sent could not be read; it may have been cut off on its way."
