"""Profiles by URL: a run asks the provider about each LinkedIn address, then about the employers it knows only by name.

A run's `done` counts addresses and, behind them, companies: each has one row in the report, written together with what
was stored. A run that goes on after a pause or a kill asks about none of those again; answers cost money.
"""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

import django_rq
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils.timesince import timesince
from redis.exceptions import RedisError

from config.audit.models import Actor, AuditEvent, record
from config.runs import states
from config.runs.engine import Batch, RunFailed, stop_requested
from config.runs.models import UNFINISHED, Run
from config.runs.states import Step
from profiles.imports.batches import one_writer
from profiles.imports.items import Item, ready, store_items
from profiles.linkedin_urls import linkedin_key
from profiles.models import Company, Experience, Import, ImportRow, Outcome
from profiles.sources import Refusal
from profiles.sources.answers import PERSON_PAGE, the_company, the_person
from profiles.sources.provider import KeyRefused, NoAnswer, Provider, TryLater

FETCH = "fetch"
MAX_URLS = 20
MAX_COMPANIES = 10  # a person
ASKED_LATELY = timedelta(hours=24)
LONGEST_WAIT_SECONDS = 60.0
_LOOK_SECONDS = 2.0  # while it waits: that the lease is renewed, and whether somebody has paused or cancelled the run
_TURN = "provider:company"


class CannotFetch(Exception):
    """Nothing was asked; the message is for people."""


class NotSetUp(CannotFetch):
    """Nor can anything be asked before somebody changes the settings."""


def configured() -> Provider:
    return Provider(
        person_url=settings.PROVIDER_PERSON_URL,
        company_url=settings.PROVIDER_COMPANY_URL,
        key=settings.PROVIDER_KEY,
        key_header=settings.PROVIDER_KEY_HEADER,
        key_format=settings.PROVIDER_KEY_FORMAT,
        timeout=settings.PROVIDER_TIMEOUT_SECONDS,
    )


def fetch(urls: Sequence[str], *, actor: Actor, refresh: bool = False) -> Import:
    """Ask the provider about these LinkedIn addresses, in the background. Raises CannotFetch.

    One that was asked about within a day is asked about again only with `refresh`. The same order again, while the
    first is under way, is answered with that.
    """
    provider = configured()
    if provider.problem:
        raise NotSetUp(provider.problem)
    wanted = list(dict.fromkeys(_address(url) for url in urls if url.strip()))
    if not wanted:
        raise CannotFetch("No LinkedIn address was given.")
    if len(wanted) > MAX_URLS:
        raise CannotFetch(f"{len(wanted)} addresses are too many at once; {MAX_URLS} are the most.")
    title = f"{len(wanted)} LinkedIn {'address' if len(wanted) == 1 else 'addresses'} through {provider.host}"
    with transaction.atomic():
        one_writer()
        under_way = Import.objects.filter(run__kind=FETCH, run__parameters__urls=wanted, run__state__in=UNFINISHED)
        if job := under_way.first():
            return job
        job = Import.objects.create()
        job.run = states.start(
            FETCH, title, actor=actor, total=len(wanted), import_id=job.pk, urls=wanted, refresh=refresh
        )
        job.save(update_fields=["run"])
        record(AuditEvent.Action.PROFILE_FETCHED, actor, f"import:{job.pk}", addresses=len(wanted), refresh=refresh)
    return job


def fetching(run: Run) -> Iterator[Batch]:
    provider = configured()
    if provider.problem:
        raise RunFailed(provider.problem)
    try:
        for url in run.parameters.get("urls", [])[run.done :]:
            yield from _fetch_person(run, provider, url)
        companies = _companies_to_ask_about(run, provider)
        yield partial(_announce, run, companies)
        for company_id in companies:
            yield from _fetch_company(run, provider, company_id)
    except KeyRefused as refusal:
        raise RunFailed(f"{refusal} Correct PROVIDER_KEY, then resume.") from None
    yield partial(_keep, run, urls=[])  # the report has them; the run needs them no more


def _fetch_person(run: Run, provider: Provider, url: str) -> Iterator[Batch]:
    if not run.parameters.get("refresh") and (before := _asked_lately(url)):
        yield partial(_not_again, run, before)
        return
    item: Item
    try:
        answer = yield from _answer(run, partial(provider.person, _escaped(url)))
        item = the_person(answer, url)
    except KeyRefused:
        raise
    except NoAnswer as problem:
        item = Refusal(url, str(problem))
    yield partial(_store, run, item)


def _fetch_company(run: Run, provider: Provider, company_id: int) -> Iterator[Batch]:
    company = Company.objects.filter(pk=company_id, source="").first()
    if company is None:  # merged meanwhile, or told about by somebody else
        yield partial(_one_less, run)
        return
    page, domain = company.linkedin_key or "", company.domain or ""
    where = page or domain
    url = _escaped(f"https://www.{page}") if page else ""
    item: Item
    try:
        answer = yield from _answer(run, partial(provider.company, linkedin_url=url, domain=domain), take_turns=True)
        item = the_company(answer, where, page=page, domain=domain)
    except KeyRefused:
        raise
    except NoAnswer as problem:
        item = Refusal(where, str(problem))
    yield partial(_store, run, item, company_id)


def _answer(run: Run, ask: Callable[[], Any], *, take_turns: bool = False) -> Generator[Batch, None, Any]:
    """What the provider says, after as many tries as it takes. Raises NoAnswer. How often it was asked is kept with
    the run, so that neither a pause nor another run in between makes it forget."""
    while True:
        yield Step  # before money is spent: whether the run is still to go on
        left = run.parameters.get("wait_until", 0) - time.time()
        yield from _waiting(min(left, LONGEST_WAIT_SECONDS))  # the clock may have been set back
        if take_turns:
            yield from _turn()
        try:
            return (yield from _meanwhile(ask))
        except TryLater as problem:
            tries = run.parameters.get("tries", 0) + 1
            if tries >= settings.PROVIDER_MAX_TRIES:
                raise NoAnswer(f"{problem} Asked {tries} times." if tries > 1 else str(problem)) from None
            after = problem.after if problem.after is not None else 2.0 ** (tries - 1)
            wait_until = time.time() + min(after, LONGEST_WAIT_SECONDS)
            yield partial(_keep, run, tries=tries, wait_until=wait_until)
        finally:
            if take_turns:
                _end_turn()


def _meanwhile(ask: Callable[[], Any]) -> Generator[Batch, None, Any]:
    """Asks in a thread, that an answer may take longer than a run's lease. It costs money, so nobody goes first."""
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(ask)
        while not wait([answer], timeout=_LOOK_SECONDS).done:
            yield partial(Step, gives_way=False)
        return answer.result()


def _waiting(seconds: float) -> Iterator[Batch]:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        stop_requested.wait(min(left, _LOOK_SECONDS))
        yield Step


def _turn() -> Iterator[Batch]:
    """Until the last question about a company, whoever asked it, is long enough ago."""
    delay = settings.PROVIDER_COMPANY_DELAY_SECONDS
    if delay <= 0:
        return
    longest = delay + settings.PROVIDER_TIMEOUT_SECONDS  # should its worker die before it can end its turn
    try:
        queue = django_rq.get_connection("background")
        while not queue.set(_TURN, 1, nx=True, px=int(longest * 1000)):
            yield from _waiting(max(queue.pttl(_TURN), 50) / 1000)
    except RedisError:
        yield from _waiting(delay)


def _end_turn() -> None:
    delay = settings.PROVIDER_COMPANY_DELAY_SECONDS
    if delay <= 0:
        return
    try:
        django_rq.get_connection("background").set(_TURN, 1, px=max(1, int(delay * 1000)))
    except RedisError:
        return


def _companies_to_ask_about(run: Run, provider: Provider) -> list[int]:
    """The employers, in the order of the people, of which no more than a name is known."""
    rows = list(ImportRow.objects.filter(run=run).order_by("number").values_list("profile_id", "company_id"))
    asked = {company_id for _, company_id in rows if company_id}
    wanted: dict[int, None] = {}
    for profile_id in filter(None, dict.fromkeys(profile_id for profile_id, _ in rows)):
        entries = Experience.objects.filter(profile=profile_id, employer__isnull=False).select_related("employer")
        employers = {entry.employer.pk: entry.employer for entry in entries.order_by("position") if entry.employer}
        unknown = [
            pk
            for pk, employer in employers.items()
            if (pk in asked or not employer.source)
            and provider.knows_company_by(linkedin_url=employer.linkedin_key or "", domain=employer.domain or "")
        ]
        wanted |= dict.fromkeys(unknown[:MAX_COMPANIES])
    if not run.parameters.get("refresh"):
        asked |= set(_lately().filter(company__in=wanted).values_list("company_id", flat=True))
    return [pk for pk in wanted if pk not in asked]


def _lately() -> Any:
    return ImportRow.objects.filter(run__kind=FETCH, created_at__gt=Now() - ASKED_LATELY)


def _asked_lately(url: str) -> ImportRow | None:
    """The report of the last time, where it brought somebody who is still here."""
    rows = _lately().filter(where=url, reason="", profile__isnull=False, profile__deleted_at=None)
    found: ImportRow | None = rows.order_by("-created_at").first()
    return found


def _not_again(run: Run, before: ImportRow) -> Step:
    ago = timesince(before.created_at, datetime.now(before.created_at.tzinfo), depth=1).replace("\xa0", " ")
    ImportRow.objects.create(
        run=run,
        number=run.done + 1,
        where=before.where,
        outcome=Outcome.UNCHANGED,
        profile_id=before.profile_id,
        reason="Not asked again.",
        warnings=[f"The provider was asked {ago} ago, so it was not asked again."],
    )
    return Step(1, {Outcome.UNCHANGED.value: 1})


def _store(run: Run, item: Item, company_id: int | None = None) -> Step:
    result = store_items([ready(item)])[0]
    # The company that was asked about, that it is not asked about again; or the one that it became part of.
    asked = Company.objects.filter(pk=company_id).first() if company_id else None
    ImportRow.objects.create(
        run=run,
        number=run.done + 1,
        where=result.where[:300],
        outcome=result.outcome,
        profile_id=result.profile_id,
        company_id=asked.pk if asked else result.company_id,
        reason=result.reason,
        field=result.field[:300],
        value=result.value[:500],
        warnings=list(result.warnings),
    )
    _keep(run, tries=0, wait_until=0)
    return Step(1, {result.outcome.value: 1})


def _announce(run: Run, companies: Sequence[int]) -> Step:
    return Step(total=run.done + len(companies))


def _one_less(run: Run) -> Step:
    return Step(total=(run.total or 1) - 1)


def _keep(run: Run, **parameters: object) -> Step:
    run.parameters = {**run.parameters, **parameters}
    Run.objects.filter(pk=run.pk).update(parameters=run.parameters)
    return Step()


def _address(url: str) -> str:
    key = linkedin_key(url)
    if key is None or not key.startswith(PERSON_PAGE):
        raise CannotFetch(f"“{url.strip()[:200]}” is not the address of a person’s LinkedIn page.")
    return f"https://www.{key}"


def _escaped(url: str) -> str:
    return quote(url, safe=":/")
