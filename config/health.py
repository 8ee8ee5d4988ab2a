"""For load balancers and `manage.py smoke`: alive, and able to work. Open to all, so they tell and cost little."""

import math
import time
from functools import cache
from threading import Lock

import psycopg
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

FRESH_SECONDS = 1
PATIENCE_SECONDS = 2
NOT_READY = {"database": False, "queue": False}


class Readiness:
    """Looks once a second at most, and one thread at a time: the others repeat the last answer, and never wait.

    They repeat it until the look takes so long that this is an answer, too.
    """

    def __init__(self) -> None:
        self._looking = Lock()
        self._answer, self._answered_at, self._holds_until = NOT_READY, -math.inf, math.inf
        self._schema_is_current = False  # it stays so: a newer schema comes with a newer process

    def answer(self) -> dict[str, bool]:
        if time.monotonic() - self._answered_at > FRESH_SECONDS and self._looking.acquire(blocking=False):
            try:
                self._holds_until = time.monotonic() + PATIENCE_SECONDS
                self._answer = {"database": self._database(), "queue": _queue()}
                self._answered_at, self._holds_until = time.monotonic(), math.inf
            finally:
                self._looking.release()
        return self._answer if time.monotonic() < self._holds_until else NOT_READY

    def _database(self) -> bool:
        """Over a connection of its own: the pool's may all be waiting for the very server that is down."""
        parameters = connection.get_connection_params()
        parameters |= {"connect_timeout": 2, "options": f"{parameters['options']} -c statement_timeout=2s"}
        try:
            with psycopg.connect(**parameters) as own:
                if self._schema_is_current:
                    own.execute("SELECT 1")
                else:
                    applied = set(own.execute("SELECT app, name FROM django_migrations"))
                    self._schema_is_current = _migrations() <= applied
        except psycopg.Error:
            return False
        return self._schema_is_current


@cache
def _migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).graph.nodes)


def _queue() -> bool:
    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0)
        ) as queue:
            return bool(queue.ping())
    except RedisError:
        return False


_readiness = Readiness()


@login_not_required
@never_cache
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    """503 while the database, its schema or the queue is not there."""
    checks = _readiness.answer()
    ok = all(checks.values())
    return JsonResponse({"status": "ok" if ok else "not ready", **checks}, status=200 if ok else 503)
