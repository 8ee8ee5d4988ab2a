import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from scoring.llm.reconciler import every_night, reconcile

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Put back the jobs and runs of dead workers, and wake a worker where something is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, one pass each SECONDS")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["every"] is None:
            lost, woken = reconcile()
            self.stdout.write(
                f"{lost} lost jobs and runs put back; {'a worker was woken' if woken else 'nothing is due'}."
            )
            return
        while True:
            try:
                lost, _ = reconcile()
                every_night()
                if lost:
                    logger.info("%s lost jobs and runs put back", lost)
            except DatabaseError:
                logger.exception("This pass failed; the next is in %s s", options["every"])
                connection.close()
            time.sleep(options["every"])
