from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.audit.models import SYSTEM, AuditEvent, record
from profiles.reextraction import reread, store
from profiles.sources import SOURCES

LONGEST = 100  # characters of a value in the list of differences


class Command(BaseCommand):
    help = "Read the kept payloads again, after a mapping got better. Says what would differ; --apply keeps it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", choices=sorted(SOURCES), help="only what came from this source")
        parser.add_argument("--apply", action="store_true", help="keep what differs")
        parser.add_argument("--show", type=int, default=20, metavar="N", help="list the differences of N records")

    def handle(self, *args: Any, **options: Any) -> None:
        read = differing = unreadable = 0
        changed: set[int] = set()
        for batch in reread(options["source"]):
            read += len(batch)
            for each in batch:
                unreadable += bool(each.problem)
                differing += each.differs
                if each.differs and differing <= options["show"]:
                    self.stdout.write(f"profile {each.record.profile_id}, {each.record}:")
                    for name, before, after in each.differences:
                        self.stdout.write(f"  {name}: {before[:LONGEST]} → {after[:LONGEST]}")
                if each.problem:
                    self.stderr.write(f"profile {each.record.profile_id}, {each.record}: left alone: {each.problem}")
            if options["apply"]:
                changed.update(store(batch))
        self.stdout.write(f"{read:,} records read, {differing:,} differ, {unreadable:,} can no longer be read.")
        if options["apply"]:
            record(AuditEvent.Action.PROFILES_REEXTRACTED, SYSTEM, records=differing, profiles=len(changed))
            self.stdout.write(f"{len(changed):,} profiles now say something else.")
        elif differing:
            self.stdout.write("Nothing was changed. Run it again with --apply to keep the differences.")
