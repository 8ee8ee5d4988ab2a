"""What a check keeps for its page until the import ends: the first people as they would look, and likely doubles."""

from collections.abc import Sequence
from typing import Any

from profiles.imports.items import Ready
from profiles.imports.matching import Incoming
from profiles.models import Outcome, Profile
from profiles.models.people import SEARCH_NAME_LENGTH
from profiles.names import fold
from profiles.results import Result
from profiles.sources import CompanyRecord

FIRST_ROWS = 20
_MOST_NAMES = 100_000  # of new people, that are compared with each other
_WRITTEN = (Outcome.CREATED, Outcome.CHANGED)


class Preview:
    """Grows batch by batch, and only by names after the first rows."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.alike: list[dict[str, Any]] = []
        self._names: dict[int, str] = {}  # a name's hash to where it stood first
        self.counts = {"people": 0, "companies": 0, "alike": 0, "warned": 0}

    def add(self, batch: Sequence[Ready], results: Sequence[Result]) -> None:
        new: list[tuple[Incoming, Result]] = []
        for item, result in zip(batch, results, strict=True):
            self.counts["warned"] += bool(result.warnings)
            if result.outcome in _WRITTEN:
                self.counts["people" if isinstance(item, Incoming) else "companies"] += 1
            if len(self.rows) < FIRST_ROWS and (row := _row(item, result)):
                self.rows.append(row)
            if isinstance(item, Incoming) and result.outcome == Outcome.CREATED:
                new.append((item, result))
        self._compare(new)

    def as_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "alike_rows": self.alike, **self.counts}

    def _compare(self, new: Sequence[tuple[Incoming, Result]]) -> None:
        """Whoever would be new and is called like somebody who is here, or who would be new as well."""
        names = [fold(incoming.record.profile.full_name)[:SEARCH_NAME_LENGTH] for incoming, _ in new]
        here: dict[str, dict[str, Any]] = {}
        found = Profile.objects.filter(search_name__in=names).order_by("-id")
        for name, pk, full_name, headline in found.values_list("search_name", "id", "full_name", "headline"):
            here[name] = {"id": pk, "full_name": full_name, "headline": headline}
        for (incoming, result), name in zip(new, names, strict=True):
            before = self._names.get(hash(name), "")
            if not before and len(self._names) < _MOST_NAMES:
                self._names[hash(name)] = f"{incoming.file}, {result.where}" if incoming.file else result.where
            if name not in here and not before:
                continue
            self.counts["alike"] += 1
            if len(self.alike) < FIRST_ROWS:
                row = _row(incoming, result)
                self.alike.append({**(row or {}), "profile": here.get(name), "before": before})


def _row(item: Ready, result: Result) -> dict[str, Any] | None:
    if result.outcome == Outcome.REFUSED:
        return None
    told = {"file": item.file, "where": result.where, "outcome": result.outcome, "profile_id": result.profile_id}
    if isinstance(item, CompanyRecord):
        return {**told, "name": item.company.name, "company": True}
    if not isinstance(item, Incoming):
        return None
    profile = item.record.profile
    now = next((entry for entry in profile.experience if entry.is_current), None)
    return {
        **told,
        "name": profile.full_name,
        "headline": profile.headline,
        "place": ", ".join(filter(None, (profile.city, profile.region, profile.country))),
        "job": ", ".join(filter(None, (now.title, now.company))) if now else "",
        "positions": len(profile.experience),
        "skills": len(profile.skills),
    }
