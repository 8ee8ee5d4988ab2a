"""A scoring job's life. Every change of status is here, each one a conditional UPDATE.

    pending → processing → completed          failed → pending   (retried by a person)
       ↘         ↓ lease lost, will retry: pending
      cancelled  failed | cancelled

A worker proves that a job is still its own with the lease token that it was given; where the token has changed, what it
brings comes too late and changes nothing. The database's clock alone decides when a lease ends.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from config.audit.models import Actor, AuditEvent, record
from config.refusals import Conflict
from profiles.models import Profile
from scoring.llm import tasks
from scoring.llm.failures import KINDS
from scoring.models import LIVE, UNFINISHED, JobEvent, ScoringJob, Status

Event = JobEvent.Kind
STRANDED_AFTER_SECONDS = 600


@dataclass(frozen=True)
class Claim:
    """A job that this worker holds, with all it needs to answer it."""

    job_id: int
    token: UUID
    prompt: dict[str, Any]
    fact_count: int
    rubric_id: int
    profile_id: int
    role_id: int
    model: str
    idempotency_key: str
    tries: int
    priority: int


@dataclass(frozen=True)
class Failure:
    """`retry_in` is in seconds; None means that it will not be tried again by itself."""

    code: str
    message: str
    retry_in: float | None = None


@dataclass
class Outcome:
    """What came of a claim: an assessment or a failure, and the calls that it took, each as its row's columns."""

    claim: Claim
    attempts: list[dict[str, Any]] = field(default_factory=list)
    assessment: dict[str, Any] | None = None
    failure: Failure | None = None


class JobConflict(Conflict):
    """The job is not in a state that allows this."""


# --- what workers do ---------------------------------------------------------------------------


def claim(limit: int, *, worker: str) -> list[Claim]:
    """Up to `limit` due jobs for the configured model, highest priority and then oldest first; of two workers, each
    job goes to one."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH due AS (
                SELECT id FROM scoring_scoringjob
                WHERE status = 'pending' AND not_before <= statement_timestamp() AND model = %(model)s
                ORDER BY priority DESC, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE scoring_scoringjob AS job
                SET status = 'processing', tries = tries + 1, lease_token = gen_random_uuid(),
                    started_at = coalesce(started_at, statement_timestamp()),
                    lease_expires_at = statement_timestamp() + make_interval(secs => %(lease)s)
                FROM due WHERE job.id = due.id RETURNING job.*
            ), logged AS (
                INSERT INTO scoring_jobevent (job_id, kind, detail)
                SELECT id, %(event)s, format('%%s, try %%s', %(worker)s::text, tries) FROM claimed
            )
            SELECT id, lease_token, prompt, jsonb_array_length(facts), rubric_id, profile_id, role_id, model,
                idempotency_key, tries, priority
            FROM claimed ORDER BY priority DESC, id
            """,
            {
                "limit": limit,
                "model": settings.LLM_MODEL,
                "lease": settings.LLM_LEASE_SECONDS,
                "event": Event.CLAIMED,
                "worker": worker,
            },
        )
        return [Claim(row[0], row[1], json.loads(row[2]), *row[3:]) for row in cursor.fetchall()]


def renew(claims: Sequence[Claim]) -> set[int]:
    """Extend the leases; the ids of the jobs that are still this worker's."""
    return _update_held(
        claims,
        "lease_expires_at = statement_timestamp() + make_interval(secs => %(lease)s)",
        lease=settings.LLM_LEASE_SECONDS,
    )


@transaction.atomic
def settle(outcomes: Sequence[Outcome]) -> set[int]:
    """Store what came of some claims, all or nothing; the ids of the jobs whose outcome was accepted.

    Attempts are kept in any case, for they were paid for, and once, however often this is called for the same outcome.
    """
    answered = [outcome for outcome in outcomes if outcome.assessment]
    settled = _complete(answered)
    for outcome in outcomes:
        if outcome.failure:
            settled |= _fail(outcome.claim, outcome.failure)
    _insert_attempts([attempt for outcome in outcomes for attempt in outcome.attempts])
    return settled


@transaction.atomic
def give_back(claims: Sequence[Claim]) -> set[int]:
    """What a stopping worker holds goes back as if it had never been taken."""
    given_back = _update_held(
        claims, "status = 'pending', tries = tries - 1, lease_token = NULL, lease_expires_at = NULL"
    )
    _log(given_back, Event.GIVEN_BACK)
    return given_back


@transaction.atomic
def reclaim_lost() -> int:
    """Put back the jobs whose worker stopped renewing; give up on those that did so again and again."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH lost AS (
                SELECT id, tries >= %(most)s AS hopeless FROM scoring_scoringjob
                WHERE status = 'processing' AND lease_expires_at < statement_timestamp() FOR UPDATE SKIP LOCKED
            ), put_back AS (
                UPDATE scoring_scoringjob AS job SET
                    status = CASE WHEN hopeless THEN 'failed' ELSE 'pending' END,
                    finished_at = CASE WHEN hopeless THEN statement_timestamp() END,
                    error_code = CASE WHEN hopeless THEN 'worker_lost' ELSE error_code END,
                    error_message = CASE WHEN hopeless THEN %(sentence)s ELSE error_message END,
                    error_retryable = hopeless, lease_token = NULL, lease_expires_at = NULL
                FROM lost WHERE job.id = lost.id RETURNING job.id, hopeless
            ), logged AS (
                INSERT INTO scoring_jobevent (job_id, kind, detail)
                SELECT id, CASE WHEN hopeless THEN 'failed' ELSE 'lease_lost' END,
                    CASE WHEN hopeless THEN %(sentence)s ELSE '' END
                FROM put_back
            )
            SELECT count(*) FROM put_back
            """,
            {"most": settings.LLM_MAX_ATTEMPTS, "sentence": KINDS["worker_lost"].sentence},
        )
        (count,) = cursor.fetchone()
    return int(count)


def next_due() -> datetime | None:
    """When the earliest pending job for the configured model may be taken; None where there is none."""
    return (
        ScoringJob.objects.filter(status=Status.PENDING, model=settings.LLM_MODEL)
        .order_by("not_before")
        .values_list("not_before", flat=True)
        .first()
    )


@transaction.atomic
def fail_stranded() -> int:
    """End the jobs that were asked of a model which nothing is configured for any more. A release that changes the
    model has workers of both for a while, so not at once."""
    kind = KINDS["model_changed"]
    old = Now() - timedelta(seconds=STRANDED_AFTER_SECONDS)
    stranded = ScoringJob.objects.filter(status=Status.PENDING, not_before__lt=old).exclude(model=settings.LLM_MODEL)
    ids = list(stranded.select_for_update(skip_locked=True).values_list("pk", flat=True))
    ScoringJob.objects.filter(pk__in=ids, status=Status.PENDING).update(
        status=Status.FAILED,
        finished_at=Now(),
        error_code="model_changed",
        error_message=kind.sentence,
        error_retryable=kind.by_hand,
    )
    _log(ids, Event.FAILED, kind.sentence)
    return len(ids)


# --- what people do ----------------------------------------------------------------------------


@transaction.atomic
def create(*, idempotency_key: str, actor: Actor, **fields: Any) -> tuple[ScoringJob, bool]:
    """The job that answers this question, and whether it is new: one that is under way or done is not paid again."""
    stored, created = ScoringJob.objects.get_or_create(
        idempotency_key=idempotency_key,
        status__in=LIVE,
        defaults={**fields, "requested_by_id": actor.user_id, "api_key_id": actor.api_key_id},
    )
    if created:
        _log([stored.pk], Event.REQUESTED)
        transaction.on_commit(tasks.wake)
    record(AuditEvent.Action.SCORE_REQUESTED, actor, f"job:{stored.pk}", new=created, **_versions(stored))
    return stored, created


@transaction.atomic
def cancel(job: ScoringJob, *, actor: Actor) -> None:
    """Raises JobConflict where the job is finished already."""
    changed = ScoringJob.objects.filter(pk=job.pk, status__in=UNFINISHED).update(
        status=Status.CANCELLED, finished_at=Now(), lease_token=None, lease_expires_at=None
    )
    if not changed:
        raise JobConflict("This job is finished; there is nothing to cancel.")
    _log([job.pk], Event.CANCELLED)
    record(AuditEvent.Action.SCORE_CANCELLED, actor, f"job:{job.pk}")


def cancel_all_of(profile_ids: Sequence[int]) -> None:
    """The unfinished jobs of people who are being deleted, in the caller's transaction."""
    unfinished = ScoringJob.objects.unfinished().filter(profile__in=profile_ids)
    ids = list(unfinished.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    ScoringJob.objects.filter(pk__in=ids).update(
        status=Status.CANCELLED, finished_at=Now(), lease_token=None, lease_expires_at=None
    )
    _log(ids, Event.CANCELLED, "The candidate was deleted.")


@transaction.atomic
def retry(job: ScoringJob, *, actor: Actor) -> None:
    """A failed job goes back to pending with all its tries. Raises JobConflict for any other state."""
    if not Profile.objects.filter(pk=job.profile_id).exists():
        raise JobConflict("This person was deleted, so the job stays as it is.")
    try:
        with transaction.atomic():
            changed = ScoringJob.objects.filter(pk=job.pk, status=Status.FAILED).update(
                status=Status.PENDING, not_before=Now(), tries=0, finished_at=None, error_retryable=False
            )
    except IntegrityError:
        raise JobConflict("The same question has been asked again since; its job is under way or done.") from None
    if not changed:
        raise JobConflict("Only a failed job can be retried.")
    _log([job.pk], Event.RETRIED)
    record(AuditEvent.Action.SCORE_RETRIED, actor, f"job:{job.pk}")
    transaction.on_commit(tasks.wake)


# --- how ---------------------------------------------------------------------------------------


def _complete(answered: Sequence[Outcome]) -> set[int]:
    accepted = _update_held(
        [outcome.claim for outcome in answered],
        "status = 'completed', finished_at = clock_timestamp(), lease_token = NULL, lease_expires_at = NULL, "
        "error_code = '', error_message = '', error_retryable = false",
    )
    _log(accepted, Event.COMPLETED)
    _insert_assessments([o.assessment for o in answered if o.assessment and o.claim.job_id in accepted])
    return accepted


def _fail(claim: Claim, failure: Failure) -> set[int]:
    again = failure.retry_in is not None
    changed = _update_held(
        [claim],
        """
        status = %(status)s, not_before = statement_timestamp() + make_interval(secs => %(delay)s),
        lease_token = NULL, lease_expires_at = NULL,
        finished_at = CASE WHEN %(again)s THEN NULL ELSE clock_timestamp() END,
        error_code = %(code)s, error_message = %(message)s, error_retryable = %(retryable)s
        """,
        status=Status.PENDING if again else Status.FAILED,
        delay=failure.retry_in or 0,
        again=again,
        code=failure.code,
        message=failure.message,
        retryable=KINDS[failure.code].by_hand,
    )
    _log(changed, Event.WILL_RETRY if again else Event.FAILED, failure.message)
    return changed


def _update_held(claims: Sequence[Claim], assignments: str, **values: Any) -> set[int]:
    """Apply `assignments` to the jobs that are still held with these tokens; their ids."""
    if not claims:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE scoring_scoringjob AS job SET {assignments}
            FROM unnest(%(ids)s::bigint[], %(tokens)s::uuid[]) AS held (id, token)
            WHERE job.id = held.id AND job.lease_token = held.token AND job.status = 'processing'
            RETURNING job.id
            """,  # noqa: S608 - the assignments are written above, the values are parameters
            {"ids": [claim.job_id for claim in claims], "tokens": [claim.token for claim in claims], **values},
        )
        return {row[0] for row in cursor.fetchall()}


def _log(job_ids: Collection[int], kind: JobEvent.Kind, detail: str = "") -> None:
    if job_ids:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO scoring_jobevent (job_id, kind, detail) SELECT unnest(%s::bigint[]), %s, %s",
                [list(job_ids), kind, detail],
            )


# Rows go in as one JSON value: compiling an INSERT of many rows through the ORM costs three times as much.
_ASSESSMENT_COLUMNS = (
    "job_id, profile_id, role_id, score, band, confidence, ratings, summary, model, latency_ms, prompt_tokens, "
    "cached_tokens, completion_tokens"
)
_ATTEMPT_COLUMNS = (
    "job_id, token, try_number, is_repair, sent, response, http_status, request_id, model, latency_ms, prompt_tokens, "
    "cached_tokens, completion_tokens, error_code, error_detail"
)


def _insert_assessments(rows: Sequence[dict[str, Any]]) -> None:
    """Insert, and show on lists the newest assessment of each profile for each role.

    Candidates are written in one order everywhere, so that no two workers deadlock.
    """
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                WITH new AS (
                    INSERT INTO scoring_assessment ({_ASSESSMENT_COLUMNS})
                    SELECT {_ASSESSMENT_COLUMNS} FROM json_populate_recordset(NULL::scoring_assessment, %s)
                    RETURNING id, profile_id, role_id, score
                )
                INSERT INTO scoring_candidate (profile_id, role_id, assessment_id, score)
                SELECT DISTINCT ON (profile_id, role_id) profile_id, role_id, id, score
                FROM new ORDER BY profile_id, role_id, id DESC
                ON CONFLICT (profile_id, role_id) DO UPDATE
                SET assessment_id = excluded.assessment_id, score = excluded.score
                WHERE scoring_candidate.assessment_id < excluded.assessment_id
                """,  # noqa: S608 - the columns are written above, the rows are a parameter
                [json.dumps(rows)],
            )


def _insert_attempts(rows: Sequence[dict[str, Any]]) -> None:
    """Each once, and none for a job that has been erased meanwhile."""
    if rows:
        columns = ", ".join(f"attempt.{column}" for column in _ATTEMPT_COLUMNS.split(", "))
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO scoring_attempt ({_ATTEMPT_COLUMNS})
                SELECT {columns} FROM json_populate_recordset(NULL::scoring_attempt, %s) AS attempt
                JOIN scoring_scoringjob AS job ON job.id = attempt.job_id
                ORDER BY attempt.job_id, attempt.is_repair
                ON CONFLICT (token, is_repair) DO NOTHING
                """,  # noqa: S608 - as above
                [json.dumps(rows)],
            )


def _versions(job: ScoringJob) -> dict[str, Any]:
    return {
        "template_version": job.template_version_id,
        "rubric": job.rubric_id,
        "model": job.model,
        "question": job.idempotency_key,
    }
