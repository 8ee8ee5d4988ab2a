"""Whether two names can be one person's: order, accents, alphabets, initials, slips and marriage aside. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import OSA

from profiles.names import spellings
from profiles.nicknames import may_be_one_name

# Letter by letter, as passports do it; what has no sound of its own goes.
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia i i ie g u".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(), strict=True)
)
_ROMAN = {ord(letter): roman.replace("_", "") for letter, roman in (_CYRILLIC | _GREEK).items()}

_WRITTEN_OUT = re.compile("(?<=[aou])e|(?<=a)a")

_GENERATIONS = {"jr": "junior", "junior": "junior", "sr": "senior", "senior": "senior"} | {
    numeral: numeral for numeral in ("ii", "iii", "iv")
}
_NO_NAMES = frozenset("dr prof mr mrs ms miss mx herr frau phd mba md msc bsc cissp cpa esq dipl".split())


class NameMatch(Enum):
    SAME = "same"
    LONGER = "one has a part more"
    CLOSE = "a letter or two differ"
    SHORT = "a short form of a given name"
    INITIALS = "initials"
    UNREADABLE = "two scripts"
    PART = "one gives a single name"
    OTHER_FAMILY = "the family name differs"
    OTHER_GIVEN = "the given name differs"
    OTHER = "nothing in common"


@dataclass(frozen=True, slots=True)
class Name:
    """A name's words in the ways they are typed, each in the order in which they stand."""

    text: str
    variants: tuple[tuple[str, ...], ...]
    generation: str = ""
    is_latin: bool = True

    @property
    def loose(self) -> tuple[str, ...]:
        """The words in one form for all the ways: Müller, Mueller and Muller have the same."""
        return tuple(_WRITTEN_OUT.sub("", word) for word in self.variants[0])


@lru_cache(maxsize=20_000)
def name_of(text: str) -> Name:
    folded = [spelling.translate(_ROMAN) for spelling in spellings(text)]
    generation = ""
    variants = []
    for spelling in folded:
        words = [word for word in re.findall(r"[^\W\d_]+", re.sub(r"['’`´]", "", spelling)) if word not in _NO_NAMES]
        if len(words) > 2 and words[-1] in _GENERATIONS:
            generation = _GENERATIONS[words.pop()]
        variants.append(tuple(words))
    return Name(text, tuple(dict.fromkeys(variants)), generation, _is_latin(text))


def compare(one: Name, other: Name) -> NameMatch:
    if one.variants == other.variants and len(one.variants[0]) > 1:
        return NameMatch.SAME
    best = min((_compare(first, second) for first in one.variants for second in other.variants), key=_place)
    if one.is_latin != other.is_latin and _place(best) > _place(NameMatch.UNREADABLE):
        return NameMatch.UNREADABLE  # there are several ways to write a name in another script
    return best


def are_one_persons(one: Name, other: Name) -> bool:
    """One name, but for how it is written: what suffices where something else says that they are one person."""
    return _place(compare(one, other)) <= _place(NameMatch.UNREADABLE) and not generations_differ(one, other)


def generations_differ(one: Name, other: Name) -> bool:
    """A junior and a senior are two people; so are, likely, a junior and somebody without the word."""
    return one.generation != other.generation


_place = list(NameMatch).index


def _compare(one: tuple[str, ...], other: tuple[str, ...]) -> NameMatch:
    if one == other and one:
        return NameMatch.SAME if len(one) > 1 else NameMatch.PART
    short, long = sorted((one, other), key=len)
    left = list(long)
    missing: list[str] = []
    equal = close = nicknames = initials = 0
    for word in short:
        if len(word) > 1 and word in left:
            left.remove(word)
            equal += 1
        else:
            missing.append(word)
    for word in tuple(missing):
        for each in left:
            slip, nickname, initial = _is_slip(word, each), may_be_one_name(word, each), _is_initial(word, each)
            if slip or nickname or initial:
                left.remove(each)
                missing.remove(word)
                close, nicknames, initials = close + slip, nicknames + nickname, initials + initial
                break
    if not equal and not (close and len(short) > 1):
        return NameMatch.OTHER
    if not missing:
        if len(short) == 1:
            return NameMatch.PART
        if initials:
            return NameMatch.INITIALS
        if nicknames:
            return NameMatch.SHORT
        return NameMatch.CLOSE if close else NameMatch.LONGER if left else NameMatch.SAME
    given = long[0] in short if len(one) != len(other) else short[0] in long
    return NameMatch.OTHER_FAMILY if given else NameMatch.OTHER_GIVEN


def _is_slip(one: str, other: str) -> bool:
    """A letter missing, doubled, swapped or mistaken, but not the first; two in long words. Or one begins the other."""
    shorter = min(len(one), len(other))
    if shorter < 4 or one[0] != other[0]:
        return False
    return one.startswith(other) or other.startswith(one) or OSA.distance(one, other) <= (2 if shorter >= 8 else 1)


def _is_initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _is_latin(word: str) -> bool:
    return word.isascii() or all("LATIN" in unicodedata.name(letter, "") for letter in word if letter.isalpha())
