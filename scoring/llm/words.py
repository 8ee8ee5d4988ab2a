"""The words of a text as names and schools are looked up in it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from profiles.names import spellings

_WORD = re.compile(r"[^\W\d_]+")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_HUMP = re.compile(r"[A-ZÀ-Þ]+[^A-ZÀ-Þ]*|[^A-ZÀ-Þ]+")
# Scripts in which no space parts a word from the next: Thai, Lao, Chinese, Japanese, Korean.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(slots=True)  # not frozen: that would double the time of making one
class Word:
    start: int
    end: int
    written: str
    keys: tuple[str, ...]


def words_of(text: str, known: frozenset[str]) -> Iterator[Word]:
    """Runs of letters. One with capitals inside that is not `known` as a whole comes in its humps: "HewittLabs"."""
    for match in _WORD.finditer(text):
        written = match[0]
        keys = (written.lower(),) if written.isascii() else spellings(written)
        if written.islower() or written.istitle() or written.isupper() or not known.isdisjoint(keys):
            yield Word(match.start(), match.end(), written, keys)
        else:
            for hump in _HUMP.finditer(written):
                start = match.start()
                yield Word(start + hump.start(), start + hump.end(), hump[0], spellings(hump[0]))


def may_hold(text: str, keys: frozenset[str]) -> bool:
    """Whether it is worth taking the text apart: False for most, at a fifth of the cost."""
    return not (text.isascii() and keys.isdisjoint(_WORD.findall(text.lower())) and not _INNER_CAPITAL.search(text))


def is_unspaced(text: str) -> bool:
    return not text.isascii() and bool(_UNSPACED.search(text))
