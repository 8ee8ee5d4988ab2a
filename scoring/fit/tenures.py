"""Time with one employer: several titles there in a row are one tenure with steps. Pure."""

from collections.abc import Iterable

from scoring.fit.features import Position

_AWAY = 6  # months; whoever was away for longer came back for another tenure

Tenure = tuple[Position, ...]


def tenures(positions: Iterable[Position]) -> list[Tenure]:
    """The earliest first, steps in their order. Who has no dates or names no employer is in none."""
    at_employer: dict[str, list[Position]] = {}
    for each in sorted(positions, key=lambda each: (each.start or 0, -each.entry)):
        if each.company and each.start is not None and each.end is not None:
            at_employer.setdefault(each.company, []).append(each)
    found: list[list[Position]] = []
    for steps in at_employer.values():
        until = -1
        for each in steps:
            if until < 0 or (each.start or 0) - until > _AWAY:
                found.append([])
            found[-1].append(each)
            until = max(until, each.end or 0)
    return sorted(map(tuple, found), key=lambda steps: (steps[0].start or 0, -steps[0].entry))
