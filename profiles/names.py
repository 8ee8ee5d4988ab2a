"""Names as they are searched, sorted and compared. Pure."""

import unicodedata

# Letters with a stroke or a ligature, which Unicode does not decompose into a base letter and a mark.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i"}
)


def fold(text: str) -> str:
    """Text without accents, case and extra white space: 'Øystein  GÜNTHER' gives 'oystein gunther'."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.translate(_WHOLE_LETTERS).split())
