"""Known phrases in a text, the longest first. Pure."""

import re
from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from profiles.names import fold

_WORD = re.compile(r"[a-z0-9]+")
_LONGEST = 8
_ACRONYMS = set(
    "ai api aws ccsp cgeit cisa ciso cism cissp cpp crisc dora dss ehr erp fedramp finops gdpr hipaa iot isms iso "
    "it itil mes nis2 nist nlp ot pci php plm saas sap soc soc2 sox sre".split()
)

Phrase = tuple[str, ...]
Meaning = TypeVar("Meaning", bound=Hashable)
Known = TypeVar("Known")


class Phrases(dict[Phrase, Known]):
    """What each phrase means. Filled once; knows for a first word how long the phrases are that it begins."""

    def __init__(self, known: Mapping[Phrase, Known]) -> None:
        super().__init__(known)
        lengths: dict[str, set[int]] = {}
        for phrase in known:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
        self.lengths = {
            word: sorted((length for length in found if length <= _LONGEST), reverse=True)
            for word, found in lengths.items()
        }


def plain(text: str) -> str:
    """Folded words of letters and digits, with one blank between them."""
    return " ".join(words_of(fold(text)))


def words_of(folded: str) -> list[str]:
    return _WORD.findall(folded.replace("r&d", "r d"))


@lru_cache
def spoken(key: str) -> str:
    """A key of a table as people write it."""
    return " ".join(word.upper() if word in _ACRONYMS else word for word in key.split("_"))


def phrases(words: Mapping[Meaning, str]) -> Phrases[set[Meaning]]:
    """`words` has for each meaning its phrases, with | or a line's end between them."""
    found: dict[Phrase, set[Meaning]] = {}
    for meaning, text in words.items():
        for written in re.split(r"[|\n]", text):
            if phrase := tuple(plain(written).split()):
                found.setdefault(phrase, set()).add(meaning)
    return Phrases(found)


def matches(words: list[str], known: Phrases[Known]) -> Iterator[Phrase]:
    """From left to right, the longest first; no word counts twice."""
    lengths, until = known.lengths, 0
    for first, word in enumerate(words):
        if word in lengths and first >= until:
            for length in lengths[word]:
                phrase = tuple(words[first : first + length])
                if phrase in known:
                    yield phrase
                    until = first + length
                    break
