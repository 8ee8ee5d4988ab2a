"""Erasing people: from every table, every report and every upload, for good. What stays is that it was done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from config.audit.models import Actor, AuditEvent, record
from config.outbox.models import OutboxEvent, announce
from config.refusals import Conflict
from config.runs import states
from profiles.cleaning import by_table, clean
from profiles.imports.batches import one_writer
from profiles.imports.files import forget
from profiles.mentions import Mentions
from profiles.models import (
    Company,
    EmployerChoice,
    Erasure,
    Experience,
    Import,
    LegalHold,
    Merge,
    Profile,
)
from profiles.traces import Crowd, Uploads

ASKED_FOR, NOT_UNDONE = "asked for", "deleted, and not undone in time"
HELD_OR_GONE = "A legal hold stands for this person, or somebody else has erased them just now."
SPOKEN_OF = "What others say is theirs; these may speak of this person, and an administrator decides what goes."
HELD = "A legal hold stands for this person: nobody may erase them before it is released."


class CannotErase(Conflict):
    """They may not be erased, or are gone."""


@dataclass(frozen=True)
class Erased:
    """`rows` is table to number of rows. `imports` are those whose upload had the person: it is gone, and they end.
    `spoken_of_by` are profiles whose records may still speak of the person."""

    rows: Counter[str]
    imports: list[int]
    spoken_of_by: tuple[int, ...] = ()

    def __str__(self) -> str:
        text = f"Erased: everything about this person, {sum(self.rows.values()):,} rows in {len(self.rows)} tables."
        names = ", ".join(f"import {number}" for number in self.imports)
        if len(self.imports) == 1:
            text += f" An upload still held this person. It was removed, and its import ended ({names});"
            text += " upload it again without them."
        elif self.imports:
            text += f" Some uploads still held this person. They were removed, and their imports ended ({names});"
            text += " upload them again without this person."
        if self.spoken_of_by:
            text += f" {SPOKEN_OF}"
        return text


def erase(profile_id: int, *, actor: Actor, reason: str = ASKED_FOR) -> Erased:
    """One person, deleted before or not. Raises CannotErase."""
    crowd = Crowd.of([profile_id])
    if not crowd.ids:
        raise CannotErase(f"There is no profile {profile_id}.")
    if LegalHold.objects.standing().filter(profile=profile_id).exists():
        raise CannotErase(HELD)
    uploads, mentions = Uploads(crowd), Mentions(crowd)
    for _ in chain(uploads.look(), mentions.look()):
        pass
    with transaction.atomic():
        one_writer()
        erased = erase_all(crowd.ids, uploads, mentions, actor=actor, reason=reason)
    if not erased:
        raise CannotErase(HELD_OR_GONE)
    return erased[0]


def erase_all(
    profile_ids: Sequence[int], uploads: Uploads, mentions: Mentions, *, actor: Actor, reason: str
) -> list[Erased]:
    """Those of them who are here and not held, in the caller's transaction, which holds `one_writer`."""
    list(Profile.everyone.filter(pk__in=profile_ids).order_by("pk").select_for_update().values_list("pk"))
    standing = LegalHold.objects.standing().filter(profile=OuterRef("pk"))
    ids = list(Profile.everyone.filter(~Exists(standing), pk__in=profile_ids).values_list("pk", flat=True))
    if not ids:
        return []
    crowd = Crowd.of(ids)
    imports = uploads.still_with(crowd)
    for job in imports:
        _end(job)
    shared = clean(crowd, ids)
    numbers, speaking = [job.pk for job in imports], tuple(mentions.note(crowd))
    erased = [Erased(_delete(profile_id, crowd), numbers, speaking) for profile_id in ids]
    shared += _delete_companies(crowd)
    erased[0].rows.update(shared)
    for profile_id, each in zip(ids, erased, strict=True):
        Erasure.objects.create(profile_id=profile_id, rows=each.rows, reason=reason, by_id=actor.user_id)
        record(AuditEvent.Action.PROFILE_ERASED, actor, f"profile:{profile_id}", rows=sum(each.rows.values()))
    announce("profile", OutboxEvent.Change.ERASED, ids)
    return erased


def _end(job: Import) -> None:
    job = Import.objects.select_related("run", "check_run").get(pk=job.pk)
    for run in (job.run, job.check_run):
        states.stop(run)
    forget(job)
    job.files.all().delete()


def _delete(profile_id: int, crowd: Crowd) -> Counter[str]:
    linked, chosen = (model.objects.filter(profile=profile_id) for model in (Experience, EmployerChoice))
    named = Company.objects.filter(Q(pk__in=linked.values("employer")) | Q(pk__in=chosen.values("employer")), source="")
    own = [company for company, name in named.values_list("pk", "name") if crowd.named_by(name)]
    deleted = Counter[str]()
    for rows in (
        LegalHold.objects.filter(profile=profile_id),
        Merge.objects.filter(Q(merged_id=profile_id) | Q(kept=profile_id)),
        Profile.everyone.filter(pk=profile_id),
        # One's own firm can bear one's own name; it goes where nothing but this career has named it.
        named_by_nobody().filter(pk__in=own),
    ):
        deleted.update(rows.delete()[1])
    return by_table(deleted)


def _delete_companies(crowd: Crowd) -> Counter[str]:
    """Those that speak of them and that no career names, or not any more."""
    companies = named_by_nobody().prefetch_related("aliases").iterator(chunk_size=1_000)
    about = [company.pk for company in companies if _is_about(company, crowd)]
    return by_table(Counter(Company.objects.filter(pk__in=about).delete()[1]))


def _is_about(company: Company, crowd: Crowd) -> bool:
    names = [alias.name for alias in company.aliases.all()]
    return crowd.says([company.name, company.domain, company.linkedin_url, company.description, company.payload, names])


def named_by_nobody() -> "QuerySet[Company]":
    careers = Experience.objects.filter(employer=OuterRef("pk"))
    children = Company.objects.filter(parent=OuterRef("pk"))
    return Company.objects.filter(~Exists(careers), ~Exists(children))
