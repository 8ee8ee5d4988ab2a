from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from config.audit.models import Actor
from config.pages import Request
from profiles import fetching


@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request: Request) -> HttpResponse:
    if request.method != "POST":  # the address that a refused order leaves in the browser, opened again
        return redirect("imports")
    urls = request.POST.get("urls", "")
    try:
        job = fetching.fetch(urls.splitlines(), actor=Actor.of(request), refresh="refresh" in request.POST)
    except fetching.CannotFetch as problem:
        context = {"urls": urls, "refused": str(problem)}
        return render(request, "fetching/page.html", context, status=422)
    return redirect("import", job.pk)
