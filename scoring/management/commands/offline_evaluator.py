from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scoring.evaluator import cli
from scoring.evaluator.faults import BadSettingError


class Command(BaseCommand):
    help = cli.DESCRIPTION
    requires_system_checks = ()  # it needs no settings and no database

    def add_arguments(self, parser: CommandParser) -> None:
        cli.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cli.run(options)
        except (BadSettingError, OSError) as error:
            raise CommandError(str(error)) from error
