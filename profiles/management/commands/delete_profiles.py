import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.audit.models import SYSTEM
from config.runs import engine, states
from config.runs.models import Run
from profiles import deletion as service
from profiles.deletion import CannotDelete, Criteria, Entry
from profiles.models import Deletion

SAID_EVERY_SECONDS = 5


class Command(BaseCommand):
    help = "Delete candidates in three steps: look, ten, the rest. Can be undone for a while."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ids", help="1,2,3")
        parser.add_argument("--named", default="", metavar="TEXT", help="every word is somewhere in the name")
        parser.add_argument("--import", dest="import_id", type=int, metavar="N", help="brought in by import N")
        parser.add_argument("--seal", metavar="CODE", help="as the look has printed it: delete the first ten of them")
        parser.add_argument("--rest", type=int, metavar="DELETION", help="delete those that are left of it")
        parser.add_argument("--undo", type=int, metavar="DELETION", help="restore all of it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["rest"] or options["undo"]:
                self._go_on(**options)
            else:
                self._begin(**options)
        except CannotDelete as refusal:
            raise CommandError(str(refusal)) from None

    def _begin(self, ids: str | None, named: str, import_id: int | None, seal: str | None, **_: Any) -> None:
        try:
            criteria = Criteria(tuple(map(int, ids.split(","))) if ids else (), named, import_id)
        except ValueError:
            raise CommandError("--ids takes numbers with commas between them.") from None
        if not seal:
            self._look(criteria)
            return
        deletion = service.begin(criteria, seal=seal, actor=SYSTEM)
        if deletion.first_run:
            self._work_off(deletion.first_run)
        for entry in deletion.entries.exclude(state=Entry.FOUND).select_related("profile"):
            self.stdout.write(f"  {entry.profile.full_name} ({entry.profile_id}): {entry.get_state_display()}")
        left = deletion.entries.filter(state=Entry.FOUND).count()
        self.stdout.write(f"Deletion {deletion.pk}. To undo it: manage.py delete_profiles --undo {deletion.pk}")
        if left:
            self.stdout.write(f"The other {left:,}: manage.py delete_profiles --rest {deletion.pk}")

    def _look(self, criteria: Criteria) -> None:
        found = service.check(criteria)
        self.stdout.write(f"{service.number(found.to_delete)} would be deleted. Kept by a legal hold: {found.held:,}.")
        for person in found.first:
            self.stdout.write(f"  {person.full_name} ({person.pk})")
        if found.to_delete:
            self.stdout.write(f"Nothing was deleted. To delete the first ten, add: --seal {found.seal}")

    def _go_on(self, rest: int | None, undo: int | None, **_: Any) -> None:
        deletion = Deletion.objects.filter(pk=rest or undo or 0).first()
        if deletion is None:
            raise CommandError(f"There is no deletion {rest or undo}.")
        run = (service.finish if rest else service.undo)(deletion, actor=SYSTEM)
        self._work_off(run)
        run.refresh_from_db()
        counts = ", ".join(f"{count:,} {outcome}" for outcome, count in run.counts.items())
        self.stdout.write(f"{counts or 'Nothing'}: {run.get_state_display()}.")

    def _work_off(self, run: Run) -> None:
        """Here, or by watching the worker that was quicker."""
        if claimed := states.claim(run.pk):
            engine.work_off(claimed)
        said = time.monotonic()
        run.refresh_from_db()
        while not run.is_finished:
            time.sleep(0.5)
            run.refresh_from_db()
            if claimed := states.claim(run.pk):
                engine.work_off(claimed)
            if time.monotonic() - said > SAID_EVERY_SECONDS:
                said = time.monotonic()
                self.stderr.write(f"… {run.done:,} of {run.total or 0:,}")
