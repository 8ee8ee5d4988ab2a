"""Passages in which somebody's records speak of somebody else: where they stand, and taking exactly these out. Pure."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from itertools import groupby, takewhile
from operator import getitem
from typing import Any, TypeGuard

Path = tuple[str | int, ...]

REMOVED = "[removed]"
_SHOWN = 60  # characters on either side
_COMPARED = 6  # words and signs on either side
_REACH = 120  # characters in which these are looked for
_MARK = re.compile(r"\[\w+\]")  # in place of a name; alone it would be anybody's
_TOKEN = re.compile(r"\w+|[^\w\s]")
_BLANK = r"(?:\s|\\[nrt])+"  # an answer is JSON in a text: its new lines are written out, and so are its dashes
_ESCAPED = r"(?<=\\[nrt])|(?<=\\u20[0-9a-f]{2})"
_WITHOUT_BLANKS = "\u2e80"  # the first of the scripts that put none between words


@dataclass(frozen=True)
class Passage:
    """`path` leads to `text` (see `text_at`); in it the passage stands from `start` to `end`."""

    path: Path
    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def place(self) -> str:
        """What the fields are called in which it stands."""
        return " › ".join(part for part in self.path if isinstance(part, str))

    @property
    def before(self) -> str:
        first = max(0, self.start - _SHOWN)
        return ("…" if first else "") + self.text[first : self.start]

    @property
    def after(self) -> str:
        last = self.end + _SHOWN
        return self.text[self.end : last] + ("…" if last < len(self.text) else "")


def texts_in(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The texts of a document with the way to each; the lines of a list of lines are one."""
    if isinstance(value, str):
        yield path, value
    elif _is_lines(value):
        yield path, text_at(value, ())
        for place, line in enumerate(value):
            for number, part in enumerate(line[1:], start=1):
                yield from texts_in(part, (*path, place, number))
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts_in(part, (*path, key))


def text_at(document: Any, path: Path) -> str:
    value = reduce(getitem, path, document)
    return value if isinstance(value, str) else "\n".join(line[0] for line in value)


def _is_lines(value: object) -> TypeGuard[list[list[Any]]]:
    """As CVs are kept: a name may begin on one line and end on the next."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(line, list) and line and isinstance(line[0], str) for line in value)
    )


def keys_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from keys_in(part)


def without(document: Any, passages: Sequence[Passage]) -> Any:
    """The document with a mark in place of each passage, or of several that lie in one another."""
    document = deepcopy(document)
    gone: dict[Path, set[int]] = defaultdict(set)
    for passage in passages:
        gone[passage.path].update(range(passage.start, passage.end))
    for path, places in gone.items():
        value = reduce(getitem, path, document)
        if isinstance(value, str):
            reduce(getitem, path[:-1], document)[path[-1]] = _marked(value, 0, places)
            continue
        first = 0
        for line in value:
            text, line[0] = line[0], _marked(line[0], first, places)
            first += len(text) + 1
    return document


def _marked(text: str, first: int, gone: Collection[int]) -> str:
    """A text that begins at place `first`, with a mark for each stretch of places that are gone."""
    parts = groupby(enumerate(text, start=first), key=lambda each: each[0] in gone)
    return "".join(REMOVED if is_gone else "".join(letter for _, letter in part) for is_gone, part in parts)


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """A text changed, or a document with all its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: each_text(part, change) for key, part in value.items()}
    return [each_text(part, change) for part in value] if isinstance(value, list) else value


class Words:
    """The words of passages that go, for whatever else quotes them: whole words, in no longer one.

    Where the same words stand in a passage that was left, what is around them tells which of the two is quoted; where
    that does not tell it, they stay.
    """

    def __init__(self, taken: Sequence[Passage], left: Sequence[Passage], *, needs: int = 0) -> None:
        """With `needs` they go only where so many words around them are quoted, too, or the whole text is."""
        self._taken, self._left, self._needs = taken, left, needs
        self._forms: dict[str, set[str]] = defaultdict(set)  # spellings, by the words alone
        for passage in taken:
            self._forms[_key(passage.words)] |= _spellings(passage.words)
        self._pattern = self._compiled()

    def also(self, respelt: Callable[[str], str]) -> "Words":
        """And as `respelt` writes them."""
        more = Words(self._taken, self._left, needs=self._needs)
        for forms in more._forms.values():
            forms |= {form for form in map(respelt, forms) if _key(_MARK.sub("", form))}
        more._pattern = more._compiled()
        return more

    def out_of(self, value: Any) -> Any:
        """A text, or all texts of a document, without the words."""
        return each_text(value, lambda text: self._pattern.sub(self._replaced, text))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where in the text they start and end."""
        return [found.span() for found in self._pattern.finditer(text) if self._replaced(found) == REMOVED]

    def fill(self, text: object) -> bool:
        """Whether one of the passages stood in a text that says just this."""
        return isinstance(text, str) and any(_key(passage.text) == _key(text) for passage in self._taken)

    def part(self, before: str, after: str) -> bool:
        """Whether two texts differ by marks, each in place of no more than the longest passage."""
        longest = max(len(REMOVED), *(len(passage.words) for passage in self._taken))
        first, *pieces = after.split(REMOVED)
        if not pieces or not before.startswith(first) or not before.endswith(pieces[-1]):
            return False
        place = len(first)
        for piece in pieces[:-1]:
            found = before.find(piece, place + 1, place + longest + len(piece))
            if found < 0:
                return False
            place = found + len(piece)
        return 0 < len(before) - len(pieces[-1]) - place <= longest

    def _compiled(self) -> re.Pattern[str]:
        parts = ("|".join(sorted(map(_pattern_of, forms), key=len, reverse=True)) for forms in self._forms.values())
        return re.compile("|".join(f"(?P<f{place}>{part})" for place, part in enumerate(parts)), re.IGNORECASE)

    def _replaced(self, found: re.Match[str]) -> str:
        key = list(self._forms)[int((found.lastgroup or "f0")[1:])]
        left = [each for each in self._left if _key(each.words) == key]
        if not left and not self._needs:
            return REMOVED
        around = _around(found.string, *found.span())
        goes = max(_agreement(around, each) for each in self._taken if _key(each.words) == key)
        if goes[0] < self._needs and _key(found.string) not in {_key(each.text) for each in self._taken}:
            return found[0]
        stays = max((_agreement(around, each) for each in left), default=(0, 0))
        stood_alone = any(_key(each.text) == key for each in left)  # and has nothing around it by which to tell
        return found[0] if (stays[0] and stays >= goes) or (stood_alone and not goes[0]) else REMOVED


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _spellings(words: str) -> set[str]:
    """As they are copied: letters in one piece or two, and as JSON in a text writes them."""
    forms = {words, *(unicodedata.normalize(form, words) for form in ("NFC", "NFD", "NFKC"))}
    return forms | {json.dumps(form)[1:-1] for form in forms}


def _pattern_of(form: str) -> str:
    around = r"\w.+%-" if "@" in form or "/" in form else r"\w"  # nor in a longer address
    first = "" if form[0] >= _WITHOUT_BLANKS else rf"(?:(?<![{around}])|{_ESCAPED})"
    last = "" if form[-1] >= _WITHOUT_BLANKS else r"(?!\w)" if around == r"\w" else r"(?![\w%-]|[.@]\w)"
    return first + _BLANK.join(map(re.escape, form.split())) + last


_Around = tuple[list[str], list[str]]


def _around(text: str, start: int, end: int) -> _Around:
    """What stands before (backwards) and behind, "" for where the text ends."""
    first, last = max(0, start - _REACH), end + _REACH
    before = _TOKEN.findall(text[first:start].casefold())[::-1] + ([] if first else [""])
    after = _TOKEN.findall(text[end:last].casefold()) + ([] if last < len(text) else [""])
    return before[:_COMPARED], after[:_COMPARED]


def _agreement(around: _Around, passage: Passage) -> tuple[int, int]:
    """How many words, and how many signs, two agree in going outwards."""
    theirs = _around(passage.text, passage.start, passage.end)
    agreed = [token for ours, other in zip(around, theirs, strict=True) for token in _common(ours, other)]
    words = sum(token[:1].isalnum() for token in agreed)
    return words, len(agreed) - words


def _common(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    return [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))]
