from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from profiles.demo import people
from profiles.imports import Outcome
from profiles.imports.items import batched
from profiles.imports.single import store_together
from profiles.sources import Record


class Command(BaseCommand):
    help = "Load fictional technology executives; the same number and seed give the same people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--profiles", type=int, default=60)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        seed = options["seed"]
        records = (
            Record("demo", f"{seed}-{number}", person.model_dump(mode="json"), person)
            for number, person in enumerate(people(options["profiles"], seed))
        )
        created = sum(
            result.outcome is Outcome.CREATED for batch in batched(records) for result in store_together(batch)
        )
        self.stdout.write(f"{created:,} fictional people loaded.")
