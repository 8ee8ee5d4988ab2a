from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.audit.models import SYSTEM
from profiles.erasure import CannotErase, erase
from profiles.models import Profile


class Command(BaseCommand):
    help = "Erase one person from every table, report and upload, for good."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("profile", type=int, metavar="ID")
        parser.add_argument("--yes", action="store_true", help="do it; without this, say who it would be")

    def handle(self, *args: Any, **options: Any) -> None:
        profile = Profile.everyone.filter(pk=options["profile"]).first()
        if profile is None:
            raise CommandError(f"There is no profile {options['profile']}.")
        if not options["yes"]:
            self.stdout.write(f"This would erase {profile.full_name} for good. To do it, add --yes.")
            return
        try:
            erased = erase(profile.pk, actor=SYSTEM)
        except CannotErase as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(str(erased))
        for profile_id in erased.spoken_of_by:
            self.stdout.write(f"  profile {profile_id}")
