"""A career drawn to scale: one lane per employer, steps for titles, gaps, and a line for today. Pure.

Places are per cent of the width, so that the picture fits any screen while its text keeps its size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from profiles.canonical import Experience

LANE_HEIGHT = 24
AXIS_HEIGHT = 24
SHORTEST_GAP = 3  # months; what is shorter is how people change jobs
ROOM_FOR_LABEL = 20  # per cent; with less beside it, an employer's name stands within its bar


@dataclass(frozen=True)
class Span:
    """Months since year 0, the end not included."""

    start: int
    end: int
    label: str = ""
    position: int = 0
    open_ended: bool = False


@dataclass(frozen=True)
class Step:
    left: float
    width: float
    label: str
    ref: str
    open_ended: bool


@dataclass(frozen=True)
class Lane:
    employer: str
    steps: tuple[Step, ...]
    top: int

    @property
    def left(self) -> float:
        return min(step.left for step in self.steps)

    @property
    def right(self) -> float:
        return max(step.left + step.width for step in self.steps)

    @property
    def label_side(self) -> str:
        """Of the bar: before, after or within, wherever there is room."""
        before, after = self.left, 100 - self.right
        if max(before, after) < ROOM_FOR_LABEL:
            return "within"
        return "after" if after >= before else "before"


@dataclass(frozen=True)
class Mark:
    left: float
    label: str
    width: float = 0


@dataclass(frozen=True)
class Timeline:
    lanes: tuple[Lane, ...]
    gaps: tuple[Mark, ...]
    years: tuple[Mark, ...]
    today: float
    undated: int

    @property
    def lanes_height(self) -> int:
        return LANE_HEIGHT * len(self.lanes)

    @property
    def height(self) -> int:
        return self.lanes_height + AXIS_HEIGHT


def timeline(experience: Sequence[Experience], today: date) -> Timeline | None:
    """None where no entry says when it began."""
    now = today.year * 12 + today.month - 1
    dated = [(entry, span) for position, entry in enumerate(experience) if (span := _span(entry, position, now))]
    if not dated:
        return None
    first = min(span.start for _, span in dated) // 12 * 12
    last = max(now + 1, *(span.end for _, span in dated))
    scale = 100 / (last - first)

    def place(month: int) -> float:
        return round((month - first) * scale, 2)

    employers: dict[str, list[Span]] = {}
    for entry, span in sorted(dated, key=lambda pair: (pair[1].start, pair[1].end)):
        employers.setdefault(" ".join((entry.company or entry.title).split()), []).append(span)
    lanes = tuple(
        Lane(
            employer,
            tuple(
                Step(
                    place(s.start),
                    round((s.end - s.start) * scale, 2),
                    s.label,
                    f"experience.{s.position}",
                    s.open_ended,
                )
                for s in spans
            ),
            top=number * LANE_HEIGHT,
        )
        for number, (employer, spans) in enumerate(employers.items())
    )
    gaps = tuple(
        Mark(place(start), f"Gap of {length_of(end - start)}", round((end - start) * scale, 2))
        for start, end in _gaps((span for _, span in dated), now)
    )
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / 12 / step <= 8)
    years = tuple(
        Mark(place(year * 12), str(year)) for year in range(-(-first // 12 // every) * every, last // 12 + 1, every)
    )
    years = tuple(mark for mark in years if 0 <= mark.left < 94)
    return Timeline(lanes, gaps, years, place(now), undated=len(experience) - len(dated))


def length_of(months: int) -> str:
    """41 gives '3 yr 5 mo'."""
    parts = ((months // 12, "yr"), (months % 12, "mo"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "under a month"


def month_of(partial: str, *, end: bool = False) -> int:
    """Months since year 0; of a date that is only a year, the first month, or for an end the last."""
    year, month = int(partial[:4]), int(partial[5:7]) if len(partial) >= 7 else (12 if end else 1)
    return year * 12 + month - 1


def _span(entry: Experience, position: int, now: int) -> Span | None:
    if not entry.start:
        return None
    start = month_of(entry.start)
    open_ended = not entry.end and not entry.is_current
    if entry.end:
        end = month_of(entry.end, end=True) + 1
    elif entry.is_current:
        end = now + 1
    else:
        end = min(start + 12, now + 1)
    what = entry.title or entry.company
    until = entry.end or ("today" if entry.is_current else "an unknown date")
    return Span(start, max(end, start + 1), f"{what}, {entry.start} to {until}", position, open_ended)


def _gaps(spans: Iterable[Span], now: int) -> list[tuple[int, int]]:
    """Stretches in which nothing is known to have been held; the one up to today too."""
    gaps = []
    covered = None
    for span in sorted(spans, key=lambda span: span.start):
        if covered is not None and span.start - covered >= SHORTEST_GAP:
            gaps.append((covered, span.start))
        covered = max(covered or span.end, span.end)
    if covered is not None and now - covered >= SHORTEST_GAP:
        gaps.append((covered, now))
    return gaps
