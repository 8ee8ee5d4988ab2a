import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DB_POOL", "on")
os.environ.setdefault("DB_STATEMENT_TIMEOUT", "15")

from config import embedded

embedded.ensure_running()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - needs the services

application = get_wsgi_application()
