"""Scoring jobs and exports for other systems."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Schema, Status

from config.access.keys import KeyWith
from config.access.problems import Problem
from config.audit.models import Actor
from config.paging import Cursor, PageSize, first_of
from profiles.models import Profile, Role
from scoring import exports, jobs
from scoring.llm.requests import CannotBeScored, request_assessment
from scoring.models import ScoringJob
from scoring.models import Status as JobStatus
from templates_app.models import PromptTemplate

router = Router(tags=["scoring"])


class ScoreIn(Schema):
    role: str


class JobIn(ScoreIn):
    profile_id: int
    template_id: int | None = None


class JobError(Schema):
    code: str
    message: str
    retryable: bool


class Job(Schema):
    job_id: int
    status: JobStatus
    profile_id: int
    profile_deleted: bool
    role: str
    model: str
    result: dict[str, Any] | None
    error: JobError | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @staticmethod
    def of(job: ScoringJob) -> dict[str, Any]:
        done = job.status == JobStatus.COMPLETED and not job.profile.deleted_at
        error = {"code": job.error_code, "message": job.error_message, "retryable": job.error_retryable}
        return {
            "job_id": job.pk,
            "status": job.status,
            "profile_id": job.profile_id,
            "profile_deleted": job.profile.deleted_at is not None,
            "role": job.role.slug,
            "model": job.model,
            "result": job.assessment.as_json() if done else None,
            "error": error if job.error_code and not done else None,
            "created_at": job.created_at,
            "started_at": job.started_at,
            "finished_at": job.finished_at,
        }


class JobDetail(Job):
    template: dict[str, Any]
    rubric_version: int
    tries: int
    facts: list[dict[str, Any]]
    flags: list[int]

    @staticmethod
    def of(job: ScoringJob) -> dict[str, Any]:
        version = job.template_version
        return {
            **Job.of(job),
            "template": {"id": version.template_id, "name": version.template.name, "version": version.number},
            "rubric_version": job.rubric.version,
            "tries": job.tries,
            "facts": [] if job.profile.deleted_at else job.facts,
            "flags": job.flags,
        }


class JobPage(Schema):
    items: list[Job]
    next: int | None


@router.post(
    "/profiles/{int:profile_id}/score",
    response={200: JobDetail, 202: JobDetail},
    auth=KeyWith("write"),
    summary="Ask for an assessment of this profile",
)
def score_profile(request: HttpRequest, response: HttpResponse, profile_id: int, body: ScoreIn) -> Status[Any]:
    return _requested(request, response, JobIn(profile_id=profile_id, role=body.role))


@router.post(
    "/scoring-jobs",
    response={200: JobDetail, 202: JobDetail},
    auth=KeyWith("write"),
    summary="Ask for an assessment; the same question again answers with the job that it has already",
)
def create_job(request: HttpRequest, response: HttpResponse, body: JobIn) -> Status[Any]:
    return _requested(request, response, body)


@router.get("/scoring-jobs", response=JobPage, auth=KeyWith("read"), summary="List scoring jobs, newest first")
def list_jobs(
    request: HttpRequest,
    status: JobStatus | None = None,
    profile_id: int | None = None,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> dict[str, Any]:
    wanted = {"status": status, "profile_id": profile_id}
    matching = ScoringJob.objects.for_lists().before(cursor)
    matching = matching.filter(**{name: value for name, value in wanted.items() if value is not None})
    page, following = first_of(matching, limit)
    return {"items": [Job.of(job) for job in page], "next": following}


@router.get("/scoring-jobs/{int:job_id}", response=JobDetail, auth=KeyWith("read"), summary="One scoring job")
def get_job(request: HttpRequest, job_id: int) -> dict[str, Any]:
    return JobDetail.of(_job(job_id))


@router.post(
    "/scoring-jobs/{int:job_id}/retry", response={202: JobDetail}, auth=KeyWith("write"), summary="Retry a failed job"
)
def retry_job(request: HttpRequest, response: HttpResponse, job_id: int) -> Status[Any]:
    jobs.retry(_job(job_id), actor=Actor.of(request))
    return _accepted(response, _job(job_id))


@router.post(
    "/scoring-jobs/{int:job_id}/cancel", response=JobDetail, auth=KeyWith("write"), summary="Cancel an unfinished job"
)
def cancel_job(request: HttpRequest, job_id: int) -> dict[str, Any]:
    jobs.cancel(_job(job_id), actor=Actor.of(request))
    return JobDetail.of(_job(job_id))


@router.get(
    "/exports/candidates.{export_format}",
    response={200: None},
    auth=KeyWith("read"),
    summary="Every candidate with the newest assessment for a role, streamed",
)
def export_candidates(
    request: HttpRequest, export_format: Literal["csv", "ndjson"], role: str, q: str = ""
) -> StreamingHttpResponse:
    return exports.response(_role(role), export_format, name=q, actor=Actor.of(request))


def _requested(request: HttpRequest, response: HttpResponse, body: JobIn) -> Status[Any]:
    profile = Profile.objects.with_career().filter(pk=body.profile_id).first()
    if profile is None:
        raise Problem(404, f"There is no profile {body.profile_id}.")
    template = None
    if body.template_id is not None:
        template = PromptTemplate.objects.select_related("role").filter(pk=body.template_id).first()
        if template is None:
            raise Problem(404, f"There is no template {body.template_id}.")
    try:
        job, _ = request_assessment(profile, _role(body.role), actor=Actor.of(request), template=template)
    except CannotBeScored as refusal:
        raise Problem(422, str(refusal)) from None
    job = _job(job.pk)
    return Status(200, JobDetail.of(job)) if job.is_finished else _accepted(response, job)


def _accepted(response: HttpResponse, job: ScoringJob) -> Status[Any]:
    response["Location"] = reverse("api:get_job", args=[job.pk])
    return Status(202, JobDetail.of(job))


def _job(job_id: int) -> ScoringJob:
    related = ("profile", "role", "rubric", "template_version__template", "assessment")
    return get_object_or_404(ScoringJob.objects.select_related(*related).defer("prompt"), pk=job_id)


def _role(slug: str) -> Role:
    role = Role.objects.filter(slug=slug).first()
    if role is None:
        known = ", ".join(Role.objects.values_list("slug", flat=True))
        raise Problem(422, f"There is no role “{slug[:40]}”. Roles are {known}.")
    return role
