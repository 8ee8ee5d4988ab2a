from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from profiles.demo import people
from profiles.imports import Outcome, store
from profiles.sources import Record


class Command(BaseCommand):
    help = "Load fictional technology executives; the same number and seed give the same people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--profiles", type=int, default=60)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        created = 0
        for number, person in enumerate(people(options["profiles"], options["seed"])):
            key = f"{options['seed']}-{number}"
            record = Record(source="demo", key=key, payload=person.model_dump(mode="json"), profile=person, warnings=())
            created += store(record).outcome is Outcome.CREATED
        self.stdout.write(f"{created:,} fictional people loaded.")
