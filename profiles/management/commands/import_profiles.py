import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.audit.models import SYSTEM, AuditEvent, record
from profiles.imports import Outcome, Result, import_file
from profiles.sources import SOURCES


class Command(BaseCommand):
    help = "Import profiles from files. Running it again changes nothing and says so."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--format", choices=sorted(SOURCES), help="read the files as this; default: recognised")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object per record")

    def handle(self, *args: Any, **options: Any) -> None:
        counts: Counter[Outcome] = Counter()
        said = time.monotonic()
        for path in options["files"]:
            for result in import_file(path, source=options["format"], dry_run=options["dry_run"]):
                counts[result.outcome] += 1
                self._report(path, result, as_json=options["json"])
                if time.monotonic() - said > 5:
                    said = time.monotonic()
                    self.stderr.write(f"… {counts.total():,} records so far")
        if not options["dry_run"]:
            record(AuditEvent.Action.PROFILES_IMPORTED, SYSTEM, counts=counts)
        if not options["json"]:
            total = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in Outcome)
            self.stdout.write(f"{'Would be: ' if options['dry_run'] else ''}{total}.")
        if counts[Outcome.REFUSED] == counts.total():
            raise CommandError("Nothing could be imported.")

    def _report(self, path: Path, result: Result, *, as_json: bool) -> None:
        if as_json:
            fields = {"file": str(path), "where": result.where, "outcome": result.outcome}
            more = {"profile_id": result.profile_id, "reason": result.reason, "warnings": result.warnings}
            self.stdout.write(json.dumps({**fields, **more}))
            return
        where = f"{path}{f', {result.where}' if result.where else ''}"
        if result.outcome is Outcome.REFUSED:
            self.stderr.write(f"{where}: refused: {result.reason}")
        for warning in result.warnings:
            self.stderr.write(f"{where}: {warning}")
