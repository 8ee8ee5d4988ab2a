import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.audit.models import SYSTEM
from config.runs import engine, states
from profiles.models import Role
from scoring import fitting


class Command(BaseCommand):
    help = "Score how well everyone fits a role, by its active rubric; what has not changed is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        rubrics = [rubric for rubric in fitting.active_rubrics() if rubric.role.slug == options["role"]]
        if not rubrics:
            known = ", ".join(Role.objects.values_list("slug", flat=True))
            raise CommandError(f"There is no rubric for a role “{options['role']}”. Roles are {known}.")
        run = fitting.begin_all(rubrics, actor=SYSTEM)
        while not run.is_finished:  # a worker may take it first, and give it back in between
            if claimed := states.claim(run.pk):
                engine.work_off(claimed)
            else:
                time.sleep(0.5)
            run.refresh_from_db()
        if run.problem:
            raise CommandError(run.problem)
        counts = run.counts
        self.stdout.write(
            f"{counts.get('scored', 0):,} scored as {rubrics[0].role}, {counts.get('changed', 0):,} changed."
        )
