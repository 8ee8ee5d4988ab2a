"""Which company an entry of a career means: by its LinkedIn page or website, else by its name; unknown ones become
companies."""

from collections.abc import Iterable
from functools import lru_cache

from django.db import connection
from django.db.models import Q

from profiles.companies.domains import company_domain
from profiles.companies.names import company_key
from profiles.linkedin_urls import linkedin_company_key
from profiles.models import Company, CompanyAlias

_key_of = lru_cache(maxsize=50_000)(company_key)


@lru_cache(maxsize=50_000)
def _sign_of(url: str) -> str:
    """The page's or the website's normal form; a website stands behind two slashes, so that no name looks like it."""
    if page := linkedin_company_key(url):
        return page
    domain = company_domain(url)
    return f"//{domain}" if domain else ""


class Employers:
    """The companies of a batch of entries, looked up and created together.

    Looked up each time: what a process remembered would still link after another has taken a name away from a company
    or made one of two.
    """

    def __init__(self, ids: dict[str, int]) -> None:
        self._ids = ids

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str]]) -> "Employers":
        """`entries` are names and addresses as they stand in careers; either may be blank."""
        wanted: dict[str, tuple[str, str]] = {}  # identity → name, address
        for name, url in sorted(set(entries)):
            if key := _key_of(name):
                wanted.setdefault(key, (name, ""))
                if sign := _sign_of(url) if url else "":
                    wanted[sign] = (name, url)
        found = _found(wanted)
        return cls(found | _created({key: value for key, value in wanted.items() if key not in found}))

    def id_of(self, name: str, url: str) -> int | None:
        key = _key_of(name)
        if not key:
            return None
        sign = _sign_of(url) if url else ""
        return self._ids.get(sign) or self._ids.get(key)


def _found(wanted: dict[str, tuple[str, str]]) -> dict[str, int]:
    names = [key for key, (_, url) in wanted.items() if not url]
    signs = [key for key, (_, url) in wanted.items() if url]
    found: dict[str, int] = {}
    if names:
        found |= dict(CompanyAlias.objects.filter(key__in=names).values_list("key", "company_id"))
    if signs:
        domains = [sign[2:] for sign in signs if sign.startswith("//")]
        known = Company.objects.filter(Q(linkedin_key__in=signs) | Q(domain__in=domains))
        for company_id, page, domain in known.values_list("id", "linkedin_key", "domain"):
            found |= {sign: company_id for sign in (page, f"//{domain}") if sign in wanted}
    return found


def _created(wanted: dict[str, tuple[str, str]]) -> dict[str, int]:
    """New companies, by name. One that comes with a page or a website gets it, unless the name has another already."""
    names = {key: name for key, (name, url) in wanted.items() if not url}
    created: dict[str, int] = {}
    if names:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                WITH numbered AS (
                    SELECT key, name, nextval(pg_get_serial_sequence('profiles_company', 'id')) AS id
                    FROM unnest(%s::text[], %s::text[]) AS asked (key, name)
                ),
                companies AS (
                    INSERT INTO profiles_company (id, name, linkedin_url, industry, kind, city, region, country,
                        funding_stage, description, source, content_hash)
                    SELECT id, name, '', '', '', '', '', '', '', '', '', '' FROM numbered
                )
                INSERT INTO profiles_companyalias (company_id, key, name) SELECT id, key, name FROM numbered
                RETURNING key, company_id
                """,
                [list(names), list(names.values())],
            )
            created = dict(cursor.fetchall())
    for sign, (name, url) in wanted.items():
        if url:
            created[sign] = _with_sign(sign, name, url, created)
    return created


def _with_sign(sign: str, name: str, url: str, created: dict[str, int]) -> int:
    """The company of that name takes the page or the website; where it has another, they are two companies."""
    place, bears = (
        ("domain", {"domain": sign[2:]}) if sign.startswith("//") else ("linkedin_key", {"linkedin_url": url})
    )
    key = _key_of(name)
    company_id = created.get(key) or CompanyAlias.objects.filter(key=key).values_list("company_id", flat=True).first()
    free = Company.objects.filter(pk=company_id or 0, **{place: None})
    if company_id and free.update(**bears):
        return company_id
    return Company.objects.create(name=name, **bears).pk
