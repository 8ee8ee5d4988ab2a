from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.access.models import SCOPES, ApiKey
from config.audit.models import SYSTEM


class Command(BaseCommand):
    help = "Create an API key and print it. It is shown this once; only its hash is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what the key is for")
        parser.add_argument("--scopes", default="read", help=f"comma-separated, of {', '.join(SCOPES)}; default: read")

    def handle(self, *args: Any, **options: Any) -> None:
        scopes = [scope.strip() for scope in options["scopes"].split(",") if scope.strip()]
        try:
            _, secret = ApiKey.objects.issue(options["name"], scopes, SYSTEM)
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(secret)
