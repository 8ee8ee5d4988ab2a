import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.audit.models import SYSTEM, AuditEvent, record
from profiles.models import Role
from scoring.exports import CONTENT_TYPES, stream


class Command(BaseCommand):
    help = "Write what the export endpoint answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", required=True)
        parser.add_argument("--format", choices=sorted(CONTENT_TYPES), default="csv")
        parser.add_argument("-o", "--output", type=Path, help="default: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        role = Role.objects.filter(slug=options["role"]).first()
        if role is None:
            known = ", ".join(Role.objects.values_list("slug", flat=True))
            raise CommandError(f"There is no role “{options['role']}”. Roles are {known}.")
        record(AuditEvent.Action.EXPORTED, SYSTEM, f"role:{role.slug}", format=options["format"], filtered=False)
        blocks = stream(role, options["format"])
        if options["output"]:
            with options["output"].open("wb") as output:
                output.writelines(blocks)
        else:
            sys.stdout.buffer.writelines(blocks)
