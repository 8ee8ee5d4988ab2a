"""Erasing in the background: to look through uploads, and through what others say, may take minutes."""

import time
from collections.abc import Iterator
from functools import partial
from itertools import chain

from django.db import transaction

from config.audit.models import Actor
from config.runs import states
from config.runs.engine import Batch, RunFailed
from config.runs.models import Run
from config.runs.states import Step
from profiles.erasure import ASKED_FOR, HELD, HELD_OR_GONE, CannotErase, erase_all
from profiles.imports.batches import one_writer
from profiles.mentions import Mentions
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
    mentions = Mentions(uploads.crowd)
    yield from looking(chain(uploads.look(), mentions.look()))
    yield partial(_erase, run, uploads, mentions)


def looking(steps: Iterator[None]) -> Iterator[Batch]:
    """Steps that only renew the lease. To give way would be to begin again, for ever where two do."""
    looked = time.monotonic()
    for _ in steps:
        if time.monotonic() - looked > _LOOK_SECONDS:
            yield partial(Step, gives_way=False)
            looked = time.monotonic()


def _erase(run: Run, uploads: Uploads, mentions: Mentions) -> Step:
    one_writer()
    actor = Actor(user_id=run.requested_by_id, api_key_id=run.api_key_id)
    erased = erase_all(uploads.crowd.ids, uploads, mentions, actor=actor, reason=ASKED_FOR)
    if not erased:
        raise RunFailed(HELD_OR_GONE)
    parameters = {**run.parameters, "said": str(erased[0]), "spoken_of_by": erased[0].spoken_of_by}
    Run.objects.filter(pk=run.pk).update(parameters=parameters)
    return Step(1, {"erased": 1})
