"""Where a person's name stands in a text, in the ways names are written. Pure.

A name that is no word is found in any case. One that is also a word ("Grace", "Mark"), or has three letters at most,
has to be written as a name; one that any text may hold ("Per", "An", "Engineer") has to stand beside another part of
the name, or with its capital after a word that has none ("reported to Per"). A part in lower case that is also a word
goes where its neighbour is a part in lower case, too ("per hansen").
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

from profiles.names import spellings
from scoring.llm.name_words import ALWAYS_WORDS, SOMETIMES_WORDS, halves, initials, joined, name_parts, particles
from scoring.llm.words import Word, is_unspaced

_CERTAIN_LENGTH = 8  # a given and a family name run together can be a word: Tim Ing, Dan Ger
_BESIDE = re.compile(r"\s*[-‐‑–'’_,]?\s*|\.")
_BESIDE_INITIAL = re.compile(r"\.?\s*-?\s*")


class Kind(Enum):
    NAME = auto()
    ALSO_A_WORD = auto()
    WORD = auto()
    INITIALS = auto()
    COMPANION = auto()  # a particle or an initial: part of the name beside another part
    BEGINNING = auto()  # of a name that may be written in two: Anne Marie for Annemarie


class NamesInText:
    def __init__(self, full_name: str) -> None:
        parts = [part for part in name_parts(full_name) if not is_unspaced(part) or len(part) == 1]
        self._kinds: dict[str, Kind] = {}
        for part in parts:
            self._add_part(part)
        self._add_joined(parts)
        self._initials = initials(full_name)
        if len(self._initials) > 1 and self._initials.lower() not in ALWAYS_WORDS:
            self._kinds.setdefault(self._initials.lower(), Kind.INITIALS)
        letters = (*self._initials.lower(), *(spellings(part)[0][0] for part in parts))
        for companion in (*particles(full_name), *letters):
            self._kinds.setdefault(companion, Kind.COMPANION)
        self.keys = frozenset(self._kinds)
        self.known = frozenset(key for key, kind in self._kinds.items() if kind is not Kind.BEGINNING)

    def spans(self, text: str, words: list[Word]) -> Iterator[tuple[int, int]]:
        """Start and end of each place, in order."""
        hits = list(self._hits(text, words))
        while hits:
            run = [hits.pop(0)]
            while hits and _are_beside(text, run, hits[0]):
                run.append(hits.pop(0))
            if self._is_name(run):
                yield run[0].word.start, run[-1].word.end

    def _add_part(self, part: str) -> None:
        for piece in (joined(part), *halves(part)):
            for key in spellings(piece):
                self._kinds[key] = _kind_of(key)
                for cut in range(2, len(key) - 2 if len(key) > 5 else 0):
                    self._kinds.setdefault(key[:cut], Kind.BEGINNING)

    def _add_joined(self, parts: list[str]) -> None:
        """Neighbouring parts written as one word, all of them also in the order of family name and given name."""
        spelled = [(keys[0], keys[-1]) for keys in (spellings(joined(part)) for part in parts)]
        for start in range(len(spelled)):
            for end in range(start + 2, len(spelled) + 1):
                some = spelled[start:end]
                for order in (some, some[::-1], [some[0], some[-1]], [some[-1], some[0]]):
                    for key in {"".join(plain for plain, _ in order), "".join(written for _, written in order)}:
                        kind = Kind.NAME if len(key) >= _CERTAIN_LENGTH else Kind.ALSO_A_WORD
                        self._kinds.setdefault(key, kind if len(key) > 4 else Kind.WORD)

    def _hits(self, text: str, words: list[Word]) -> Iterator["_Hit"]:
        before: Word | None = None
        skip = False
        for position, word in enumerate(words):
            kind = next((self._kinds[key] for key in word.keys if key in self._kinds), None)
            if skip or kind is None:
                skip, before = False, word
                continue
            after = words[position + 1] if position + 1 < len(words) else None
            whole = _in_two(text, word, after) if kind is not Kind.COMPANION and after else None
            if whole and any(self._kinds.get(key) in (Kind.NAME, Kind.ALSO_A_WORD) for key in whole.keys):
                yield _Hit(whole, Kind.NAME, True)
                skip = True
            elif kind is not Kind.BEGINNING:
                yield _Hit(word, kind, _is_certain(text, word, kind, before))
            before = word

    def _is_name(self, run: list["_Hit"]) -> bool:
        """One part that is certain; two that are not; or initials alone, all of them: "D.J."."""
        if any(hit.is_certain for hit in run):
            return True
        parts = {hit.word.keys for hit in run if hit.kind is not Kind.COMPANION}
        if not parts:
            return len(run) > 1 and "".join(hit.word.written for hit in run) == self._initials
        words = [keys for keys in parts if not SOMETIMES_WORDS.isdisjoint(keys)]
        return len(parts) > 1 and (run[0].is_capital or len(words) < len(parts))


class _Hit:
    __slots__ = ("is_capital", "is_certain", "kind", "word")

    def __init__(self, word: Word, kind: Kind, is_certain: bool) -> None:
        self.word, self.kind, self.is_certain = word, kind, is_certain
        self.is_capital = not word.written.islower()


def _kind_of(key: str) -> Kind:
    if key in ALWAYS_WORDS:
        return Kind.WORD
    return Kind.ALSO_A_WORD if len(key) < 4 or key in SOMETIMES_WORDS else Kind.NAME


def _is_certain(text: str, word: Word, kind: Kind, before: Word | None) -> bool:
    """Whether the word alone is enough."""
    written, left, right = word.written, text[word.start - 1 : word.start], text[word.end : word.end + 1]
    if kind is Kind.NAME:
        return not (left.isdigit() and written.isupper())  # S/4HANA
    if kind is Kind.COMPANION or left.isalnum() or right.isalnum():
        return False
    if kind is Kind.INITIALS:
        return written.isupper()
    if kind is Kind.ALSO_A_WORD:  # three capitals are an acronym first
        return not written.islower() and (len(written) > 3 or not written.isupper())
    return (
        written.istitle() and before is not None and before.written.islower() and text[before.end : word.start] == " "
    )


def _are_beside(text: str, run: list["_Hit"], hit: "_Hit") -> bool:
    """Whether the hit goes on with the run: written alike, and nothing but what parts of a name have between them."""
    last = run[-1]
    between = text[last.word.end : hit.word.start]
    if len(last.word.written) == 1:
        if not last.is_capital or (not _BESIDE_INITIAL.fullmatch(between) and between not in "'’"):
            return False
    elif not _BESIDE.fullmatch(between):
        return False
    if len(hit.word.written) == 1 and not hit.is_capital:
        return False
    is_particle = any(one.kind is Kind.COMPANION and len(one.word.written) > 1 for one in (last, hit))
    return is_particle or last.is_capital == hit.is_capital


def _in_two(text: str, word: Word, after: Word) -> Word | None:
    """Two words with capitals as one: Anne Marie may be Annemarie."""
    if word.written.islower() or after.written.islower() or len(after.written) < 3:
        return None
    if not _BESIDE.fullmatch(text[word.end : after.start]):
        return None
    return Word(word.start, after.end, word.written + after.written, spellings(word.written + after.written))
