"""Passages in which somebody's records speak of somebody else: where they stand, and taking exactly these out. Pure."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile
from operator import getitem
from typing import Any

Path = tuple[str | int, ...]

REMOVED = "[removed]"
_SHOWN = 60  # characters on either side
_COMPARED = 6  # words and signs on either side
_REACH = 120  # characters in which these are looked for
_MARK = re.compile(r"\[\w+\]")  # in place of a name; alone it would be anybody's
_TOKEN = re.compile(r"\w+|[^\w\s]")
_BLANK = r"(?:\s|\\[nrt])+"  # an answer is JSON in a text: its new lines are written out, and so are its dashes
_NOT_IN_A_WORD = r"(?:(?<!\w)|(?<=\\[nrt])|(?<=\\u20[0-9a-f]{2}))"
_WITHOUT_BLANKS = "\u2e80"  # the first of the scripts that put none between words


@dataclass(frozen=True)
class Passage:
    """`path` leads to `text` through objects and lists; in it the passage stands from `start` to `end`."""

    path: Path
    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        first = max(0, self.start - _SHOWN)
        return ("…" if first else "") + self.text[first : self.start]

    @property
    def after(self) -> str:
        last = self.end + _SHOWN
        return self.text[self.end : last] + ("…" if last < len(self.text) else "")


def strings_in(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for place, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from strings_in(part, (*path, place))


def keys_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from keys_in(part)


def without(document: Any, passages: Sequence[Passage]) -> Any:
    """The document with a mark in place of each passage, or of several that lie in one another."""
    document = deepcopy(document)
    by_path: dict[Path, set[int]] = defaultdict(set)
    for passage in passages:
        by_path[passage.path].update(range(passage.start, passage.end))
    for (*way, last), gone in by_path.items():
        holder = reduce(getitem, way, document)
        holder[last] = "".join(
            REMOVED if place in gone and place - 1 not in gone else "" if place in gone else character
            for place, character in enumerate(holder[last])
        )
    return document


class Words:
    """The words of passages that go, for whatever else quotes them: whole words, in no longer one.

    Where the same words stand in a passage that was left, what is around them tells which of the two is quoted; where
    that does not tell it, they stay.
    """

    def __init__(self, taken: Sequence[Passage], left: Sequence[Passage]) -> None:
        self._taken, self._left = taken, left
        self._forms: dict[str, set[str]] = defaultdict(set)  # spellings, by the words alone
        for passage in taken:
            self._forms[_key(passage.words)] |= _spellings(passage.words)
        self._pattern = self._compiled()

    def also(self, respelt: Callable[[str], str]) -> "Words":
        """And as `respelt` writes them."""
        more = Words(self._taken, self._left)
        for forms in more._forms.values():
            forms |= {form for form in map(respelt, forms) if _key(_MARK.sub("", form))}
        more._pattern = more._compiled()
        return more

    def out_of(self, value: Any) -> Any:
        """A text, or all texts of a document, without the words."""
        if isinstance(value, str):
            return self._pattern.sub(self._replaced, value)
        if isinstance(value, dict):
            return {key: self.out_of(part) for key, part in value.items()}
        return [self.out_of(part) for part in value] if isinstance(value, list) else value

    def fill(self, text: str) -> bool:
        """Whether one of the passages stood in a text that says just this."""
        return any(_key(passage.text) == _key(text) for passage in self._taken)

    def _compiled(self) -> re.Pattern[str]:
        parts = ("|".join(sorted(map(_pattern_of, forms), key=len, reverse=True)) for forms in self._forms.values())
        return re.compile("|".join(f"(?P<f{place}>{part})" for place, part in enumerate(parts)), re.IGNORECASE)

    def _replaced(self, found: re.Match[str]) -> str:
        key = list(self._forms)[int((found.lastgroup or "f0")[1:])]
        around = _around(found.string, *found.span())
        goes = max(_agreement(around, each) for each in self._taken if _key(each.words) == key)
        left = [each for each in self._left if _key(each.words) == key]
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
    first = "" if form[0] >= _WITHOUT_BLANKS else _NOT_IN_A_WORD
    last = "" if form[-1] >= _WITHOUT_BLANKS else r"(?!\w)"
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
