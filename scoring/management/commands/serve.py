"""What `make run` runs."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.serving import serve


class Command(BaseCommand):
    help = "Set up the database, then serve the site with its worker and scheduler until Ctrl-C."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own name; migrate checks anyway

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--with-parent", action="store_true", help="Stop when the process that started this ends.")

    def handle(self, *, port: int, with_parent: bool, **_options: Any) -> None:
        sys.exit(serve(port, with_parent=with_parent))
