"""Known phrases in a text, the longest first. Pure."""

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

from profiles.names import fold

_WORD = re.compile(r"[a-z0-9]+")
_LONGEST = 8

Phrase = tuple[str, ...]
Meaning = TypeVar("Meaning", bound=Hashable)


def plain(text: str) -> str:
    """Folded words of letters and digits, with one blank between them."""
    return " ".join(_WORD.findall(fold(text).replace("r&d", "r d")))


def phrases(words: Mapping[Meaning, str]) -> dict[Phrase, set[Meaning]]:
    """`words` has for each meaning its phrases, with | or a line's end between them."""
    found: dict[Phrase, set[Meaning]] = {}
    for meaning, text in words.items():
        for written in re.split(r"[|\n]", text):
            if phrase := tuple(plain(written).split()):
                found.setdefault(phrase, set()).add(meaning)
    return found


def matches(words: list[str], known: Mapping[Phrase, object]) -> Iterator[Phrase]:
    """From left to right, the longest first; no word counts twice."""
    first = 0
    while first < len(words):
        for length in range(min(_LONGEST, len(words) - first), 0, -1):
            phrase = tuple(words[first : first + length])
            if phrase in known:
                yield phrase
                first += length
                break
        else:
            first += 1
