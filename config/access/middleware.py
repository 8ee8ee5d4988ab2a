from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page is closed unless its view says otherwise.

    A fragment that answered 302 would put the sign-in form inside the page, so htmx is told to go
    there, and to come back to the page that the person was reading rather than to the fragment.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
        if not htmx:
            return super().handle_no_permission(request, view_func)
        page = htmx.current_url_abs_path or "/"
        sign_in = redirect_to_login(page, self.get_login_url(view_func))
        return HttpResponse(headers={"HX-Redirect": sign_in["Location"]})
