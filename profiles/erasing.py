"""Erasing in the background: to look through all that was uploaded and not yet imported may take minutes."""

import time
from collections.abc import Iterator
from functools import partial

from django.db import transaction

from config.audit.models import Actor
from config.runs import states
from config.runs.engine import Batch, RunFailed
from config.runs.models import Run
from config.runs.states import Step
from profiles.erasure import ASKED_FOR, HELD, CannotErase, erase_all
from profiles.imports.batches import one_writer
from profiles.models import Erasure, LegalHold, Profile
from profiles.traces import Crowd, Uploads

ERASE = "erase"
_LOOK_SECONDS = 5


def begin(profile: Profile, *, actor: Actor) -> Run:
    """Of two clicks the second is answered with the run of the first. Raises CannotErase."""
    with transaction.atomic():
        if not Profile.everyone.select_for_update(no_key=True).filter(pk=profile.pk).exists():
            raise CannotErase("This person is no longer here.")
        if LegalHold.objects.standing().filter(profile=profile).exists():
            raise CannotErase(HELD)
        return under_way(profile) or states.start(ERASE, "Erase a person", actor=actor, profile_id=profile.pk)


def under_way(profile: Profile) -> Run | None:
    return Run.objects.unfinished().filter(kind=ERASE, parameters__profile_id=profile.pk).first()


def erasing(run: Run) -> Iterator[Batch]:
    profile_id = run.parameters["profile_id"]
    uploads = Uploads(Crowd.of([profile_id]))
    if not uploads.crowd.ids:
        if Erasure.objects.filter(profile_id=profile_id).exists():
            return  # killed between its last step and its end
        raise RunFailed("This person is no longer here.")
    yield from looking(uploads)
    yield partial(_erase, run, uploads)


def looking(uploads: Uploads) -> Iterator[Batch]:
    """Steps in which nothing is done but that the lease is renewed."""
    looked = time.monotonic()
    for _ in uploads.look():
        if time.monotonic() - looked > _LOOK_SECONDS:
            yield Step
            looked = time.monotonic()


def _erase(run: Run, uploads: Uploads) -> Step:
    one_writer()
    actor = Actor(user_id=run.requested_by_id, api_key_id=run.api_key_id)
    erased = erase_all(uploads.crowd.ids, uploads, actor=actor, reason=ASKED_FOR)
    if not erased:
        raise RunFailed(HELD)
    Run.objects.filter(pk=run.pk).update(parameters={**run.parameters, "said": str(erased[0])})
    return Step(1, {"erased": 1})
