"""Settings, from the environment alone. `docs/operations.md` names every variable.

Without DATABASE_URL this is a local installation: embedded services, plain HTTP on the loopback
address, a secret key kept under var/. With it, everything that makes a deployment safe is on
unless it is switched off by name.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import embedded
from config.embedded.kept_secrets import kept_secret
from config.logs import is_worth_a_line

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

LOCAL = not os.environ.get("DATABASE_URL")
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = kept_secret("secret-key", size=50) if LOCAL and "SECRET_KEY" not in os.environ else env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=not LOCAL)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_rq",
    "template_partials",
    "csp",
    "lucide",
    "ninja",
    "config.roles",
    "config.audit",
    "config.access",
    "config.outbox",
    "config.runs",
    "profiles",
    "templates_app",
    "scoring",
]

MIDDLEWARE = [
    "config.access.problems.ApiProblemMiddleware",  # around all that can refuse a request
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.access.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- database: PostgreSQL only, by two roles (docs/adr/0006-two-database-roles.md) --------------
_statement_timeout = env.int("DB_STATEMENT_TIMEOUT", default=0)  # seconds; 0 is none


def _postgresql(address: Mapping[str, Any], variable: str = "DATABASE_URL") -> dict[str, Any]:
    engine = "django.db.backends.postgresql"
    if address.get("ENGINE", engine) != engine:
        raise ImproperlyConfigured(
            f"{variable} must name a PostgreSQL database: postgres://user:password@host:port/name"
        )
    asked: dict[str, Any] = address.get("OPTIONS", {})  # in the URL's query; it has the last word
    options = {
        "application_name": env("APPLICATION_NAME", default="shortlist"),
        "connect_timeout": 5,  # seconds
        # A server that went away without a word is noticed within 30 s; sockets of the same machine need none of it.
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 4,
        "tcp_user_timeout": 30_000,  # milliseconds
        **asked,
        # Compiling a plan costs more than running any of our short queries.
        "options": f"-c jit=off -c statement_timeout={_statement_timeout}s {asked.get('options', '')}",
    }
    # A socket's folder stands percent-encoded in a URL.
    host = unquote(address.get("HOST", ""))
    return {**address, "ENGINE": engine, "HOST": host, "OPTIONS": options, "CONN_HEALTH_CHECKS": True}


_database = _postgresql(embedded.database_settings() if LOCAL else env.db("DATABASE_URL"))
DATABASE_APP_ROLE: str = _database.get("USER", "")
# For `migrate` alone: the role that owns the schema. None where one role does everything.
DATABASE_OWNER: dict[str, Any] | None = None
if LOCAL:
    DATABASE_OWNER = _postgresql(embedded.database_settings(embedded.OWNER))
elif env("MIGRATION_DATABASE_URL", default=""):
    DATABASE_OWNER = _postgresql(env.db("MIGRATION_DATABASE_URL"), "MIGRATION_DATABASE_URL")
if env.bool("DB_POOL", default=False):
    # Set by config/wsgi.py alone: a pool shared across a worker's fork gives two processes one connection.
    _database["OPTIONS"]["pool"] = {"min_size": 2, "max_size": env.int("DB_POOL_SIZE", default=20), "timeout": 30}
DATABASES = {"default": _database}

# --- queue: wakes workers, holds no truth ----------------------------------------------------
REDIS_URL = env("REDIS_URL", default="") or embedded.redis_url()
# "scoring" for calls to the model, "background" for runs that people watch, "fit" for fit scores; none waits for
# another.
RQ_QUEUES = {name: {"URL": REDIS_URL, "DEFAULT_TIMEOUT": -1} for name in ("scoring", "background", "fit")}
# "auto": what is enqueued is enqueued. Waiting for the commit is said where it is meant, with on_commit.
RQ = {"WORKER_CLASS": "scoring.llm.worker.DrainWorker", "COMMIT_MODE": "auto"}
RQ_SHOW_ADMIN_LINK = True

# --- the model that rates --------------------------------------------------------------------
OPENAI_API_KEY = env("OPENAI_API_KEY", default="")
# Empty is no model at all: nobody's career leaves the house because a variable was forgotten.
LLM_BASE_URL = env("LLM_BASE_URL", default="") or ("https://api.openai.com/v1" if OPENAI_API_KEY else "")
LLM_MODEL = env("LLM_MODEL", default="gpt-5-mini")
LLM_CONCURRENCY = env.int("LLM_CONCURRENCY", default=100)
LLM_TIMEOUT_SECONDS = env.float("LLM_TIMEOUT_SECONDS", default=60)
LLM_LEASE_SECONDS = env.int("LLM_LEASE_SECONDS", default=30)
LLM_MAX_ATTEMPTS = env.int("LLM_MAX_ATTEMPTS", default=5)
# Added to every request body as they are, such as {"temperature": 0}.
LLM_PARAMETERS = env.json("LLM_PARAMETERS", default={})
LLM_REDACT_SCHOOLS = env.bool("LLM_REDACT_SCHOOLS", default=True)

# --- the provider that knows people by their LinkedIn address -----------------------------------
PROVIDER_PERSON_URL = env("PROVIDER_PERSON_URL", default="").strip()  # empty: nobody is ever asked
PROVIDER_COMPANY_URL = env("PROVIDER_COMPANY_URL", default="").strip()
PROVIDER_KEY = env("PROVIDER_KEY", default="").strip()
PROVIDER_KEY_HEADER = env("PROVIDER_KEY_HEADER", default="Authorization")
PROVIDER_KEY_FORMAT = env("PROVIDER_KEY_FORMAT", default="Bearer {key}")
PROVIDER_COMPANY_DELAY_SECONDS = env.float("PROVIDER_COMPANY_DELAY_SECONDS", default=5)
PROVIDER_TIMEOUT_SECONDS = env.float("PROVIDER_TIMEOUT_SECONDS", default=30)
PROVIDER_MAX_TRIES = env.int("PROVIDER_MAX_TRIES", default=4)

# --- keeping and deleting candidates ---------------------------------------------------------
RETENTION_DAYS = env.int("RETENTION_DAYS", default=0)  # after which who has no date of their own is deleted; 0 is never
DELETE_UNDO_DAYS = env.int("DELETE_UNDO_DAYS", default=30)  # then who was deleted is erased

# --- people ----------------------------------------------------------------------------------
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "candidates"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(embedded.VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # of a request without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000  # the form of a large rubric
DATA_UPLOAD_MAX_NUMBER_FILES = 100
# Files go to the disk as they come, whatever their size.
FILE_UPLOAD_HANDLERS = [
    "config.uploads.WholeUploads",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- transport -------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^ready$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.WithoutQuotes", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {"worth_a_line": {"()": "django.utils.log.CallbackFilter", "callback": is_worth_a_line}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # A second handler on these would print every line twice.
    "loggers": {
        **{name: {"handlers": [], "propagate": True} for name in ("django", "rq.worker", "rq")},
        "django.request": {"filters": ["worth_a_line"]},
        # A line per call to the model; the job’s own trail tells more.
        **{name: {"level": "WARNING"} for name in ("httpx", "httpx2", "httpcore", "openai")},
    },
}
