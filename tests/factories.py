"""Rows for tests. People are fictional; what a test is about it names itself."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from config.audit.models import SYSTEM
from profiles.canonical import CanonicalProfile, Certification, Education, Experience, Language
from profiles.imports import store
from profiles.models import Profile, Role
from profiles.sources import Record
from scoring.llm.requests import request_assessment
from scoring.models import Assessment, Candidate, Rubric, ScoringJob
from scoring.rubric_versions import add_version
from scoring.rubrics import Definition


def career(**changes: Any) -> CanonicalProfile:
    """A seasoned CTO's career, with `changes` made to it."""
    fields: dict[str, Any] = {
        "full_name": "Imara Okafor-Lindqvist",
        "headline": "Chief Technology Officer",
        "summary": "Builds engineering organisations. She led two platform rebuilds.",
        "email": "imara@example.com",
        "linkedin_url": "https://www.linkedin.com/in/imara-okafor-lindqvist",
        "city": "Gothenburg",
        "country": "Sweden",
        "experience": (
            Experience(
                title="Chief Technology Officer",
                company="Northwind Health",
                start="2019-03",
                is_current=True,
                description="Grew engineering from 40 to 220 people.\nRan a budget of $35m.\nReports to the board.",
            ),
            Experience(
                title="VP Engineering",
                company="Bluefjord Payments",
                start="2014-01",
                end="2019-02",
                description="Moved 60 services to the cloud.",
            ),
        ),
        "education": (Education(school="Fjordholm Institute of Technology", degree="MSc", field="Computer Science"),),
        "skills": ("Kubernetes", "Platform engineering", "Go"),
        "certifications": (Certification(name="TOGAF 9", issued="2016"),),
        "languages": (Language(name="Swedish", proficiency="native"),),
    }
    return CanonicalProfile(**{**fields, **changes})


def stored_profile(key: str = "1", **changes: Any) -> Profile:
    """A profile that came in the ordinary way. `key` is its identity in the source; another key, another person."""
    if key != "1":
        changes = {"linkedin_url": "", "email": "", **changes}
    person = career(**changes)
    record = Record(source="shortlist", key=key, payload=person.model_dump(mode="json"), profile=person, warnings=())
    return Profile.objects.with_career().get(pk=store(record).profile_id)


def rubric_draft(role: str = "cto", **changes: Any) -> Rubric:
    """The next version of the role's active rubric, with `changes`: of security alone, unless said otherwise."""
    active = Rubric.objects.get(role__slug=role, is_active=True)
    definition = {**active.content.model_dump(mode="json"), "functions": {"security": 100}, **changes}
    return add_version(active.role, Definition.model_validate(definition), actor=SYSTEM, note="Security alone.")[0]


def requested_job(profile: Profile | None = None, role: str = "cto", **more: Any) -> ScoringJob:
    job, _ = request_assessment(
        profile or stored_profile(), Role.objects.get(slug=role), actor=more.pop("actor", SYSTEM), **more
    )
    return job


class AssessmentFactory(DjangoModelFactory[Assessment]):
    """An assessment of a completed job, shown on its candidate."""

    class Meta:
        model = Assessment
        skip_postgeneration_save = True

    class Params:
        key = factory.Sequence(str)

    job = factory.LazyAttribute(lambda self: requested_job(stored_profile(self.key)))
    profile = factory.SelfAttribute("job.profile")
    role = factory.SelfAttribute("job.role")
    score = 72
    band = "Good"
    confidence = 3
    summary = "Led engineering at scale. Nothing on acquisitions."
    model = "offline-evaluator"
    latency_ms = 900
    prompt_tokens = 1200
    cached_tokens = 0
    completion_tokens = 300

    @factory.lazy_attribute
    def ratings(self) -> list[dict[str, Any]]:
        return [
            {"criterion": criterion.key, "rating": 3, "reason": "Led 220 people (F4).", "facts": [4]}
            for criterion in self.job.rubric.content.criteria
        ]

    @factory.post_generation
    def _complete(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        ScoringJob.objects.filter(pk=self.job_id).update(status="completed", finished_at=self.created_at)
        Candidate.objects.update_or_create(
            profile=self.profile, role=self.role, defaults={"assessment": self, "score": self.score}
        )
