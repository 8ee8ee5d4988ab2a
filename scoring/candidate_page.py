"""What the page of one person shows: a card per role, the evidence for one of them, and the career beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import models

from profiles.models import Profile, Role
from scoring.evidence import Evidence, FactLine, read
from scoring.fit_page import Fits, fits_of
from scoring.models import Assessment, Rubric, ScoringJob, Status
from scoring.polling import delay_of
from scoring.timeline import Timeline, timeline

MOST_JOBS = 100  # of one person on one page; older ones stay on the jobs list


@dataclass
class Card:
    """A role's standing. `newest` says what is happening; `assessed` is newest first.

    With `fill` the page has no evidence for it yet, and takes it in as soon as there is some.
    """

    role: Role
    fill: bool = False
    newest: ScoringJob | None = None
    assessed: list[ScoringJob] = field(default_factory=list)

    @property
    def shown(self) -> ScoringJob | None:
        return self.assessed[0] if self.assessed else None

    @property
    def earlier(self) -> list[ScoringJob]:
        return self.assessed[1:]

    @property
    def unfinished(self) -> ScoringJob | None:
        return self.newest if self.newest and not self.newest.is_finished else None

    @property
    def failed(self) -> ScoringJob | None:
        return self.newest if self.newest and self.newest.status == Status.FAILED else None

    @property
    def poll_after(self) -> int | None:
        return delay_of(self.newest) if self.newest else None

    @property
    def mark(self) -> str:
        """What a page remembers of the card, so that it is drawn again only when it differs."""
        return f"{self.newest.pk}:{self.newest.status}" if self.newest else ""


@dataclass(frozen=True)
class Entry:
    """One row of a career with the facts that were made of it. `head` says what its heading says."""

    row: models.Model
    ref: str
    head: FactLine | None
    facts: list[FactLine]


@dataclass(frozen=True)
class CandidatePage:
    profile: Profile
    cards: list[Card]
    selected: Card | None
    evidence: Evidence | None
    is_stale: bool
    timeline: Timeline | None
    rubrics: list[Rubric]

    @cached_property
    def fits(self) -> Fits:
        measuring = [rubric for rubric in self.rubrics if rubric.definition.get("functions")]
        return fits_of(self.profile, measuring, self.selected.role if self.selected else None)

    @property
    def disagreement(self) -> Assessment | None:
        """The assessment shown, where it and the fit score are more than a band apart."""
        fit, shown = self.fits.selected, self.selected.shown if self.selected else None
        return shown.assessment if fit and shown and fit.score.disagrees_with(shown.assessment) else None

    @property
    def linkedin(self) -> str:
        """An address that is safe to link to; blank where the profile's is none."""
        return f"https://www.{self.profile.linkedin_key}" if self.profile.linkedin_key else ""

    def entries(self, rows: Iterable[models.Model], name: str) -> list[Entry]:
        under = self.evidence.under if self.evidence and not self.is_stale else {}
        entries = []
        for place, row in enumerate(rows):
            facts = under.get(f"{name}.{place}", [])
            entries.append(Entry(row, f"{name}.{place}", facts[0] if facts else None, facts[1:]))
        return entries

    @property
    def experience(self) -> list[Entry]:
        return self.entries(self.profile.experience.all(), "experience")

    @property
    def education(self) -> list[Entry]:
        return self.entries(self.profile.education.all(), "education")

    @property
    def certifications(self) -> list[Entry]:
        return self.entries(self.profile.certifications.all(), "certifications")

    @property
    def languages(self) -> list[Entry]:
        return self.entries(self.profile.languages.all(), "languages")

    @property
    def skills(self) -> list[Entry]:
        return self.entries(self.profile.skills.all(), "skills")

    @property
    def opening_facts(self) -> list[FactLine]:
        """Headline, summary and place; every fact, where the profile has changed since they were made."""
        if not self.evidence:
            return []
        if self.is_stale:
            return [*self.evidence.facts]
        return [fact for fact in self.evidence.facts if fact.ref in ("headline", "summary", "place")]


def page_of(profile: Profile, *, role_slug: str, today: date) -> CandidatePage:
    """`profile` from `with_career()`. Of an unknown or blank role, the one with the highest score is selected."""
    rubrics = list(Rubric.objects.active())
    cards = cards_of(profile, [rubric.role for rubric in rubrics])
    selected = next((card for card in cards if card.role.slug == role_slug), None) or _likeliest(cards)
    shown = selected.shown if selected else None
    if selected:
        selected.fill = shown is None
    return CandidatePage(
        profile=profile,
        cards=cards,
        selected=selected,
        evidence=evidence_of(shown) if shown else None,
        is_stale=bool(shown and shown.created_at < profile.updated_at),
        timeline=timeline(profile.canonical().experience, today),
        rubrics=rubrics,
    )


def _likeliest(cards: Sequence[Card]) -> Card | None:
    scores = [(card.shown.assessment.score if card.shown else -1, -place) for place, card in enumerate(cards)]
    return cards[-max(scores)[1]] if scores else None


def cards_of(profile: Profile, roles: Sequence[Role], *, fill: bool = False) -> list[Card]:
    cards = {role.pk: Card(role, fill) for role in roles}
    jobs = (
        ScoringJob.objects.filter(profile=profile, role__in=[*cards])
        .select_related("assessment", "rubric", "template_version__template")
        .defer("prompt", "facts", "template_version__text")  # of the one shown, the facts are fetched then
        .order_by("-id")
    )
    for job in jobs[:MOST_JOBS]:
        job.profile = profile
        card = cards[job.role_id]
        card.newest = card.newest or job
        if job.status == Status.COMPLETED:
            card.assessed.append(job)
    return [*cards.values()]


def evidence_of(job: ScoringJob) -> Evidence:
    return read(job.rubric.content, job.assessment.ratings, job.facts, job.flags)
