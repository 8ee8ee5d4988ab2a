"""`{% load runs %}{% progress run %}`: a run's state, progress and buttons, which keep themselves current."""

from typing import Any

from django import template

from config.runs.models import Run
from config.runs.watching import Watch

register = template.Library()


@register.inclusion_tag("runs/_progress.html", takes_context=True)
def progress(context: template.Context, run: Run) -> dict[str, Any]:
    return {"watch": Watch.of(run), "back": context["request"].get_full_path()}


@register.inclusion_tag("runs/_pill.html")
def run_pill(run: Run) -> dict[str, Any]:
    return {"run": run}


@register.filter
def rate(items_per_second: float) -> str:
    return f"{items_per_second:,.0f}" if items_per_second >= 10 else f"{items_per_second:.1f}"


@register.filter
def whole(number: float) -> int:
    return int(number)
