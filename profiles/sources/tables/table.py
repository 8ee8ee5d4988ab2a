"""A table whatever it was written in: its headers, and its rows one after the other."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from statistics import median_high

from profiles.canonical import clean_text
from profiles.sources.records import Refusal, Warnings
from profiles.sources.tables.contacts import is_contact
from profiles.sources.tables.vocabulary import is_known

MAX_COLUMNS = 200
MAX_ROWS = 1_000_000
MAX_CELL = 100_000
_HEAD_ROWS = 50  # in which the header is looked for
_MAX_HEADER = 200

Row = tuple[int, tuple[str, ...]]


# Every row of a file from its beginning, blank ones left out, cells trimmed; `add` takes what is to be said about it.
Source = Callable[[Warnings], Iterator[Row | Refusal]]


class Table:
    """`place` is what a row's number counts ("line" or "row"); `warnings` grows while rows are read."""

    def __init__(
        self, headers: tuple[str, ...], source: Source, after: int, place: str, warnings: Warnings, sheet: str = ""
    ) -> None:
        self.headers, self.place, self.warnings, self.sheet = headers, place, warnings, sheet
        self.sheets: tuple[str, ...] = ()
        self._source, self._after = source, after

    def rows(self) -> Iterator[Row | Refusal]:
        """Each row below the header with as many cells as that has, or why it is not one. Starts over on each call."""
        read, width = 0, len(self.headers)
        for row in self._source(self.warnings):
            if isinstance(row, Refusal):
                # What is broken above the header is no row.
                if _number(row) > self._after:
                    yield row
                continue
            number, cells = row
            if number <= self._after:
                continue
            read += 1
            if read > MAX_ROWS:
                reason = f"The table has more than {MAX_ROWS:,} rows; what follows was not read. Split the file."
                yield Refusal(f"{self.place} {number}", reason)
                return
            yield self._checked(number, cells, width)

    def _checked(self, number: int, cells: tuple[str, ...], width: int) -> Row | Refusal:
        if _width(cells) > width:
            reason = (
                f"It has {_width(cells)} cells, but the header has {width}: "
                "a separator inside a cell, or a column without a header."
            )
        elif (place := next((place for place, cell in enumerate(cells) if len(cell) > MAX_CELL), None)) is not None:
            reason = f"'{self.headers[place]}' is {len(cells[place]):,} characters long; at most {MAX_CELL:,} are read."
        elif _is_header_again(cells, self.headers):
            reason = "It is the header once more."
        else:
            return number, (*cells[:width], *[""] * (width - len(cells)))
        return Refusal(f"{self.place} {number}", reason)


def table_from(source: Source, place: str, warnings: Warnings, sheet: str = "") -> Table | Refusal:
    """The table in a file's rows, or a refusal where there is none."""
    broken = list[Refusal]()

    def readable() -> Iterator[Row]:
        for row in source(warnings):
            if not isinstance(row, Refusal):
                yield row
            elif not broken:
                broken.append(row)

    rows = readable()
    head = list(islice(rows, _HEAD_ROWS))
    at = header_among([cells for _, cells in head])
    if at is None:
        return Refusal("file", "There is no table in it: no row has anything in it.")
    number, cells = head[at]
    width = _width(cells)
    if has_header := not any(map(is_contact, cells)):
        after, headers = number, _named(cells[:width])
    else:
        number = next(row for row, cells in head if row == number or sum(map(bool, cells)) > 1)
        warnings.add(f"There are no names of columns: {place} {number} is about somebody. The columns were numbered.")
        width = max(_width(cells) for _, cells in head)
        after, headers = number - 1, _named(("",) * width)
    if width > MAX_COLUMNS:
        return Refusal("file", f"The table has {width:,} columns; at most {MAX_COLUMNS} are read.")
    if has_header and at + 1 == len(head) and next(rows, None) is None:
        if broken:
            reason = f"No row below the header in {place} {number} can be read. {broken[0].reason}"
            return Refusal("file", reason)
        said = " ".join(("", *warnings))
        return Refusal("file", f"There are no rows below the header in {place} {number}.{said}")
    return Table(headers, source, after, place, warnings, sheet)


def header_among(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the first rows is the header: the first that is as wide as what stands below it.

    One cell above wider rows is a title, unless it is called like a column.
    """
    widths = [_width(row) for row in rows]
    for place, row in enumerate(rows):
        below = median_high(widths[place + 1 :]) if widths[place + 1 :] else 0
        filled = sum(map(bool, row))
        if widths[place] >= below and (filled > 1 or below <= 1):
            return place
        if filled == 1 and widths[place] == 1 and is_known(row[0]):
            return place
    return None


def _width(cells: Sequence[str]) -> int:
    """Up to the last cell that has something in it."""
    return next((place for place in range(len(cells), 0, -1) if cells[place - 1]), 0)


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """A name for each column, no two alike: a mapping tells columns apart by them."""
    wanted = [
        " ".join(clean_text(cell).split())[:_MAX_HEADER].strip() or f"Column {place}"
        for place, cell in enumerate(cells, start=1)
    ]
    taken, seen, names = set(wanted), Counter[str](), []
    for name in wanted:
        seen[name] += 1
        own = name
        while seen[name] > 1 and own in taken:
            own = f"{name} ({seen[name]})"
            seen[name] += own in taken
        taken.add(own)
        names.append(own)
    return tuple(names)


def _is_header_again(cells: Sequence[str], headers: Sequence[str]) -> bool:
    given = [" ".join(cell.split()).casefold() for cell in cells[: _width(cells)]]
    return len(given) == len(headers) and given == [header.casefold() for header in headers]


def _number(refusal: Refusal) -> int:
    return int(refusal.where.rpartition(" ")[2])
