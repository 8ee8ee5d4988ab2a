from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from config.audit.models import Actor
from config.pages import Request
from profiles import fetching


@require_POST
def fetch(request: Request) -> HttpResponse:
    urls = request.POST.get("urls", "")
    try:
        job = fetching.fetch(urls.splitlines(), actor=Actor.of(request), refresh="refresh" in request.POST)
    except fetching.CannotFetch as problem:
        context = {"urls": urls, "refused": str(problem)}
        return render(request, "fetching/page.html", context, status=422)
    return redirect("import", job.pk)
