"""Who else speaks of somebody: "reported to …", a referee's address. For people to look at: it may be a namesake.

PostgreSQL reads the payloads, without accents: they hold all that was said.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.db import connection

from profiles.traces import Crowd

_AT_ONCE = 5_000
_BETWEEN_WORDS = re.compile(r"[\s.,;:'’\"“”()\[\]/·・_-]+")
_LAST_LATIN = "\u024f"
_NOTHING = "(?=a)b"
_SPEAKING = """
    SELECT max(record.id), array_agg(DISTINCT record.profile_id) FILTER (
        WHERE record.profile_id <> ALL (%(ids)s) AND profile.deleted_at IS NULL
        AND (
            said ~* %(contacts)s
            OR (said ~* unaccent(%(names)s) AND unaccent(profile.full_name) !~* unaccent(%(names)s))
        )
    )
    FROM (
        SELECT id, profile_id, unaccent(payload::text) AS said FROM profiles_sourcerecord
        WHERE id > %(after)s ORDER BY id LIMIT %(at_once)s
    ) AS record
    JOIN profiles_profile AS profile ON profile.id = record.profile_id
"""


def speaking_of(crowd: Crowd) -> Iterator[list[int]]:
    """Ids of profiles, step by step: their records have an e-mail, a page or a name of one of the crowd, and it is not
    their own name."""
    pages = {page.removeprefix("linkedin.com/") for page in crowd.all_pages}
    contacts = _any_of(map(re.escape, {*crowd.emails, *pages, *map(quote, pages)}))
    names = _any_of(form for name in crowd.names for form in _in_both_orders(name))
    asked: dict[str, Any] = {"contacts": contacts, "names": names, "ids": crowd.ids, "at_once": _AT_ONCE}
    after: int | None = 0
    while after is not None:
        with connection.cursor() as cursor:
            cursor.execute(_SPEAKING, {**asked, "after": after})
            after, found = cursor.fetchone()
        yield found or []


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(sorted(forms)) or _NOTHING


def _in_both_orders(name: str) -> list[str]:
    """Patterns of "Ann Lee" and "Lee, Ann". One word alone is in too much that means something else."""
    words = [re.escape(word) for word in _BETWEEN_WORDS.split(name) if word]
    if len(words) < 2:
        return [] if name.isascii() else words
    orders = words, [words[-1], *words[:-1]]
    if name[0] > _LAST_LATIN:  # many of these scripts put nothing between words
        return [r"\W{0,3}".join(order) for order in orders]
    return [r"\m" + r"\W{1,3}".join(order) + r"\M" for order in orders]
