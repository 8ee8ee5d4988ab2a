"""One claimed job from question to outcome: the call, the check of the answer, one repair, or a named failure.

Knows no database; what it returns is what `scoring.jobs.settle` stores.
"""

import logging
import random
from typing import Any

from django.conf import settings

from profiles.storable import storable_text
from scoring.jobs import Claim, Failure, Outcome
from scoring.llm.answers import Answer, AnswerRefused, read_answer
from scoring.llm.client import ModelClient, Reply
from scoring.llm.failures import KINDS, CallFailed, delay_before_retry
from scoring.rubrics import Definition

logger = logging.getLogger(__name__)

_JITTER = random.Random()  # noqa: S311 - spreads retries, guards nothing


async def answer(client: ModelClient, claim: Claim, definition: Definition) -> Outcome:
    outcome = Outcome(claim)
    try:
        await _ask(client, definition, outcome)
    except CallFailed as failure:
        outcome.attempts.append(_failed_attempt(claim, failure))
        outcome.failure = _after(failure, claim.tries)
    except Exception:
        # One job that trips over a defect of ours must not take the others down with it.
        logger.exception("Job %s failed", claim.job_id)
        outcome.failure = final_failure("internal")
    return outcome


def final_failure(code: str, tries: int = 1) -> Failure:
    kind = KINDS[code]
    tried = f" It was tried {tries} times." if kind.again else ""
    return Failure(code, f"{kind.sentence}{tried}")


async def _ask(client: ModelClient, definition: Definition, outcome: Outcome) -> None:
    claim, body, repair = outcome.claim, outcome.claim.prompt, False
    while True:
        # The token makes the key new for each try: a provider that remembers keys would repeat the failure.
        key = f"{claim.idempotency_key}-{claim.token.hex[:8]}{'-repair' if repair else ''}"
        try:
            reply = await client.ask(body, idempotency_key=key)
        except CallFailed as failure:
            failure.is_repair = repair
            raise
        attempt = _attempt(claim, reply, sent=body if repair else None)
        outcome.attempts.append(attempt)
        try:
            found = read_answer(reply.text, definition, claim.fact_count)
        except AnswerRefused as refusal:
            problem = storable_text(str(refusal))
            attempt |= {"error_code": "schema_not_met", "error_detail": problem}
            if repair:
                outcome.failure = final_failure("schema_not_met")
                return
            body, repair = {**body, "messages": [*body["messages"], *_repair(reply, problem)]}, True
        else:
            outcome.assessment = _assessment(claim, definition, found, reply)
            return


def _after(failure: CallFailed, tries: int) -> Failure:
    if not failure.kind.again or tries >= settings.LLM_MAX_ATTEMPTS:
        return final_failure(failure.code, tries)
    delay = delay_before_retry(failure, tries, _JITTER)
    message = f"{failure.kind.sentence} Nothing was lost; it will try again in {_spoken(delay)}."
    return Failure(failure.code, message, retry_in=delay)


def _assessment(claim: Claim, definition: Definition, found: Answer, reply: Reply) -> dict[str, Any]:
    ratings = found.by_criterion()
    score = definition.score(ratings)
    return {
        "job_id": claim.job_id,
        "profile_id": claim.profile_id,
        "role_id": claim.role_id,
        "score": score,
        "band": definition.band_of(score),
        "confidence": definition.confidence(ratings),
        "ratings": [
            {"criterion": rating.criterion, "rating": rating.rating, "reason": rating.reason, "facts": rating.facts}
            for rating in found.ratings
        ],
        "summary": found.summary,
        "model": reply.model or settings.LLM_MODEL,
        "latency_ms": reply.latency_ms,
        **_tokens(reply),
    }


def _attempt(claim: Claim, reply: Reply, *, sent: dict[str, Any] | None) -> dict[str, Any]:
    return {
        **_about(claim),
        "is_repair": sent is not None,
        "sent": sent,
        "response": reply.response,
        "http_status": 200,
        "request_id": reply.request_id,
        "model": reply.model,
        "latency_ms": reply.latency_ms,
        **_tokens(reply),
        "error_code": "",
        "error_detail": "",
    }


def _failed_attempt(claim: Claim, failure: CallFailed) -> dict[str, Any]:
    return {
        **_about(claim),
        "is_repair": failure.is_repair,
        "sent": None,
        "response": failure.response,
        "http_status": failure.http_status,
        "request_id": "",
        "model": "",
        "latency_ms": failure.latency_ms,
        "prompt_tokens": 0,
        "cached_tokens": 0,
        "completion_tokens": 0,
        "error_code": failure.code,
        "error_detail": failure.detail,
    }


def _about(claim: Claim) -> dict[str, Any]:
    return {"job_id": claim.job_id, "token": str(claim.token), "try_number": claim.tries}


def _tokens(reply: Reply) -> dict[str, int]:
    return {
        "prompt_tokens": reply.prompt_tokens,
        "cached_tokens": reply.cached_tokens,
        "completion_tokens": reply.completion_tokens,
    }


def _repair(reply: Reply, problem: str) -> list[dict[str, str]]:
    return [
        {"role": "assistant", "content": reply.text},
        {
            "role": "user",
            "content": f"That answer does not follow the schema: {problem}. Answer again, whole, as the schema says.",
        },
    ]


def _spoken(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} minutes"
