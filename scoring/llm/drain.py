"""Working through the pending jobs: one event loop, one client, many calls in flight.

The loop claims, asks, and settles in batches; database work runs on one thread beside it, so that a slow write never
holds up an answer. It ends when nothing is due soon. On SIGTERM it gives back what it holds.
"""

import asyncio
import logging
import os
import random
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone

from scoring import jobs
from scoring.jobs import Claim, Completion, Failure
from scoring.llm.answers import Answer, AnswerRefused, read_answer
from scoring.llm.client import ModelClient, Reply
from scoring.llm.failures import KINDS, CallFailed, delay_before_retry
from scoring.models import Assessment, Attempt, Rubric
from scoring.rubrics import Definition

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

SETTLE_EVERY_SECONDS = 0.1
LOOK_AGAIN_SECONDS = 0.5  # for new jobs, while there is room for more
LINGER_SECONDS = 70.0  # longer than the longest back-off: a retry finds the worker that scheduled it
STOP_WITHIN_SECONDS = 3.0

stop_requested = threading.Event()


def run() -> None:
    """Drain the table; called by RQ in a work-horse of its own."""
    connections.close_all()  # opened before the fork, if at all: not ours to use
    asyncio.run(Drain().run())


@dataclass
class _Outcome:
    """What came of the claims that finished since the last write."""

    completions: list[Completion] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.completions or self.failures or self.attempts)


class Drain:
    def __init__(self) -> None:
        self.worker = f"{socket.gethostname()}:{os.getpid()}"
        self._in_flight: dict[asyncio.Task[None], Claim] = {}
        self._outcome = _Outcome()
        self._rubrics: dict[int, Definition] = {}
        self._jitter = random.Random()  # noqa: S311 - spreads retries, guards nothing
        self._database = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def run(self) -> None:
        client = ModelClient(
            base_url=settings.LLM_BASE_URL, api_key=settings.OPENAI_API_KEY, timeout=settings.LLM_TIMEOUT_SECONDS
        )
        async with client:
            try:
                await self._work(client)
            finally:
                await self._stop()
                await self._in_database(connections.close_all)
                self._database.shutdown()

    async def _work(self, client: ModelClient) -> None:
        renewed = looked = time.monotonic()
        await self._in_database(jobs.reclaim_lost)
        look = True
        while not stop_requested.is_set():
            room = settings.LLM_CONCURRENCY - len(self._in_flight)
            if look and room:
                looked = time.monotonic()
                claims = await self._in_database(partial(jobs.claim, room, worker=self.worker))
                for claim in claims:
                    self._start(client, claim)
                if not self._in_flight and not await self._something_is_due_soon():
                    return
            await self._wait()
            finished = await self._settle()
            now = time.monotonic()
            look = finished or now - looked > LOOK_AGAIN_SECONDS
            if now - renewed > settings.LLM_LEASE_SECONDS / 3:
                renewed = now
                await self._renew()

    def _start(self, client: ModelClient, claim: Claim) -> None:
        task = asyncio.create_task(self._answer(client, claim))
        self._in_flight[task] = claim
        task.add_done_callback(self._in_flight.pop)

    async def _wait(self) -> None:
        """For the next moment worth a write: many answers are settled together, none waits long."""
        await asyncio.sleep(SETTLE_EVERY_SECONDS)

    async def _something_is_due_soon(self) -> bool:
        due = await self._in_database(jobs.next_due)
        return due is not None and (due - timezone.now()).total_seconds() < LINGER_SECONDS

    async def _settle(self) -> bool:
        """Write what has come in; whether there was anything."""
        if not self._outcome:
            return False
        outcome, self._outcome = self._outcome, _Outcome()
        await self._in_database(
            lambda: jobs.settle(completions=outcome.completions, failures=outcome.failures, attempts=outcome.attempts)
        )
        return True

    async def _renew(self) -> None:
        """A call whose job was cancelled, or taken by another worker after a long pause, is not worth finishing."""
        claims = list(self._in_flight.values())
        held = await self._in_database(lambda: jobs.renew(claims))
        for task, claim in list(self._in_flight.items()):
            if claim in claims and claim.job_id not in held:
                task.cancel()

    async def _stop(self) -> None:
        held = list(self._in_flight.values())
        for task in list(self._in_flight):
            task.cancel()
        await asyncio.gather(*self._in_flight, return_exceptions=True)
        await self._settle()
        await self._in_database(lambda: jobs.give_back(held))

    async def _answer(self, client: ModelClient, claim: Claim) -> None:
        try:
            await self._ask(client, claim)
        except CallFailed as failure:
            self._failed(claim, failure)
        except Exception:
            # One job that trips over a defect of ours must not take the others down with it.
            logger.exception("Job %s failed", claim.job_id)
            self._failed(claim, CallFailed("internal"))

    async def _ask(self, client: ModelClient, claim: Claim) -> None:
        """One question, and one more where the answer broke the schema."""
        if claim.model != settings.LLM_MODEL:
            raise CallFailed("model_changed", f"asked of {claim.model}; {settings.LLM_MODEL} is configured")
        definition = await self._definition(claim.rubric_id)
        body, repair = claim.prompt, False
        while True:
            # A new key for each try: a provider that remembers keys would repeat the failure that we try to get past.
            key = f"{claim.idempotency_key}-{claim.tries}{'-repair' if repair else ''}"
            reply = await client.ask(body, idempotency_key=key)
            attempt = _attempt(claim, reply, sent=body if repair else None)
            self._outcome.attempts.append(attempt)
            try:
                answer = read_answer(reply.text, definition, claim.fact_count)
            except AnswerRefused as refusal:
                attempt.error_code, attempt.error_detail = "schema_not_met", str(refusal)
                if repair:
                    self._give_up(claim, "schema_not_met")
                    return
                body, repair = {**body, "messages": [*body["messages"], *_repair(reply, refusal)]}, True
            else:
                self._outcome.completions.append(Completion(claim, _assessment(claim, definition, answer, reply)))
                return

    def _failed(self, claim: Claim, failure: CallFailed) -> None:
        self._outcome.attempts.append(_failed_attempt(claim, failure))
        if not failure.kind.again or claim.tries >= settings.LLM_MAX_ATTEMPTS:
            self._give_up(claim, failure.code)
            return
        delay = delay_before_retry(failure, claim.tries, self._jitter)
        message = f"{failure.kind.sentence} Nothing was lost; it will try again in {_spoken(delay)}."
        self._outcome.failures.append(Failure(claim, failure.code, message, retry_in=delay))

    def _give_up(self, claim: Claim, code: str) -> None:
        kind = KINDS[code]
        tried = f" It was tried {claim.tries} times." if kind.again else ""
        self._outcome.failures.append(Failure(claim, code, f"{kind.sentence}{tried}"))

    async def _definition(self, rubric_id: int) -> Definition:
        if rubric_id not in self._rubrics:
            rubric = await self._in_database(lambda: Rubric.objects.get(pk=rubric_id))
            self._rubrics[rubric_id] = rubric.content
        return self._rubrics[rubric_id]

    async def _in_database(self, work: Callable[[], Result]) -> Result:
        """Run `work` on the database thread; a connection that broke is made anew, while the leases last."""
        deadline = time.monotonic() + settings.LLM_LEASE_SECONDS
        while True:
            try:
                return await asyncio.get_running_loop().run_in_executor(self._database, work)
            except (OperationalError, InterfaceError):
                if time.monotonic() > deadline:
                    raise
                logger.warning("The database connection broke; trying again.")
                await asyncio.get_running_loop().run_in_executor(self._database, connections.close_all)
                await asyncio.sleep(0.5)


def _assessment(claim: Claim, definition: Definition, answer: Answer, reply: Reply) -> Assessment:
    ratings = answer.by_criterion()
    score = definition.score(ratings)
    return Assessment(
        job_id=claim.job_id,
        profile_id=claim.profile_id,
        role_id=claim.role_id,
        score=score,
        band=definition.band_of(score),
        confidence=definition.confidence(ratings),
        ratings=[
            {"criterion": rating.criterion, "rating": rating.rating, "reason": rating.reason, "facts": rating.facts}
            for rating in answer.ratings
        ],
        summary=answer.summary,
        model=reply.model or claim.model,
        latency_ms=reply.latency_ms,
        prompt_tokens=reply.prompt_tokens,
        cached_tokens=reply.cached_tokens,
        completion_tokens=reply.completion_tokens,
    )


def _attempt(claim: Claim, reply: Reply, *, sent: dict[str, Any] | None) -> Attempt:
    return Attempt(
        job_id=claim.job_id,
        try_number=claim.tries,
        is_repair=sent is not None,
        sent=sent,
        response=reply.response,
        http_status=200,
        request_id=reply.request_id,
        model=reply.model,
        latency_ms=reply.latency_ms,
        prompt_tokens=reply.prompt_tokens,
        cached_tokens=reply.cached_tokens,
        completion_tokens=reply.completion_tokens,
    )


def _failed_attempt(claim: Claim, failure: CallFailed) -> Attempt:
    return Attempt(
        job_id=claim.job_id,
        try_number=claim.tries,
        response=failure.response,
        http_status=failure.http_status,
        latency_ms=failure.latency_ms,
        error_code=failure.code,
        error_detail=failure.detail,
    )


def _repair(reply: Reply, refusal: AnswerRefused) -> list[dict[str, str]]:
    return [
        {"role": "assistant", "content": reply.text},
        {
            "role": "user",
            "content": f"That answer does not follow the schema: {refusal}. Answer again, whole, as the schema says.",
        },
    ]


def _spoken(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} minutes"
