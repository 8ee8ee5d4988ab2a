import os
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction

from config.roles.creation import RoleRefused, set_up


class Command(BaseCommand):
    help = (
        "Make the two roles of Shortlist in the database of DATABASE_URL, which names an administrator this once: "
        "one that owns the schema and one that the app runs as. Passwords come from OWNER_PASSWORD and APP_PASSWORD. "
        "Running it again is harmless."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", required=True, help="role that owns the schema; `migrate` connects as it")
        parser.add_argument("--app", required=True, help="role of everything else; it cannot change the schema")

    def handle(self, *args: Any, **options: Any) -> None:
        owner, app = options["owner"], options["app"]
        if settings.LOCAL:
            raise CommandError("The embedded database has its roles. Set DATABASE_URL to an administrator's address.")
        if owner == app:
            raise CommandError("Two roles that are one protect nothing: give --owner and --app different names.")
        passwords = {owner: os.environ.get("OWNER_PASSWORD"), app: os.environ.get("APP_PASSWORD")}
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                verifiers = {role: encrypted(word, role) for role, word in passwords.items() if word}
                set_up(cursor, owner=owner, app=app, verifiers=verifiers)
        except RoleRefused as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(f"PostgreSQL refused, and nothing was changed: {error}") from error
        self.stdout.write("Done. Add the passwords; MIGRATION_DATABASE_URL is for `manage.py migrate` alone.")
        self.stdout.write(f"MIGRATION_DATABASE_URL={address_of(owner)}")
        self.stdout.write(f"DATABASE_URL={address_of(app)}")


def encrypted(password: str, role: str) -> str:
    """As the server would store it: then no log of statements holds the password."""
    stored: bytes = connection.connection.pgconn.encrypt_password(password.encode(), role.encode())
    return stored.decode()


def address_of(role: str) -> str:
    address = urlsplit(os.environ["DATABASE_URL"])
    host = address.netloc.rpartition("@")[2]
    return address._replace(netloc=f"{quote(role, safe='')}@{host}").geturl()
