"""Rubrics in the admin: read a version, make the next one from it, see what it would change, activate it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from config.admin import ReadOnlyAdmin
from config.audit.models import Actor
from config.runs.models import Run
from scoring import fitting, previews
from scoring.measure_words import TOLD, in_words, name_of, pairs_in_words
from scoring.models import Rubric, RubricActivation
from scoring.rubric_forms import RubricForm, with_row
from scoring.rubric_versions import RubricRefused, activate, add_version, warnings_of

ADD, ACTIVATE = "scoring.add_rubric", "scoring.activate_rubric"
MOST_LOGGED = 20


@admin.register(Rubric)
class RubricAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "state", "note", "author", "created_at")
    list_filter = ("role", "is_active")
    list_select_related = ("role", "author")
    ordering = ("role_id", "-version")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rubric]:
        return Rubric.objects.with_past().select_related("role", "author")

    def get_urls(self) -> list[URLPattern]:
        pages = {"new-version": self.new_version, "effect": self.effect, "activate": require_POST(self.activate)}
        ours = [
            path(
                f"<int:rubric_id>/{page}/",
                self.admin_site.admin_view(view),
                name=f"scoring_rubric_{page.replace('-', '_')}",
            )
            for page, view in pages.items()
        ]
        return [*ours, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """To read, with what can be done next."""
        rubric = self._rubric(request, object_id)
        runs = Run.objects.filter(kind=fitting.SCORE_ALL, parameters__rubrics__contains=rubric.pk)
        log = RubricActivation.objects.filter(version__role=rubric.role_id)
        context = {
            "categories": _readable(rubric),
            "teams": pairs_in_words((step.value, step.percent) for step in rubric.content.teams),
            "functions": pairs_in_words(rubric.content.functions),
            "warnings": warnings_of(rubric.content),
            "log": log.select_related("version__role", "replaced__role", "by")[:MOST_LOGGED],
            "run": runs.order_by("-id").first() if rubric.is_active else None,
            "preview": previews.latest(rubric),
        }
        return self._page(request, rubric, "version", context)

    def new_version(self, request: HttpRequest, rubric_id: int) -> HttpResponse:
        rubric = self._rubric(request, rubric_id, ADD)
        if request.method != "POST":
            form, new = RubricForm(rubric=rubric.content), ""
        elif "_add" in request.POST:
            data, new = with_row(request.POST, request.POST["_add"])
            form = RubricForm(data, quiet=True)
        else:
            form, new = RubricForm(request.POST), ""
            if saved := self._saved(request, rubric, form):
                return HttpResponseRedirect(saved.get_absolute_url())
        warnings = warnings_of(form.definition or rubric.content)
        newest = request.POST.get("newest") or _newest(rubric)
        context = {"form": form, "new": new, "warnings": warnings, "kinds": TOLD, "newest": newest}
        return self._page(request, rubric, "form", context)

    def _saved(self, request: HttpRequest, rubric: Rubric, form: RubricForm) -> Rubric | None:
        """The new version; the old one where nothing differs, None where it cannot be."""
        if not form.is_valid() or form.definition is None:
            return None
        version, is_new, newest = rubric, False, _newest(rubric)
        if form.definition != rubric.content:
            try:
                note = form.head.cleaned_data["note"]
                version, is_new = add_version(rubric.role, form.definition, actor=Actor.of(request), note=note)
            except RubricRefused as refusal:
                form.refuse(refusal.findings)
                return None
        if is_new:
            text = f"Saved as {version}. It is a draft until somebody activates it."
            self.message_user(request, text, messages.SUCCESS)
            if request.POST.get("newest", str(newest)) != str(newest):
                text = f"v{newest} was saved while you were at it, and nothing of what it changed is in {version}."
                self.message_user(request, text, messages.WARNING)
        else:
            self.message_user(request, f"Nothing differs from {version}: no version was made.", messages.INFO)
        return version

    def effect(self, request: HttpRequest, rubric_id: int) -> HttpResponse:
        """What would change; POST works it out."""
        rubric = self._rubric(request, rubric_id)
        if request.method == "POST":
            self._begin_preview(request, rubric)
            return HttpResponseRedirect(request.path)
        active, run = Rubric.objects.active_for(rubric.role), previews.latest(rubric)
        comparing = run and active and active != rubric
        context = {
            "active": active,
            "run": run,
            "is_of_active": bool(run and active and active.pk in run.parameters["rubrics"]),
            "effect": previews.effect(rubric, active) if comparing and active else None,
            "warnings": warnings_of(rubric.content),
        }
        return self._page(request, rubric, "effect", context)

    def _begin_preview(self, request: HttpRequest, rubric: Rubric) -> None:
        if not (request.user.has_perm(ADD) or request.user.has_perm(ACTIVATE)):
            raise PermissionDenied
        try:
            previews.begin(rubric, actor=Actor.of(request))
        except previews.NothingToCompare as reason:
            self.message_user(request, str(reason), messages.ERROR)

    def activate(self, request: HttpRequest, rubric_id: int) -> HttpResponse:
        rubric = self._rubric(request, rubric_id, ACTIVATE)
        note = request.POST.get("note", "").replace("\0", "").strip()[:300]
        if not note:
            self.message_user(request, "Say why it is activated: the log keeps it.", messages.ERROR)
        elif activate(rubric, actor=Actor.of(request), note=note):
            more = "Everyone is being scored by it; how far that is stands below."
            if not rubric.is_measured:
                more = "Models rate by it; it has no measures, so there are no fit scores for the role."
            self.message_user(request, f"{rubric} is active now. {more}", messages.SUCCESS)
        else:
            self.message_user(request, f"{rubric} was active already.", messages.INFO)
        return HttpResponseRedirect(rubric.get_absolute_url())

    def _rubric(self, request: HttpRequest, rubric_id: int | str, permission: str = "") -> Rubric:
        rubric: Rubric | None = self.get_object(request, str(rubric_id))
        if not self.has_view_permission(request, rubric) or (permission and not request.user.has_perm(permission)):
            raise PermissionDenied
        if rubric is None:
            raise Http404
        return rubric

    def _page(self, request: HttpRequest, rubric: Rubric, page: str, context: dict[str, Any]) -> HttpResponse:
        user = request.user
        common = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "rubric": rubric,
            "can_add": user.has_perm(ADD),
            "can_activate": user.has_perm(ACTIVATE),
            "can_preview": user.has_perm(ADD) or user.has_perm(ACTIVATE),
        }
        return render(request, f"admin/scoring/rubric/{page}.html", {**common, **context})


@admin.register(RubricActivation)
class RubricActivationAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "version", "replaced", "by", "note")
    list_select_related = ("version__role", "replaced__role", "by")


def _newest(rubric: Rubric) -> int:
    """The number of the role's newest version."""
    return Rubric.objects.filter(role=rubric.role_id).order_by("-version").values_list("version", flat=True)[0]


def _readable(rubric: Rubric) -> list[dict[str, Any]]:
    """Categories of criteria, with each measure's name, weight and parameters in words."""
    return [
        {
            "category": category,
            "criteria": [
                (criterion, [(name_of(each.kind), each.weight, in_words(each)) for each in criterion.measures])
                for criterion in category.criteria
            ],
        }
        for category in rubric.content.categories
    ]
