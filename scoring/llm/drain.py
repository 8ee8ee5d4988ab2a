"""Working through the pending jobs: one event loop, one client, many calls in flight.

The loop claims somewhat more than it asks at once, so that a call that ends is followed by the next without a look at
the database, and settles what came in batches. Database work runs on one thread beside the loop: a slow write never
holds up an answer. It ends when nothing is due soon. On SIGTERM it gives back what it holds.
"""

import asyncio
import heapq
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connections
from django.utils import timezone

from scoring import jobs
from scoring.jobs import Claim, Outcome
from scoring.llm.answering import answer, final_failure
from scoring.llm.client import ModelClient
from scoring.models import Rubric
from scoring.rubrics import Definition

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

SETTLE_EVERY_SECONDS = 0.1
LOOK_AGAIN_SECONDS = 0.5  # for new jobs, while there is room for more
LINGER_SECONDS = 70.0  # longer than the longest back-off: a retry finds the worker that scheduled it
DATABASE_PATIENCE_WHEN_STOPPING_SECONDS = 3.0

stop_requested = threading.Event()


def run() -> None:
    """Drain the table; called by RQ in a work-horse of its own."""
    if not settings.LLM_BASE_URL:
        logger.error("No model is configured: set LLM_BASE_URL, or OPENAI_API_KEY for OpenAI's. Jobs stay pending.")
        return
    connections.close_all()  # opened before the fork, if at all: not ours to use
    asyncio.run(Drain().run())


class Drain:
    def __init__(self) -> None:
        self.worker = f"{socket.gethostname()}:{os.getpid()}"
        self._waiting: list[tuple[int, int, Claim]] = []  # a heap: highest priority first, then oldest
        self._in_flight: dict[asyncio.Task[None], Claim] = {}
        self._outcomes: list[Outcome] = []
        self._rubrics: dict[int, Definition] = {}
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
            room = 2 * settings.LLM_CONCURRENCY - len(self._in_flight) - len(self._waiting)
            if look and room:
                looked = time.monotonic()
                for claim in await self._in_database(partial(self._claim, room)):
                    heapq.heappush(self._waiting, (-claim.priority, claim.job_id, claim))
                self._ask_next(client)
                idle = not self._in_flight and not self._outcomes
                if idle and not await self._in_database(_something_is_due_soon):
                    return
            await asyncio.sleep(SETTLE_EVERY_SECONDS)
            settled = await self._settle()
            now = time.monotonic()
            look = settled or now - looked > LOOK_AGAIN_SECONDS
            if now - renewed > settings.LLM_LEASE_SECONDS / 3:
                renewed = now
                await self._renew()

    def _claim(self, room: int) -> list[Claim]:
        claims = jobs.claim(room, worker=self.worker)
        missing = {claim.rubric_id for claim in claims} - self._rubrics.keys()
        self._rubrics |= {rubric.pk: rubric.content for rubric in Rubric.objects.filter(pk__in=missing)}
        return claims

    def _ask_next(self, client: ModelClient) -> None:
        while self._waiting and len(self._in_flight) < settings.LLM_CONCURRENCY:
            *_, claim = heapq.heappop(self._waiting)
            task = asyncio.create_task(self._ask(client, claim))
            self._in_flight[task] = claim
            task.add_done_callback(partial(self._done, client))

    async def _ask(self, client: ModelClient, claim: Claim) -> None:
        outcome = await answer(client, claim, self._rubrics[claim.rubric_id])
        self._outcomes.append(outcome)  # looked up after the wait: meanwhile the list was settled and begun anew

    def _done(self, client: ModelClient, task: asyncio.Task[None]) -> None:
        del self._in_flight[task]
        if not stop_requested.is_set():
            self._ask_next(client)

    async def _settle(self) -> bool:
        """Store what has come in; whether there was anything."""
        if not self._outcomes:
            return False
        outcomes, self._outcomes = self._outcomes, []
        await self._in_database(partial(_store, outcomes))
        return True

    async def _renew(self) -> None:
        """A call whose job was cancelled, or taken by another worker after a long pause, is not worth finishing."""
        claims = [*self._in_flight.values(), *(claim for *_, claim in self._waiting)]
        lost = {claim.job_id for claim in claims} - await self._in_database(partial(jobs.renew, claims))
        self._waiting = [entry for entry in self._waiting if entry[-1].job_id not in lost]
        heapq.heapify(self._waiting)
        for task, claim in list(self._in_flight.items()):
            if claim.job_id in lost:
                task.cancel()

    async def _stop(self) -> None:
        stop_requested.set()
        held = [*self._in_flight.values(), *(claim for *_, claim in self._waiting)]
        self._waiting.clear()
        for task in list(self._in_flight):
            task.cancel()
        await asyncio.gather(*self._in_flight, return_exceptions=True)
        await self._settle()
        await self._in_database(partial(jobs.give_back, held))

    async def _in_database(self, work: Callable[[], Result]) -> Result:
        """Run `work` on the database thread. While the database is away, wait for it: answers are kept meanwhile."""
        loop, stopping_since = asyncio.get_running_loop(), None
        while True:
            try:
                return await loop.run_in_executor(self._database, work)
            except (OperationalError, InterfaceError):
                if stop_requested.is_set():
                    stopping_since = stopping_since or time.monotonic()
                    if time.monotonic() - stopping_since > DATABASE_PATIENCE_WHEN_STOPPING_SECONDS:
                        raise
                logger.warning("The database cannot be reached; trying again.")
                await loop.run_in_executor(self._database, connections.close_all)
                await asyncio.sleep(0.5)


def _store(outcomes: list[Outcome]) -> None:
    """All at once; where one cannot be stored, each by itself, so that it takes no other down with it."""
    try:
        jobs.settle(outcomes)
    except (DataError, IntegrityError):
        for outcome in outcomes:
            try:
                jobs.settle([outcome])
            except (DataError, IntegrityError):
                logger.exception("The outcome of job %s cannot be stored", outcome.claim.job_id)
                jobs.settle([Outcome(outcome.claim, failure=final_failure("internal"))])


def _something_is_due_soon() -> bool:
    due = jobs.next_due()
    return due is not None and (due - timezone.now()).total_seconds() < LINGER_SECONDS
