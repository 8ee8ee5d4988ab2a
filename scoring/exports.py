"""Candidates as files, streamed by PostgreSQL's own COPY: the first byte at once, flat memory at any size."""

from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Any

from django.db import connection
from django.http import StreamingHttpResponse

from config.access.problems import Problem
from config.audit.models import Actor, AuditEvent, record
from profiles.models import Role
from profiles.names import fold
from scoring import fitting
from scoring.models import OFFLINE_EVALUATOR

SCHEMA_VERSION = 2
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson"}
LONGEST_SECONDS = 600  # instead of the time-out of other web requests

_places = BoundedSemaphore(2)  # each export has a thread and a connection for as long as its reader takes

# A cell that starts with one of these is a formula to a spreadsheet; an apostrophe before it makes it text.
_FORMULA = r"^[=+\-@\t\r]"

_ROWS = f"""
    SELECT profile.id AS profile_id, profile.full_name, profile.headline,
        job_now.title AS current_title, job_now.company AS current_company,
        profile.city, profile.region, profile.country, profile.linkedin_url,
        %(role)s AS role, assessment.score, assessment.band, assessment.confidence, assessment.model,
        assessment.model IS DISTINCT FROM %(offline)s AND assessment.id IS NOT NULL AS is_llm,
        template.name AS template, version.number AS template_version, rubric.version AS rubric_version,
        fit.overall AS fit_score, fit.band AS fit_band, fit.confidence AS fit_confidence, fit.as_of AS fit_as_of,
        fit_rubric.version AS fit_rubric_version,
        (fit.profile_hash, fit.as_of, fit.engine, fit.phrases)
            = (profile.content_hash, %(month)s, %(engine)s, %(phrases)s)
            AND profile.id NOT IN ({fitting.MOVED}) AS fit_is_current,
        to_char(assessment.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS assessed_at,
        to_char(profile.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS profile_updated_at
    FROM profiles_profile profile
    LEFT JOIN scoring_candidate candidate ON candidate.profile_id = profile.id AND candidate.role_id = %(role_id)s
    LEFT JOIN scoring_assessment assessment ON assessment.id = candidate.assessment_id
    LEFT JOIN scoring_scoringjob job ON job.id = assessment.job_id
    LEFT JOIN scoring_rubric rubric ON rubric.id = job.rubric_id
    LEFT JOIN templates_app_templateversion version ON version.id = job.template_version_id
    LEFT JOIN templates_app_prompttemplate template ON template.id = version.template_id
    LEFT JOIN scoring_rubric fit_rubric ON fit_rubric.role_id = %(role_id)s AND fit_rubric.is_active
    LEFT JOIN scoring_fitscore fit ON fit.profile_id = profile.id AND fit.rubric_id = fit_rubric.id
    LEFT JOIN LATERAL (
        SELECT title, company FROM profiles_experience entry WHERE entry.profile_id = profile.id
        ORDER BY is_current DESC, position LIMIT 1
    ) job_now ON true
    WHERE profile.deleted_at IS NULL AND profile.search_name LIKE ALL (%(words)s::text[])
    ORDER BY profile.id
"""  # noqa: S608 - our own names
_TEXTS = (
    "full_name", "headline", "current_title", "current_company", "city", "region", "country", "linkedin_url", "model",
    "template",
)  # fmt: skip
_COLUMNS = (
    "profile_id", "full_name", "headline", "current_title", "current_company", "city", "region", "country",
    "linkedin_url", "role", "fit_score", "fit_band", "fit_confidence", "fit_as_of", "fit_rubric_version",
    "fit_is_current", "score", "band", "confidence", "model", "is_llm", "template", "template_version",
    "rubric_version", "assessed_at", "profile_updated_at",
)  # fmt: skip


def response(role: Role, export_format: str, *, name: str, actor: Actor) -> StreamingHttpResponse:
    """`export_format` is a key of CONTENT_TYPES; `name` filters like the candidate list's search.

    Raises Problem 503 while as many as this process has places for are under way.
    """
    blocks = _in_a_place(stream(role, export_format, name=name, longest_seconds=LONGEST_SECONDS))
    next(blocks)
    record(AuditEvent.Action.EXPORTED, actor, f"role:{role.slug}", format=export_format, filtered=bool(name))
    streamed = StreamingHttpResponse(blocks, content_type=CONTENT_TYPES[export_format])
    streamed["Content-Disposition"] = f'attachment; filename="candidates-{role.slug}.{export_format}"'
    streamed["X-Schema-Version"] = str(SCHEMA_VERSION)
    return streamed


def _in_a_place(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Take the first item before handing it on: a generator that has not begun frees nothing when closed or dropped."""
    if not _places.acquire(blocking=False):
        raise Problem(503, "Other exports are under way. Try again in a moment.", headers={"Retry-After": "30"})
    try:
        yield b""
        yield from blocks
    finally:
        _places.release()


def stream(role: Role, export_format: str, *, name: str = "", longest_seconds: int = 0) -> Iterator[bytes]:
    """The file in blocks, from one statement that may take `longest_seconds`; 0 is no limit."""
    parameters: dict[str, Any] = {
        "role": role.slug,
        "role_id": role.pk,
        "offline": OFFLINE_EVALUATOR,
        **dict(zip(("month", "engine", "phrases"), fitting.grounds(), strict=True)),
        "words": [f"%{_like_literal(word)}%" for word in fold(name).split()],
    }
    connection.ensure_connection()  # COPY is psycopg's own; Django's cursor does not pass its parameters on
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{longest_seconds}s'")
        with cursor.copy(_STATEMENTS[export_format], parameters) as copy:
            for block in copy:
                yield bytes(block)


def _like_literal(word: str) -> str:
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _csv_column(column: str) -> str:
    if column not in _TEXTS:
        return column
    return f"CASE WHEN {column} ~ '{_FORMULA}' THEN '''' || {column} ELSE {column} END AS {column}"


_STATEMENTS = {
    "csv": f"""
        COPY (SELECT {", ".join(map(_csv_column, _COLUMNS))} FROM ({_ROWS}) AS candidates)
        TO STDOUT (FORMAT csv, HEADER)
    """,  # noqa: S608 - made of the constants above alone
    # COPY's text format would escape the backslashes of JSON; these two characters never occur in it.
    "ndjson": f"""
        COPY (SELECT row_to_json(candidates) FROM ({_ROWS}) AS candidates)
        TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')
    """,  # noqa: S608
}
