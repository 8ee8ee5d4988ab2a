"""Words that tell a person's gender, put so that they do not. Pure.

Pronouns in capitals stay ("HIS" is a hospital system, "HE" a sector), and so do words that tell it by their meaning
("mother", "Women in Tech").
"""

import re

_NEUTRAL = {
    "he": "they", "she": "they", "him": "them", "his": "their", "her": "their", "hers": "theirs",
    "himself": "themself", "herself": "themself", "he's": "they’re", "she's": "they’re", "he’s": "they’re",
    "she’s": "they’re", "he/she": "they", "she/he": "they", "his/her": "their", "her/his": "their",
    "him/her": "them", "her/him": "them",
}  # fmt: skip
_REST = {
    letter: "|".join(sorted((word[1:] for word in _NEUTRAL if word[0] == letter), key=len, reverse=True))
    for letter in "hs"
}
_PRONOUN = re.compile(rf"\b(?:[hH](?:{_REST['h']})|[sS](?:{_REST['s']}))\b")
_OWN = "s?he|they|xe|ze|zie|ey|fae|ella|elle|él|ellx|elu|lui|il|sie|hen"
_OTHER = "him|hers?|them|theirs?|his|xem|xyrs?|zir|zirs|hir|em|eir|faer|ihr|ihm"
# "she/her", "(xe/xem)", "| she/they": a list that someone put beside the name. "he/she" in a sentence is none.
_PRONOUN_LIST = re.compile(
    rf"""\s*[(\[|]?\s*(?:\bpronouns?:?\s*)?
    (?<![\w/])(?!(?:s?he\s*/\s*s?he)(?![\w/]))(?:{_OWN})(?:\s*/\s*(?:{_OWN}|{_OTHER}))+(?![\w/])\s*[)\]]?
    | \s*[(\[]\s*(?:{_OWN})\s*[)\]]
    | \s*\bpronouns?:\s*(?:{_OWN})\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MAN = re.compile(r"(?:man|men|MAN|MEN)\b")
_OFFICE = re.compile(
    r"\b(?:(chair|spokes|business|sales|council|congress|fore|crafts|ombuds|alder)m|(\w+)wom)(an|en)\b", re.IGNORECASE
)


def without_pronoun_lists(text: str) -> str:
    return _PRONOUN_LIST.sub("", text) if "/" in text or "(" in text or "[" in text or "ronoun" in text else text


def neutral(text: str) -> str:
    """ "Chairwoman since she sold her firm" gives "Chairperson since they sold their firm"."""
    text = _PRONOUN.sub(_neutral_pronoun, text)
    return _OFFICE.sub(_neutral_office, text) if _MAN.search(text) else text


def _neutral_pronoun(match: re.Match[str]) -> str:
    word = _NEUTRAL[match[0].lower()]
    return word.capitalize() if match[0][0].isupper() else word


def _neutral_office(match: re.Match[str]) -> str:
    ending = "person" if match[3].lower() == "an" else "people"
    return (match[1] or match[2]) + (ending.upper() if match[0].isupper() else ending)
