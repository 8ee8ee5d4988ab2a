"""Names as they are searched, sorted and compared. Pure."""

import re
import unicodedata

# Letters with a stroke or a ligature, which Unicode does not decompose into a base letter and a mark.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i"}
)

# What these letters are written as where a keyboard has none of them.
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

_BEYOND_ASCII = re.compile(r"[^\0-\x7f]+")
_CONTROLS = {code: None for code in (*range(32), 127) if not chr(code).isspace()}


def fold(text: str) -> str:
    """Text without accents, case and extra white space: 'Øystein  GÜNTHER' gives 'oystein gunther'.

    Control characters go, too: a search must not fail for what PostgreSQL cannot hold.
    """
    if text.isascii():  # a tenth of the time
        return " ".join(text.translate(_CONTROLS).lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_CONTROLS)
    plain = _BEYOND_ASCII.sub(lambda found: "".join(filter(_stays, found[0])), decomposed)
    return " ".join(plain.translate(_WHOLE_LETTERS).split())


def spellings(text: str) -> tuple[str, ...]:
    """The folded text in the ways it is typed: 'Müller' gives 'muller' and 'mueller'. Two texts can be the same name
    when they share one."""
    if text.isascii():
        return (fold(text),)
    composed = unicodedata.normalize("NFC", text.casefold())
    return tuple(dict.fromkeys((fold(composed), fold(composed.translate(_WRITTEN_OUT)))))


def _stays(character: str) -> bool:
    return character.isspace() or not (unicodedata.combining(character) or unicodedata.category(character)[0] == "C")


def may_be_one_person(first: str, second: str) -> bool:
    """Whether two names can belong to one person: they share a word, or a word of three letters or more begins one of
    the other's, or they are in different scripts. A family name changes with marriage, and a given name is shortened;
    rarely both at once."""
    one, two = _name_words(first), _name_words(second)
    if one & two or not one or not two:
        return True
    if first.isascii() != second.isascii() and not (_is_latin(first) and _is_latin(second)):
        return True
    return any(a.startswith(b) or b.startswith(a) for a in one for b in two if min(len(a), len(b)) >= 3)


def _name_words(name: str) -> set[str]:
    return {word for spelling in spellings(name) for word in re.findall(r"\w{2,}", spelling)}


def _is_latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())
