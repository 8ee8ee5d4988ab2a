"""The job's life: every transition, who may make it, and what comes too late."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.audit.models import Actor, AuditEvent
from scoring import jobs
from scoring.jobs import Claim, Failure, JobConflict, Outcome
from scoring.models import Assessment, Attempt, Candidate, JobEvent, ScoringJob, Status
from tests.factories import requested_job, stored_profile

pytestmark = pytest.mark.django_db


def _claim(job: ScoringJob) -> Claim:
    (claim,) = jobs.claim(1, worker="test")
    assert claim.job_id == job.pk
    return claim


def _completion(claim: Claim, score: int = 70) -> Outcome:
    assessment = {"job_id": claim.job_id, "profile_id": claim.profile_id, "role_id": claim.role_id, "score": score}
    words = {"band": "Good", "summary": "", "model": "offline-evaluator", "confidence": 3, "ratings": []}
    numbers = {"latency_ms": 1, "prompt_tokens": 1, "cached_tokens": 0, "completion_tokens": 1}
    return Outcome(claim, assessment={**assessment, **words, **numbers}, attempts=[_attempt(claim)])


def _attempt(claim: Claim) -> dict[str, Any]:
    about = {"job_id": claim.job_id, "token": str(claim.token), "try_number": claim.tries, "is_repair": False}
    words = {"request_id": "", "model": "", "error_code": "", "error_detail": ""}
    return {**about, **words, "latency_ms": 5, "prompt_tokens": 1, "cached_tokens": 0, "completion_tokens": 1}


def _failed(claim: Claim, code: str, message: str, retry_in: float | None = None) -> Outcome:
    return Outcome(claim, failure=Failure(code, message, retry_in))


def _lose_lease(job: ScoringJob) -> None:
    ScoringJob.objects.filter(pk=job.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))


def test_claimed_job_carries_what_the_call_needs() -> None:
    job = requested_job()
    claim = _claim(job)
    job.refresh_from_db()
    assert (job.status, job.tries, job.lease_token) == (Status.PROCESSING, 1, claim.token)
    assert (claim.prompt, claim.fact_count, claim.tries) == (job.prompt, len(job.facts), 1)


def test_second_claim_finds_nothing() -> None:
    _claim(requested_job())
    assert jobs.claim(1, worker="other") == []


def test_higher_priority_is_claimed_first() -> None:
    requested_job(stored_profile("a", full_name="Ansa Berg"), priority=0)
    urgent = requested_job(stored_profile("b", full_name="Bela Curie"), priority=10)
    assert [claim.job_id for claim in jobs.claim(1, worker="test")] == [urgent.pk]


def test_job_is_not_claimed_before_its_time() -> None:
    job = requested_job()
    ScoringJob.objects.filter(pk=job.pk).update(not_before=timezone.now() + timedelta(minutes=1))
    assert jobs.claim(1, worker="test") == []


def test_result_is_stored_with_the_completion() -> None:
    job = requested_job()
    claim = _claim(job)
    assert jobs.settle([_completion(claim, 81)]) == {job.pk}
    job.refresh_from_db()
    assert (job.status, job.assessment.score) == (Status.COMPLETED, 81)
    assert Candidate.objects.get(profile=job.profile, role=job.role).score == 81


def test_result_that_comes_after_the_lease_went_to_another_is_refused() -> None:
    job = requested_job()
    late = _claim(job)
    _lose_lease(job)
    jobs.reclaim_lost()
    current = _claim(job)
    assert jobs.settle([_completion(late, 10)]) == set()
    assert jobs.settle([_completion(current, 90)]) == {job.pk}
    assert Assessment.objects.get().score == 90


def test_second_result_of_the_same_claim_is_refused() -> None:
    claim = _claim(requested_job())
    jobs.settle([_completion(claim)])
    assert jobs.settle([_completion(claim)]) == set()
    assert Assessment.objects.count() == 1


def test_failure_that_can_pass_goes_back_to_pending_for_later() -> None:
    job = requested_job()
    jobs.settle([_failed(_claim(job), "timed_out", "Too slow.", retry_in=30)])
    job.refresh_from_db()
    assert (job.status, job.error_code) == (Status.PENDING, "timed_out")
    assert timedelta(seconds=25) < job.not_before - timezone.now() < timedelta(seconds=31)


def test_lasting_failure_ends_the_job_with_its_reason() -> None:
    job = requested_job()
    jobs.settle([_failed(_claim(job), "refused", "The model declined.")])
    job.refresh_from_db()
    assert (job.status, job.error_message, job.error_retryable) == (Status.FAILED, "The model declined.", False)
    assert job.finished_at is not None


def test_attempt_is_kept_even_where_the_result_comes_too_late() -> None:
    job = requested_job()
    claim = _claim(job)
    jobs.cancel(job, actor=Actor())
    jobs.settle([_completion(claim)])
    assert (Attempt.objects.count(), Assessment.objects.count()) == (1, 0)


def test_same_outcome_settled_twice_is_stored_once() -> None:
    outcome = _completion(_claim(requested_job()))
    jobs.settle([outcome])
    jobs.settle([outcome])
    assert (Attempt.objects.count(), Assessment.objects.count()) == (1, 1)


def test_outcome_of_a_job_that_was_erased_meanwhile_is_let_go() -> None:
    job = requested_job()
    kept = requested_job(stored_profile("kept"))
    outcomes = [_completion(claim) for claim in jobs.claim(2, worker="test")]
    job.profile.delete()
    assert jobs.settle(outcomes) == {kept.pk}


def test_job_for_another_model_is_left_to_its_workers_and_failed_when_stranded(settings: Any) -> None:
    job = requested_job()
    settings.LLM_MODEL = "another-model"
    assert (jobs.claim(1, worker="test"), jobs.next_due(), jobs.fail_stranded()) == ([], None, 0)
    ScoringJob.objects.filter(pk=job.pk).update(not_before=timezone.now() - timedelta(hours=1))
    assert jobs.fail_stranded() == 1
    job.refresh_from_db()
    assert (job.status, job.error_code, job.error_retryable) == (Status.FAILED, "model_changed", False)


def test_renewed_lease_lasts_longer_and_names_the_jobs_still_held() -> None:
    job = requested_job()
    claim = _claim(job)
    ScoringJob.objects.filter(pk=job.pk).update(lease_expires_at=timezone.now() + timedelta(seconds=1))
    assert jobs.renew([claim]) == {job.pk}
    job.refresh_from_db()
    assert job.lease_expires_at is not None
    assert job.lease_expires_at - timezone.now() > timedelta(seconds=10)
    jobs.cancel(job, actor=Actor())
    assert jobs.renew([claim]) == set()


def test_given_back_job_has_all_its_tries() -> None:
    job = requested_job()
    jobs.give_back([_claim(job)])
    job.refresh_from_db()
    assert (job.status, job.tries, job.lease_token) == (Status.PENDING, 0, None)


def test_lost_job_goes_back_to_pending() -> None:
    job = requested_job()
    _claim(job)
    assert jobs.reclaim_lost() == 0
    _lose_lease(job)
    assert jobs.reclaim_lost() == 1
    job.refresh_from_db()
    assert job.status == Status.PENDING


def test_job_that_is_lost_again_and_again_fails_with_its_reason(settings: Any) -> None:
    job = requested_job()
    settings.LLM_MAX_ATTEMPTS = 1
    _claim(job)
    _lose_lease(job)
    jobs.reclaim_lost()
    job.refresh_from_db()
    assert (job.status, job.error_code, job.error_retryable) == (Status.FAILED, "worker_lost", True)


def test_next_due_is_when_the_earliest_pending_job_may_be_taken() -> None:
    assert jobs.next_due() is None
    job = requested_job()
    assert jobs.next_due() == job.not_before


def test_same_question_is_answered_by_the_same_job() -> None:
    profile = stored_profile()
    assert requested_job(profile).pk == requested_job(profile).pk


def test_two_people_with_the_same_facts_have_a_job_each() -> None:
    assert requested_job(stored_profile("a")).pk != requested_job(stored_profile("b")).pk


def test_question_whose_job_failed_or_was_cancelled_can_be_asked_anew() -> None:
    profile = stored_profile()
    first = requested_job(profile)
    jobs.cancel(first, actor=Actor())
    assert requested_job(profile).pk != first.pk


def test_cancelled_job_is_not_claimed() -> None:
    job = requested_job()
    jobs.cancel(job, actor=Actor())
    assert jobs.claim(1, worker="test") == []


def test_finished_job_cannot_be_cancelled() -> None:
    job = requested_job()
    jobs.settle([_completion(_claim(job))])
    with pytest.raises(JobConflict, match="finished"):
        jobs.cancel(job, actor=Actor())


def test_failed_job_is_retried_with_all_its_tries() -> None:
    job = requested_job()
    jobs.settle([_failed(_claim(job), "bad_key", "Key refused.")])
    jobs.retry(job, actor=Actor())
    job.refresh_from_db()
    assert (job.status, job.tries, job.finished_at) == (Status.PENDING, 0, None)


def test_only_a_failed_job_can_be_retried() -> None:
    with pytest.raises(JobConflict, match="Only a failed job"):
        jobs.retry(requested_job(), actor=Actor())


def test_retry_is_refused_where_the_question_is_being_answered_again() -> None:
    profile = stored_profile()
    job = requested_job(profile)
    jobs.settle([_failed(_claim(job), "bad_key", "Key refused.")])
    requested_job(profile)
    with pytest.raises(JobConflict, match="asked again since"):
        jobs.retry(job, actor=Actor())


def test_every_step_is_on_the_trail() -> None:
    job = requested_job()
    jobs.settle([_failed(_claim(job), "timed_out", "Too slow.", retry_in=0)])
    jobs.settle([_failed(_claim(job), "refused", "Declined.")])
    jobs.retry(job, actor=Actor())
    jobs.cancel(job, actor=Actor())
    kinds = [event.kind for event in job.events.all()]
    assert kinds == ["requested", "claimed", "will_retry", "claimed", "failed", "retried", "cancelled"]


def test_asking_retrying_and_cancelling_are_audited_with_versions_and_without_names(recruiter: User) -> None:
    actor = Actor(user_id=recruiter.pk)
    job = requested_job(actor=actor)
    jobs.cancel(job, actor=actor)
    requested, cancelled = AuditEvent.objects.filter(subject=f"job:{job.pk}").order_by("id")
    assert (requested.action, requested.user_id) == ("score_requested", recruiter.pk)
    assert requested.data["template_version"] == job.template_version_id
    assert "Imara" not in str(requested.data)
    assert cancelled.action == "score_cancelled"


@pytest.mark.parametrize(
    "change",
    [
        {"status": "unknown"},
        {"status": "processing"},
        {"status": "completed"},
        {"status": "failed", "finished_at": timezone.now()},
        {"lease_token": "11111111-1111-1111-1111-111111111111"},
        {"finished_at": timezone.now()},
    ],
)
def test_database_refuses_a_state_that_cannot_be(change: dict[str, object]) -> None:
    job = requested_job()
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoringJob.objects.filter(pk=job.pk).update(**change)


@pytest.mark.parametrize("field", ["prompt", "facts", "idempotency_key"])
def test_database_refuses_to_change_what_was_asked(field: str) -> None:
    job = requested_job()
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        ScoringJob.objects.filter(pk=job.pk).update(**{field: "other"})


def test_database_refuses_to_change_the_trail() -> None:
    requested_job()
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        JobEvent.objects.update(detail="other")
