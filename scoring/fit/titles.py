"""What a job title says: how far up, in what, and in what way. Pure.

"Assistant to the CTO" is an assistant, "CTO" beside "Chief Transformation Officer" is no technologist, "Deputy CISO"
stands one step below, and "VP Eng", "Directrice technique" and "Leiter Softwareentwicklung" are what they are anywhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scoring.fit.phrases import Phrases, matches, phrases, plain
from scoring.fit.title_words import CHIEFS, CRAFTS, FLAGS, FUNCTIONS, LEVELS, OFFICES, STEMS, Level

_OFFICE = (
    r"(?:chief|c[a-z]{1,2}o|vp|svp|evp|head|dsi|rssi|director|directeur|president|vorstand\w*|geschaftsfuhr\w*|executive)"
    r"\b"
)
# What stands behind these words is somebody else's office.
_ANOTHERS = re.compile(
    r"\b(to|for|office of|(?:buro|bureau) d[a-z]{1,2}|assist\w*|asistente|sekret\w*|secret\w*|referent\w*|with|of an?"
    r"|right hand|wife|husband|search|recruit\w*)"
    r"((?: [a-z]{2,6})?(?: (?:of|the|our|global|der|des|dem|de|du|la|le|al|del))*(?: group| global)?)"
    rf" (?={_OFFICE}).*"
)
_BOARDS_AIDE = re.compile(r"\b(?:vorstands|geschaftsfuhrungs|direktions)(?=assist|sekret|referent)")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?")
_BELOW = re.compile(r"\bassistant (?=director|vice president|vp|manager|head)")
_CHIEF_OF = re.compile(r"\bchief ((?:[a-z]+ ){1,4}?)officer\b")
_AND = {"and", "und", "et", "y", "the"}
_MIN_COMPOUND = 9


@dataclass(frozen=True)
class Title:
    """`functions` says what the office is about (keys of FUNCTIONS), `flags` in what way (keys of FLAGS)."""

    level: Level = Level.NONE
    functions: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()


def spelt_out(text: str) -> dict[str, set[str]]:
    """Acronyms of the offices that a text spells out: {"cto": {"business"}} for "Chief Transformation Officer"."""
    found: dict[str, set[str]] = {}
    if text.isascii() and "officer" not in text.lower():
        return found  # a tenth of the time, for nearly all
    for office in _CHIEF_OF.findall(plain(text)):
        words = [word for word in office.split() if word not in _AND]
        acronym = "".join(word[0] for word in ("chief", *words, "officer"))
        found.setdefault(acronym, set()).update(_OFFICES.get(" ".join(words), "business").split())
    return found


@lru_cache(maxsize=50_000)  # the same titles stand in thousands of careers
def read_title(text: str, meanings: tuple[tuple[str, str], ...] = ()) -> Title:
    """`meanings` are functions by acronym, where the rest of the career says that they are others than usual."""
    written = _BOARDS_AIDE.sub("", plain(_DOTTED.sub(lambda found: found[0].replace(".", ""), text)))
    whole = _ANOTHERS.sub(lambda found: found[1], _BELOW.sub("deputy ", written))
    words = whole.split()
    flags = _all(words, _FLAGS)
    levels = {_LEVELS[phrase] for phrase in matches(words, _LEVELS)}
    functions = _all(words, _FUNCTIONS)
    for level, function in _compounds(words):
        levels |= {level} if level else set()
        functions |= {function} if function else set()
    if offices := spelt_out(whole):
        functions = set().union(*offices.values())
        levels.add(Level.CHIEF)
    elif acronyms := [word for word in words if word in CHIEFS]:
        functions = {dict(meanings).get(word, CHIEFS[word]) for word in acronyms}
    elif not functions:
        functions = _all(words, _CRAFTS)
    level = Level.NONE if "aspiring" in flags else max(levels, default=Level.NONE)
    if ("aide" in flags and level <= Level.MANAGER) or "sales" in flags:
        functions = {"business"}
    elif functions - {"business"}:
        functions -= {"business"}
    if "deputy" in flags and level >= Level.MANAGER:
        level = Level(level - 1)
    return Title(level, frozenset(functions), frozenset(flags))


def _all(words: list[str], phrases: Phrases[set[str]]) -> set[str]:
    return set().union(*(phrases[phrase] for phrase in matches(words, phrases)))


def _compounds(words: list[str]) -> Iterator[tuple[Level | None, str]]:
    for word in words:
        for stem, (level, function) in STEMS.items() if len(word) >= _MIN_COMPOUND else ():
            if stem in word:
                yield None if (word,) in _LEVELS else level, "" if (word,) in _FUNCTIONS else function


_LEVELS = Phrases(
    {
        phrase: max(Level[name] for name in names)
        for phrase, names in phrases({level.name: text for level, text in LEVELS.items()}).items()
    }
)
_FUNCTIONS = phrases(FUNCTIONS)
_FLAGS = phrases(FLAGS)
_CRAFTS = phrases(CRAFTS)
_OFFICES = {" ".join(word for word in words.split() if word not in _AND): meaning for words, meaning in OFFICES.items()}
