from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.runs import engine, states
from profiles import retention
from profiles.deletion import number


class Command(BaseCommand):
    help = "Delete who is past the date until which they were to be kept, erase who was deleted long enough ago."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            overdue = retention.overdue()
            due = retention.not_held(overdue).count()
            held = overdue.count() - due
            gone = number(retention.expired().count())
            self.stdout.write(f"Would delete {number(due)} (kept by a legal hold: {held:,}) and erase {gone}.")
            return
        run = retention.start()
        if run is None:
            raise CommandError("A run of it is under way already.")
        if claimed := states.claim(run.pk):
            engine.work_off(claimed)
        run.refresh_from_db()
        counts = ", ".join(f"{count:,} {outcome}" for outcome, count in run.counts.items())
        self.stdout.write(f"{counts or 'Nobody was due'}: {run.get_state_display()}.")
