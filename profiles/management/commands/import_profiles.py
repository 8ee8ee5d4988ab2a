import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.audit.models import SYSTEM, AuditEvent, record
from profiles.imports import Outcome, Result, import_files
from profiles.imports.previews import Preview
from profiles.sources import SOURCES
from profiles.sources.tables import TARGETS

SAY_SECONDS = 5


class Command(BaseCommand):
    help = "Import people and companies from files of any kind. Running it again changes nothing and says so."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--format", choices=sorted(SOURCES), help="read the JSON as this; default: recognised")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            type=_column,
            metavar="HEADER=FIELD",
            help="what a column of a table holds, once for each that is to be read; default: remembered or guessed. "
            f"Fields: {', '.join(field for field in TARGETS if field and '.' not in field)}, "
            "experience.1.title, experience.1.company, …, education.1.school, …",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object per record")

    def handle(self, *args: Any, **options: Any) -> None:
        counts: Counter[Outcome] = Counter()
        began = said = time.monotonic()
        preview = Preview() if options["dry_run"] and not options["json"] else None
        results = import_files(
            options["files"],
            source=options["format"],
            columns=dict(options["column"]),
            dry_run=options["dry_run"],
            preview=preview,
            tell=self.stderr.write,
        )
        for name, result in results:
            counts[result.outcome] += 1
            self._report(name, result, as_json=options["json"])
            if (now := time.monotonic()) - said > SAY_SECONDS:
                said = now
                self.stderr.write(f"… {counts.total():,} records, {counts.total() / (now - began):,.0f} a second")
        if not options["dry_run"]:
            record(AuditEvent.Action.PROFILES_IMPORTED, SYSTEM, counts=counts)
        if preview:
            self._show(preview)
        if not options["json"]:
            total = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in Outcome)
            self.stdout.write(f"{'Would be: ' if options['dry_run'] else ''}{total}.")
        if counts[Outcome.REFUSED] == counts.total():
            raise CommandError("Nothing could be imported.")

    def _show(self, preview: Preview) -> None:
        for row in preview.rows:
            told = (row["outcome"], row["name"], row.get("headline"), row.get("job"), row.get("place"))
            self.stdout.write(" · ".join(filter(None, told)))
        for row in preview.alike:
            known = row["profile"]
            also = f"profile {known['id']}, {known['full_name']}" if known else f"the one in {row['before']}"
            self.stdout.write(f"Likely a duplicate: {row['name']} ({row['where']}) is called like {also}.")

    def _report(self, name: str, result: Result, *, as_json: bool) -> None:
        if as_json:
            fields = {"file": name, "where": result.where, "outcome": result.outcome}
            ids = {"profile_id": result.profile_id, "company_id": result.company_id}
            why = {"reason": result.reason, "field": result.field, "value": result.value, "warnings": result.warnings}
            self.stdout.write(json.dumps({**fields, **ids, **why}))
            return
        where = f"{name}{f', {result.where}' if result.where else ''}"
        if result.outcome is Outcome.REFUSED:
            self.stderr.write(f"{where}: refused: {result.reason}")
        for warning in result.warnings:
            self.stderr.write(f"{where}: {warning}")


def _column(text: str) -> tuple[str, str]:
    header, _, field = text.rpartition("=")
    if not header or field not in TARGETS:
        raise argparse.ArgumentTypeError(f"'{text}' is not HEADER=FIELD with one of the fields that there are")
    return header, field
