"""Schools in a text, by their names and by what people call them. Pure."""

import re
from collections.abc import Iterable, Iterator

from profiles.names import spellings
from scoring.llm.name_words import SOMETIMES_WORDS
from scoring.llm.words import Word

# First words of school names that say what kind of school, or whose, and not which.
_COMMON_BEGINNINGS = frozenset(
    """
    american arts asian australian british california canadian catholic central chinese christian city community
    eastern european federal first french great higher imperial indian industrial international italian japanese
    metropolitan military national naval northern polytechnic royal russian saint santa southern spanish state swiss
    technical technological western
    """.split()
)
_KIND = r"(?:University|Institute|College|Polytechnic|School|Academy)"
_FIRST = re.compile(rf"(?:The\s+)?([^\W\d_]{{4,}})\b.*\b{_KIND}\b")
_OF = re.compile(rf"\b{_KIND}\s+of\s+([^\W\d_]{{4,}})")


def words_in(texts: Iterable[str]) -> set[str]:
    return {key for text in set(texts) for word in re.findall(r"[^\W\d_]+", text) for key in spellings(word)}


def short_forms(school: str, *, taken: set[str]) -> Iterator[str]:
    """Stanford for Stanford University, Oxford for University of Oxford, MIT for Massachusetts Institute of Technology.

    Not those among `taken`: words that stand in the person's own places, companies, titles and skills.
    """
    for match in (_FIRST.match(school), _OF.search(school)):
        if match and all(
            key not in words for key in spellings(match[1]) for words in (taken, _COMMON_BEGINNINGS, SOMETIMES_WORDS)
        ):
            yield match[1]
    letters = "".join(re.findall(r"\b([A-Z])", school))
    if len(letters) > 2 and letters.lower() not in taken:
        yield letters


class SchoolsInText:
    """A name of several words is found in any case, one of a single word as it is written."""

    def __init__(self, names: Iterable[str]) -> None:
        self._phrases: dict[str, list[tuple[str, list[tuple[str, ...]]]]] = {}
        for name in names:
            words = [spellings(word) for word in re.findall(r"[^\W\d_]+", name)]
            for key in words[0] if words else ():
                self._phrases.setdefault(key, []).append((name, words))
        self.keys = frozenset(self._phrases)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: len(phrase[1]), reverse=True)

    def spans(self, words: list[Word]) -> Iterator[tuple[int, int]]:
        end = 0
        for position, word in enumerate(words):
            for key in word.keys:
                for name, phrase in self._phrases.get(key, ()):
                    found = words[position : position + len(phrase)]
                    if word.start >= end and _is_phrase(name, phrase, found):
                        end = found[-1].end
                        yield word.start, end


def _is_phrase(name: str, phrase: list[tuple[str, ...]], found: list[Word]) -> bool:
    if len(found) < len(phrase):
        return False
    if len(phrase) == 1:
        return found[0].written.isupper() if name.isupper() else not found[0].written.islower()
    return all(
        not set(keys).isdisjoint(word.keys) and (not at or word.start - found[at - 1].end < 4)
        for at, (keys, word) in enumerate(zip(phrase, found, strict=True))
    )
