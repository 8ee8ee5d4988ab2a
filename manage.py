#!/usr/bin/env python
"""Django's command line, with the embedded services running where none are configured."""

import os
import sys

from config import embedded

# These ask neither an embedded database nor the queue; for any other command, starting both costs a tenth of a second.
WITHOUT_SERVICES = {
    *("help", "version", "--help", "-h", "--version"),
    *("check", "collectstatic", "offline_evaluator", "set_up_database"),
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not WITHOUT_SERVICES.intersection(sys.argv[1:2] or ["help"]) and "--help" not in sys.argv:
        try:
            embedded.ensure_running()
        except embedded.EmbeddedError as error:
            sys.exit(str(error))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
