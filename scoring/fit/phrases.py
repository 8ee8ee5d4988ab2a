"""Known phrases in a text, the longest first. Pure."""

import re
from collections.abc import Hashable, Iterator, Mapping
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
    return plain_of(fold(text))


def plain_of(folded: str) -> str:
    return " ".join(_WORD.findall(folded.replace("r&d", "r d")))


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
    first, lengths = 0, known.lengths
    while first < len(words):
        for length in lengths.get(words[first], ()):
            phrase = tuple(words[first : first + length])
            if phrase in known:
                yield phrase
                first += length
                break
        else:
            first += 1
