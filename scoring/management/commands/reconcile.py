import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from scoring.llm.reconciler import reconcile

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Put back the jobs of dead workers, and wake a worker where jobs are due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, one pass each SECONDS")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["every"] is None:
            lost, woken = reconcile()
            self.stdout.write(f"{lost} lost jobs put back; {'a worker was woken' if woken else 'nothing is due'}.")
            return
        while True:
            try:
                lost, _ = reconcile()
                if lost:
                    logger.info("%s lost jobs put back", lost)
            except DatabaseError:
                logger.exception("This pass failed; the next is in %s s", options["every"])
                connection.close()
            time.sleep(options["every"])
