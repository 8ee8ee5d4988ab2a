"""One profile out of what several sources say of a person, and where each value came from. Pure.

Per field, in this order: the record that a person chose, else the newest record that says anything. A list (a career, a
set of skills) is one field: two tellings of one career, mixed entry by entry, would be nobody's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from profiles.canonical import CanonicalProfile

FIELDS = tuple(CanonicalProfile.model_fields)
# A city of one record with the country of another is a place where nobody lives.
_TOGETHER: Mapping[str, tuple[str, ...]] = {"city": ("city", "region", "country")}
_LED = {field: leader for leader, fields in _TOGETHER.items() for field in fields}
UNITS = tuple(field for field in FIELDS if _LED.get(field, field) == field)


@dataclass(frozen=True)
class Telling:
    """What one source record says. `order` sorts by time: the greater, the newer."""

    record_id: int
    order: Any
    profile: CanonicalProfile


def combined(tellings: Sequence[Telling], choices: Mapping[str, int]) -> tuple[CanonicalProfile, dict[str, int]]:
    """The profile, and for each field that says something the id of the record that it came from.

    `choices` has record ids by unit (a field, or "city" for the whole place); those of records that are not there are
    passed over. The provenance is empty where one record says it all.
    """
    newest_first = sorted(tellings, key=lambda telling: (telling.order, telling.record_id), reverse=True)
    if len(newest_first) == 1:
        return newest_first[0].profile, {}
    values: dict[str, Any] = {}
    provenance: dict[str, int] = {}
    for unit in UNITS:
        chosen = [telling for telling in newest_first if telling.record_id == choices.get(unit)]
        for telling in (*chosen, *newest_first):
            said = {
                field: value for field in _TOGETHER.get(unit, (unit,)) if (value := getattr(telling.profile, field))
            }
            if said:
                values |= said
                provenance |= dict.fromkeys(said, telling.record_id)
                break
    return CanonicalProfile.model_construct(**values), provenance
