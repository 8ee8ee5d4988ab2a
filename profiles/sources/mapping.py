"""A small language for the shapes of providers: where in their JSON each field of the canonical profile stands.

A path is `company.name`; `emails.0` is the first of a list; `a|b` is b where a has nothing; `a+b` is both, joined.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from profiles.sources.extraction import Extraction, distinct
from profiles.sources.records import Json


@dataclass(frozen=True)
class Jobs:
    """Where the list of jobs stands and, in each, its fields. `group` holds several roles at one employer, which
    then take the values under `shared` from it."""

    at: str
    title: str
    company: str
    start: str
    end: str
    location: str = ""
    description: str = ""
    company_url: str = ""
    current: str = ""
    group: str = ""
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schools:
    at: str
    school: str
    degree: str
    field: str
    start: str
    end: str
    description: str = ""


@dataclass(frozen=True)
class Mapping:
    """One provider's shape of a person. Left out fields are unknown to it."""

    source: str
    recognises: Callable[[Json], bool]
    full_name: str
    jobs: Jobs
    schools: Schools
    id: str = ""
    headline: str = ""
    summary: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    public_name: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    skills: str = ""
    skill: str = "name"
    certifications: str = ""
    certification: str = "name"
    issuer: str = ""
    issued: str = ""
    languages: str = ""
    language: str = "name"
    proficiency: str = "proficiency"
    # Title, company and start of the present job where the list of jobs is empty.
    present_job: tuple[str, str, str] = ("", "", "")
    # Where it says whether the e-mail is verified, and the word for yes.
    email_status: tuple[str, str] = ("", "")

    def identity(self, document: Json) -> object:
        return found(document, self.id)[1] if self.id else None

    def verifies(self, document: Json) -> bool:
        where, yes = self.email_status
        return bool(where) and found(document, where)[1] == yes

    def read(self, document: Json, extract: Extraction) -> dict[str, Any]:
        place = extract.place(*(found(document, paths) for paths in (self.city, self.region, self.country)))
        return {
            "full_name": extract.name(*_words(document, self.full_name)),
            "headline": extract.line(*found(document, self.headline)),
            "summary": extract.prose(*found(document, self.summary)),
            "email": extract.email(*found(document, self.email)),
            "phone": extract.line(*found(document, self.phone)),
            "linkedin_url": self._linkedin(document, extract),
            **place,
            "experience": extract.limited("experience", self._jobs(document, extract)),
            "education": extract.limited("education", self._schools(document, extract)),
            "skills": extract.limited("skills", self._skills(document, extract)),
            "certifications": extract.limited("certifications", self._certifications(document, extract)),
            "languages": extract.limited("languages", self._languages(document, extract)),
        }

    def _linkedin(self, document: Json, extract: Extraction) -> str:
        where, name = found(document, self.public_name)
        named = (
            (where, f"https://www.linkedin.com/in/{name}") if isinstance(name, str) and name.strip() else (where, None)
        )
        return extract.linkedin(named, found(document, self.url))

    def _jobs(self, document: Json, extract: Extraction) -> list[dict[str, Any]]:
        jobs, kept = self.jobs, []
        for where, entry in self._roles(document, extract):
            start, end, lasts = extract.period(
                found(entry, jobs.start, where),
                found(entry, jobs.end, where),
                current=found(entry, jobs.current)[1],
            )
            job = {
                "title": extract.line(*found(entry, jobs.title, where)),
                "company": extract.line(*found(entry, jobs.company, where)),
                "company_url": extract.line(*found(entry, jobs.company_url, where)),
                "location": extract.line(*found(entry, jobs.location, where)),
                "start": start,
                "end": end,
                "is_current": lasts,
                "description": extract.prose(*found(entry, jobs.description, where)),
            }
            if extract.saying_something(where, job, "title", "company"):
                kept.append(job)
        return kept or self._present_job(document, extract)

    def _roles(self, document: Json, extract: Extraction) -> list[tuple[str, Json]]:
        roles: list[tuple[str, Json]] = []
        for where, entry in extract.entries(*found(document, self.jobs.at)):
            group = entry.get(self.jobs.group)
            if isinstance(group, list) and group:
                shared = {key: entry[key] for key in self.jobs.shared if key in entry}
                inner = extract.entries(f"{where}.{self.jobs.group}", group)
                roles += [(place, {**shared, **_without_blanks(role)}) for place, role in inner]
            else:
                roles.append((where, entry))
        return roles

    def _present_job(self, document: Json, extract: Extraction) -> list[dict[str, Any]]:
        title, company, start = (found(document, paths) for paths in self.present_job)
        job = {"title": extract.line(*title), "company": extract.line(*company), "is_current": True}
        if not job["title"]:
            return []
        return [{**job, "start": extract.date(*start)}]

    def _schools(self, document: Json, extract: Extraction) -> list[dict[str, Any]]:
        schools, kept = self.schools, []
        for where, entry in extract.entries(*found(document, schools.at)):
            start, end, _ = extract.period(found(entry, schools.start, where), found(entry, schools.end, where))
            school = {
                "school": extract.line(*found(entry, schools.school, where)),
                "degree": extract.line(*found(entry, schools.degree, where)),
                "field": extract.line(*found(entry, schools.field, where)),
                "start": start,
                "end": end,
                "description": extract.prose(*found(entry, schools.description, where)),
            }
            if extract.saying_something(where, school, "school", "degree", "field"):
                kept.append(school)
        return kept

    def _skills(self, document: Json, extract: Extraction) -> list[str]:
        entries = extract.entries(*found(document, self.skills), text=True)
        return distinct(extract.line(*found(entry, f"name|{self.skill}", where)) for where, entry in entries)

    def _certifications(self, document: Json, extract: Extraction) -> list[dict[str, Any]]:
        kept = []
        for where, entry in extract.entries(*found(document, self.certifications), text=True):
            certificate = {
                "name": extract.line(*found(entry, f"name|{self.certification}", where)),
                "issuer": extract.line(*found(entry, self.issuer, where)),
                "issued": extract.date(*found(entry, self.issued, where)),
            }
            if extract.saying_something(where, certificate, "name"):
                kept.append(certificate)
        return kept

    def _languages(self, document: Json, extract: Extraction) -> list[dict[str, Any]]:
        kept = []
        for where, entry in extract.entries(*found(document, self.languages), text=True):
            language = {
                "name": extract.line(*found(entry, f"name|{self.language}", where)),
                "proficiency": _spoken(extract.line(*found(entry, self.proficiency, where))),
            }
            if extract.saying_something(where, language, "name"):
                kept.append(language)
        return kept


def found(document: Json, paths: str, inside: str = "") -> tuple[str, Any]:
    """The first of `a|b` that holds something, with its name for a warning."""
    where, value = paths, None
    for path, keys in _keys(paths):
        where, value = path, _at(document, keys)
        if value not in (None, "", [], {}):
            break
    return (f"{inside}.{where}" if inside else where), value


def _words(document: Json, paths: str) -> tuple[str, Any]:
    """Like `found`, but `a+b` is both, joined by a blank; where nothing is found, the name tells all that was tried."""
    for path in paths.split("|"):
        words = [word.strip() for part in path.split("+") if isinstance(word := found(document, part)[1], str)]
        if any(words):
            return path.replace("+", " and "), " ".join(filter(None, words))
    return paths.replace("|", ", ").replace("+", " and "), None


@cache
def _keys(paths: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((path, tuple(path.split("."))) for path in paths.split("|"))


def _at(document: Any, keys: tuple[str, ...]) -> Any:
    value = document
    for key in keys:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit():
            value = value[int(key)] if int(key) < len(value) else None
        else:
            return None
    return value


def _spoken(constant: str) -> str:
    """NATIVE_OR_BILINGUAL as people write it."""
    return constant.replace("_", " ").capitalize() if constant.isupper() and "_" in constant else constant


def _without_blanks(entry: Json) -> Json:
    return {key: value for key, value in entry.items() if value not in (None, "")}
