"""Pages for people. Each view asks one question and renders its answer."""

from django.contrib.auth.models import User
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """What the middleware makes of a request: someone is signed in, and htmx has been looked for."""

    user: User
    htmx: HtmxDetails


def wants_fragment(request: Request) -> bool:
    """Whether htmx asks for a part. Going back in history it asks for the page."""
    return bool(request.htmx) and not request.htmx.history_restore_request
