"""Two profiles beside each other, thing by thing, and what becomes of each when they are made one."""

from collections.abc import Mapping
from dataclasses import dataclass

from profiles.canonical import CanonicalProfile
from profiles.merging import UNITS, Telling, combined
from profiles.models import Duplicate, Profile, SourceRecord
from profiles.provenance import UNIT_LABELS, Origin, Said, origins, records_of

_LISTS = {"experience", "education", "certifications", "languages"}
SAME, DIFFERENT, ONE = "same", "different", "only one says it"


@dataclass(frozen=True)
class Row:
    """One thing as either profile has it. `newest` is the record that is believed where nobody chooses."""

    unit: str
    first: Said | None
    second: Said | None
    newest: int | None

    @property
    def label(self) -> str:
        return UNIT_LABELS[self.unit]

    @property
    def sides(self) -> tuple[Said | None, Said | None]:
        return self.first, self.second

    @property
    def verdict(self) -> str:
        if not (self.first and self.second):
            return ONE
        return SAME if self.first.lines == self.second.lines else DIFFERENT

    @property
    def is_to_choose(self) -> bool:
        return self.verdict == DIFFERENT

    @property
    def proposed(self) -> int | None:
        """The newest, but for lists that leave out what the other has: whoever merges would not look for it."""
        known = [said for said in self.sides if said]
        if self.unit not in _LISTS or not known:
            return self.newest
        return max(known, key=lambda said: (len(said.lines), said.record.pk == self.newest)).record.pk


def side_by_side(pair: Duplicate) -> list[Row]:
    """What either of them says, in the order of a profile."""
    (first, told), (second, also_told) = _told(pair.first), _told(pair.second)
    _, provenance = combined(
        [Telling(each.pk, each.said_at, CanonicalProfile.model_validate(each.extracted)) for each in told + also_told],
        {**pair.second.choices, **pair.first.choices},
    )
    return [
        Row(
            unit,
            first[unit].shown if unit in first else None,
            second[unit].shown if unit in second else None,
            next((provenance[field] for field in _fields(unit) if field in provenance), None),
        )
        for unit in UNITS
        if unit in first or unit in second
    ]


def chosen(rows: list[Row], posted: Mapping[str, str]) -> dict[str, int]:
    """The choices that say more than "the newest": only these are kept, so that newer news is believed elsewhere."""
    return {
        row.unit: said.record.pk
        for row in rows
        if row.is_to_choose
        for said in row.sides
        if said and posted.get(f"choice-{row.unit}") == str(said.record.pk) and said.record.pk != row.newest
    }


def _told(profile: Profile) -> tuple[dict[str, Origin], list[SourceRecord]]:
    records = [record for record in records_of(profile) if record.extracted]
    return {origin.unit: origin for origin in origins(profile, records)}, records


def _fields(unit: str) -> tuple[str, ...]:
    return ("city", "region", "country") if unit == "city" else (unit,)
