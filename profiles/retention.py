"""Each night: who is past the date until which they were to be kept is deleted, and who was deleted long enough ago
is erased. Both leave alone whoever is under a legal hold."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now, TruncDate
from django.utils import timezone

from config.audit.models import SYSTEM, Actor, AuditEvent, record
from config.runs import states
from config.runs.engine import Batch
from config.runs.models import Run, State
from config.runs.states import Step
from profiles.deletion import Entry, batches_of, delete_batch, fix
from profiles.erasing import looking
from profiles.erasure import NOT_UNDONE, erase_all
from profiles.imports.batches import one_writer
from profiles.mentions import Mentions
from profiles.models import Deletion, DeletionEntry, LegalHold, Profile
from profiles.traces import Crowd, Uploads

RETENTION = "retention"
_TURN = 0x5408  # names the advisory lock among those of this database
_ERASED_AT_ONCE = 100


def overdue() -> "QuerySet[Profile]":
    """Past their own date, or past RETENTION_DAYS where they have none. Whoever was restored from such a deletion
    stays, until somebody sets a date for them again."""
    past = Q(keep_until__lt=timezone.localdate())
    if settings.RETENTION_DAYS > 0:
        past |= Q(keep_until=None, created_at__lt=Now() - timedelta(days=settings.RETENTION_DAYS))
    restored = DeletionEntry.objects.filter(
        Q(profile__keep_until=None) | Q(deletion__created_at__date__gt=F("profile__keep_until")),
        profile=OuterRef("pk"),
        state=Entry.RESTORED,
        deletion__criteria__has_key=RETENTION,
    )
    return Profile.objects.filter(past, ~Exists(restored))


@transaction.atomic
def keep_until(profile: Profile, day: date | None, *, actor: Actor) -> None:
    """The last day on which this person is kept; None: as the rule for everyone says."""
    Profile.everyone.filter(pk=profile.pk).update(keep_until=day)
    record(AuditEvent.Action.KEEP_UNTIL_SET, actor, f"profile:{profile.pk}", until=day and day.isoformat())


def not_held(profiles: "QuerySet[Profile]") -> "QuerySet[Profile]":
    return profiles.exclude(Exists(LegalHold.objects.standing().filter(profile=OuterRef("pk"))))


def expired() -> "QuerySet[Profile]":
    """Deleted, and the time to undo it has passed."""
    entries = DeletionEntry.objects.filter(profile=OuterRef("pk"), state=Entry.DELETED, deletion__undo_until__lt=Now())
    return not_held(Profile.everyone.filter(Exists(entries), deleted_at__isnull=False))


def start(*, actor: Actor = SYSTEM) -> Run | None:
    """A run of it, unless one is under way. One that was paused before today goes on: dates do not wait for it."""
    with transaction.atomic():
        if not _our_turn():
            return None
        runs = Run.objects.filter(kind=RETENTION)
        paused = runs.filter(state=State.PAUSED, waiting_since__date__lt=timezone.localdate())
        if before := paused.select_for_update().first():
            states.resume(before)
            return before
        if runs.unfinished().exists():
            return None
        return states.start(RETENTION, "Keep, delete and erase by date", actor=actor)


def start_nightly() -> Run | None:
    """The first that asks on a new day starts the day's run; everyone else starts none."""
    today = Run.objects.annotate(day=TruncDate("created_at")).filter(kind=RETENTION, day=timezone.localdate())
    if today.exists():
        return None
    with transaction.atomic():
        if not _our_turn() or today.exists():
            return None
        return start()


def applying(run: Run) -> Iterator[Batch]:
    if not Deletion.objects.filter(run=run).exists():
        yield partial(_fix, run)
    if deletion := Deletion.objects.filter(run=run).first():
        for ids in batches_of(deletion.pk, Entry.FOUND):
            yield partial(delete_batch, deletion.pk, ids)
    after = 0
    while ids := list(expired().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:_ERASED_AT_ONCE]):
        after = ids[-1]
        crowd = Crowd.of(ids)
        uploads, mentions = Uploads(crowd), Mentions(crowd)
        yield from looking(chain(uploads.look(), mentions.look()))
        yield partial(_erase, ids, uploads, mentions)


def _fix(run: Run) -> Step:
    due = not_held(overdue())
    total = due.count()
    if total:
        deletion = fix(due, {RETENTION: True}, total=total, actor=SYSTEM)
        Deletion.objects.filter(pk=deletion.pk).update(run=run)
        record(AuditEvent.Action.PROFILES_DELETED, SYSTEM, f"deletion:{deletion.pk}", retention=total)
    return Step(total=run.done + total + expired().count())


def _erase(ids: Sequence[int], uploads: Uploads, mentions: Mentions) -> Step:
    one_writer()
    still = list(expired().filter(pk__in=ids).values_list("pk", flat=True))  # the others were restored, or are held
    erased = erase_all(still, uploads, mentions, actor=SYSTEM, reason=NOT_UNDONE)
    return Step(len(ids), {"erased": len(erased)})


def _our_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_TURN])
        return bool(cursor.fetchone()[0])
