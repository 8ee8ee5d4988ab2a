"""How Shortlist writes scores, times and lengths, the same on every page."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from profiles.models import Profile
from profiles.names import fold
from scoring.evidence import RATING_WORDS, Evidence
from scoring.models import OFFLINE_EVALUATOR, Assessment, FitScore, ScoringJob
from scoring.rubrics import CONFIDENCE_DOTS, MAX_RATING
from scoring.timeline import length_of, month_of

register = template.Library()

BAND_COLOURS = 4
FACT_IN_TEXT = re.compile(r"(\(F[0-9]{1,3}\)|\bF[0-9]{1,3}\b)")


@register.inclusion_tag("scores/_score.html")
def score(assessment: Assessment, bands: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The score as it looks everywhere: number, band, bar with its thresholds, confidence, and who gave it."""
    return {"assessment": assessment, **bar(assessment.score, bands)}


@register.inclusion_tag("scores/_fit.html")
def fit_score(fit: FitScore) -> dict[str, Any]:
    """A fit score, where it can be seen whether it still holds."""
    return {"fit": fit, **bar(fit.overall, fit.rubric.definition["bands"])}


@register.inclusion_tag("scores/_bar.html")
def bar(score: int, bands: Sequence[dict[str, Any]]) -> dict[str, Any]:
    ticks = [band["threshold"] for band in bands if band["threshold"]]
    return {"score": score, "ticks": ticks, "colour": colour_of(score, bands)}


def colour_of(score: int, bands: Sequence[dict[str, Any]]) -> int:
    """0 for the highest band to 3; a rubric with more bands shares the last colour."""
    reached = next((place for place, band in enumerate(bands) if score >= band["threshold"]), 0)
    return min(reached, BAND_COLOURS - 1)


@register.simple_tag
def confidence_dots(confidence: int) -> SafeString:
    return _dots(confidence, CONFIDENCE_DOTS, f"confidence {confidence} of {CONFIDENCE_DOTS}")


@register.simple_tag
def rating_dots(rating: int) -> SafeString:
    return _dots(rating, MAX_RATING, f"{rating} of {MAX_RATING}: {RATING_WORDS[rating]}")


def _dots(filled: int, of: int, label: str) -> SafeString:
    dots = format_html_join("", '<i class="{}"></i>', (("on" if place < filled else "off",) for place in range(of)))
    return format_html('<span class="dots" role="img" aria-label="{0}" title="{0}">{1}</span>', label, dots)


@register.simple_tag
def fact_chip(number: int) -> SafeString:
    return format_html('<a class="fact-chip" href="#F{0}" data-fact="{0}">F{0}</a>', number)


@register.simple_tag
def with_facts(text: str, evidence: Evidence, cited: Sequence[int] = ()) -> SafeString:
    """Text with the facts that it names as chips, and after it those that it rests on without naming them."""
    parts: list[SafeString | str] = []
    named = set()
    for place, part in enumerate(FACT_IN_TEXT.split(text)):
        if place % 2 == 0:
            parts.append(part)
        elif (number := int(part.strip("()F"))) in evidence.refs:
            named.add(number)
            parts.append(fact_chip(number))
        else:
            parts.append(part)
    for number in cited:
        if number not in named:
            parts += [" ", fact_chip(number)]
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def signed(number: float | None) -> str:
    """A difference to one place: +2, −1.5, 0."""
    if number is None:
        return "–"
    said = f"{abs(number):.1f}".removesuffix(".0")
    return said if said == "0" else f"{'+' if number > 0 else '−'}{said}"


@register.filter
def giver(model: str) -> str:
    """Who gave a score, in words that cannot be mistaken for a language model's name."""
    return "Offline evaluator · not an LLM" if model == OFFLINE_EVALUATOR else model


@register.simple_tag
def ago(moment: datetime | None, empty: str = "—") -> SafeString | str:
    """A moment as distance from now, with the exact one on hover."""
    if moment is None:
        return empty
    exact = date_format(timezone.localtime(moment), "j F Y, H:i:s e")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, distance(moment, timezone.now())
    )


@register.simple_tag
def next_try(job: ScoringJob) -> SafeString:
    """When a job that waits after a failure is taken again."""
    due = job.not_before > timezone.now()
    return format_html("tries again {}", ago(job.not_before) if due else "as soon as a worker is free")


def distance(moment: datetime, now: datetime) -> str:
    seconds = int((now - moment).total_seconds())
    if seconds < 0:
        return f"in {seconds_in_words(-seconds)}"
    if seconds < 5:
        return "just now"
    if seconds < 7 * 86_400:
        return f"{seconds_in_words(seconds)} ago"
    return date_format(timezone.localtime(moment), "j M Y")


@register.filter
def seconds_in_words(seconds: float) -> str:
    """One unit, rounded down, with a tenth where it matters and was measured: 0.4 s, 38 s, 4 min, 3 h, 2 d."""
    if seconds < 10 and isinstance(seconds, float):
        return f"{seconds:.1f} s"
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{int(seconds)} s"


@register.filter
def milliseconds(value: int) -> str:
    return f"{value} ms" if value < 1_000 else f"{value / 1_000:.1f} s"


@register.filter
def duration(job: ScoringJob) -> str:
    """From asked to finished; a dash while it is under way."""
    return seconds_in_words((job.finished_at - job.created_at).total_seconds()) if job.finished_at else "—"


@register.filter
def thousands(number: int) -> str:
    return f"{number:,}"


@register.filter
def month(partial: str | None) -> str:
    """2018-06 and 2018-06-15 give 'Jun 2018', 2018 stays."""
    if not partial or len(partial) < 7:
        return partial or ""
    return datetime(int(partial[:4]), int(partial[5:7]), 1).strftime("%b %Y")


@register.simple_tag
def held_for(start: str | None, end: str | None, is_current: bool) -> str:
    """How long a post lasted, where both dates are known to the month."""
    today = timezone.localdate().isoformat()[:7]
    until = end or (today if is_current else None)
    if not start or not until or min(len(start), len(until)) < 7 or month_of(until) < month_of(start):
        return ""
    return length_of(month_of(until) - month_of(start) + 1)


@register.simple_tag(takes_context=True)
def address(context: template.Context, **changes: Any) -> str:
    """This page's address with some of its query changed; None or blank leaves a part out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return f"?{query.urlencode()}" if query else context["request"].path


@register.filter
def as_json(value: Any) -> str:
    """For reading: indented, and letters as they are."""
    return json.dumps(value, indent=2, ensure_ascii=False)


@register.filter
def answer(response: Any) -> str:
    """What the model said in a chat completion; blank where the response is none."""
    try:
        content = response["choices"][0]["message"]["content"] or ""
        return as_json(json.loads(content))
    except json.JSONDecodeError:
        return str(content)
    except (TypeError, KeyError, IndexError):
        return ""


@register.filter
def fact_anchor(ref: str, profile: Profile) -> str:
    """Where on the page the place stands: what a headline or summary says is at the career's top."""
    part, place = _place(ref, profile)
    return "career" if part == "summary" or place is None else f"{part}.{place}"


@register.filter
def fact_place(ref: str, profile: Profile) -> str:
    """What people call a place of a career: experience.0 is the company of the first position."""
    part, place = _place(ref, profile)
    if place is None:
        return part
    row = getattr(profile, part).all()[place]
    return str(getattr(row, "company", "") or getattr(row, "degree", "") or row)


def _place(ref: str, profile: Profile) -> tuple[str, int | None]:
    """The part of a career and the place in it, None where there is none now. Skills and certificates come by name."""
    part, _, place = ref.partition(".")
    if part == "summary":
        return part, None
    rows = list(getattr(profile, part).all())
    if part in ("skills", "certifications"):
        return part, next((index for index, row in enumerate(rows) if fold(row.name) == place), None)
    return part, int(place) if place.isdigit() and int(place) < len(rows) else None
