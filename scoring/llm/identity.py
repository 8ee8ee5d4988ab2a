"""Taking a person's identity out of text, and refusing to send what still shows it. Pure.

Redaction and leak check work differently on purpose: the first rewrites the words that it knows, the second
searches a folded, joined-up form of the result, so that one's blind spot is not the other's.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from profiles.canonical import CanonicalProfile
from profiles.names import fold

NAME, CONTACT, SCHOOL = "[name]", "[contact]", "[school]"

# Names that are also words: taken out where they are written as a name, left alone in lower case.
_ALSO_WORDS = frozenset(
    """
    angel archer art august baker banks berlin best bill bin bishop black bridges brown bush butler carpenter carter
    case chase china christian church clay cliff cloud constant cook cooper crane cross crystal daisy dale dallas data
    day dean dell do drew earnest english faith field fisher florence forest frank frost fuller gates georgia german
    glen go gold good grace grant green guy hall he heath hill hope house hunter in india iris it ivy jack jay jewel
    jordan joy june king lake lead leads light lily london long love major march marsh martin mason max may miles
    miller north nova on page paris park parker parks pat pearl penny porter potter power price prince rain rally ray
    reed rich rivers rob robin rose ruby rush sage sawyer sharp she sky smith snow so song south stone street strong
    sue summer sun swift sydney taylor to turner van victor walker wells west white will winter wise wood woods young
    """.split()
)
_PARTICLES = frozenset("al ap bin da de del den der di do dos du el ibn la las le los ten ter van von y zu".split())

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)\S+|\b(?:[a-z]{2,3}\.)?linkedin\.com/\S+|\bgithub\.com/\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.])@\w{2,}")
# International, North American, and national with a leading zero: forms that no date, range or amount has.
_PHONE = re.compile(
    r"""(?<!\w)(?:
        \+\d[\d\ ().-]{6,18}\d
        | \(?\d{3}\)?[\ .-]\d{3}[\ .-]\d{4}
        | \(?0\d{2,4}\)?[\ /.-]\d{3,}(?:[\ .-]?\d{2,})*
    )(?!\w)""",
    re.VERBOSE,
)
_PRONOUN_LIST = re.compile(
    r"\s*[(\[]?\b(?:s?he|they)\s*/\s*(?:him|her|them)(?:\s*/\s*(?:his|hers|theirs?))?\b[)\]]?", re.I
)
_HONORIFIC = re.compile(r"\b(?:Mrs?|Ms|Miss|Mx|Mister|Madam|Herr|Frau|Monsieur|Madame|Señora?|Sir|Dame|Lady)\b\.?\s+")
_NEUTRAL = {
    "he": "they", "she": "they", "him": "them", "his": "their", "her": "their", "hers": "theirs",
    "himself": "themself", "herself": "themself", "he's": "they’re", "she's": "they’re", "he’s": "they’re",
    "she’s": "they’re",
}  # fmt: skip
_PRONOUN = re.compile(rf"\b(?:{'|'.join(sorted(_NEUTRAL, key=len, reverse=True))})\b", re.IGNORECASE)


class IdentityLeak(ValueError):
    """Something that identifies the person is still in the text; the message says where, not what."""


@dataclass(frozen=True)
class Identity:
    """What must not reach the model about one person."""

    full_name: str
    emails: tuple[str, ...]
    phone: str
    profile_slug: str
    schools: tuple[str, ...]

    @classmethod
    def of(cls, profile: CanonicalProfile, *, schools: bool = True) -> "Identity":
        return cls(
            full_name=profile.full_name,
            emails=(profile.email,) if profile.email else (),
            phone=re.sub(r"\D", "", profile.phone),
            profile_slug=profile.linkedin_url.rstrip("/").rpartition("/")[2],
            schools=tuple({entry.school for entry in profile.education if entry.school}) if schools else (),
        )

    @property
    def name_parts(self) -> tuple[str, ...]:
        """Given name, family name and so on, without particles such as "van der"."""
        parts = re.split(r"[\s.,/()\"“”]+", self.full_name)
        return tuple(part for part in parts if (len(part) > 1 or not part.isascii()) and fold(part) not in _PARTICLES)

    @property
    def name_words(self) -> tuple[str, ...]:
        """The parts, and the halves of those with a hyphen."""
        halves = (half for part in self.name_parts if "-" in part for half in part.split("-") if len(half) > 2)
        return (*self.name_parts, *halves)


class Redactor:
    """Rewrites texts about one person; made once per profile because its patterns are."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._rules = [
            (_EMAIL, CONTACT),
            (_URL, CONTACT),
            (_HANDLE, CONTACT),
            (_PHONE, CONTACT),
            *([(_digits(identity.phone), CONTACT)] if len(identity.phone) > 6 else []),
            (_PRONOUN_LIST, ""),
            *((_words(school), SCHOOL) for school in sorted(identity.schools, key=len, reverse=True)),
            (_words(identity.full_name), NAME),
            *(_word_rule(word) for word in identity.name_words),
            (re.compile(rf"{re.escape(NAME)}(?:[\s.,-]+{re.escape(NAME)})+"), NAME),
            (_HONORIFIC, ""),
        ]

    def __call__(self, text: str) -> str:
        for pattern, replacement in self._rules:
            text = pattern.sub(replacement, text)
        return _PRONOUN.sub(_neutral, text)


def check_for_leaks(text: str, identity: Identity) -> None:
    """Raise IdentityLeak where the text that is about to be sent still identifies the person."""
    if _EMAIL.search(text):
        raise IdentityLeak("an e-mail address is still in the text")
    folded = fold(text)
    joined = re.sub(r"[\W_]+", "", folded)
    parts = [fold(part) for part in identity.name_parts]
    for order in (parts, parts[::-1]):
        whole = re.sub(r"[\W_]+", "", "".join(order))
        if len(parts) > 1 and (len(whole) > 5 or _is_unspaced(whole)) and whole in joined:
            raise IdentityLeak("the person’s name is still in the text")
    words = set(re.findall(r"[^\W_]+", folded))
    for part in map(fold, identity.name_words):
        stands_there = part in folded if _is_unspaced(part) else len(part) > 3 and part in words
        if stands_there and part not in _ALSO_WORDS:
            raise IdentityLeak("a part of the person’s name is still in the text")
    if len(identity.phone) > 6 and identity.phone in re.sub(r"[\s()./-]", "", text):
        raise IdentityLeak("the person’s phone number is still in the text")
    if len(identity.profile_slug) > 5 and fold(identity.profile_slug) in folded:
        raise IdentityLeak("the person’s profile address is still in the text")
    for school in identity.schools:
        if len(school) > 5 and fold(school) in folded:
            raise IdentityLeak("the name of a school is still in the text")


def _is_unspaced(text: str) -> bool:
    """Chinese, Japanese, Korean, Thai and the like: no space parts a word from the next, so none parts a name."""
    return any(
        "\u0e00" <= character <= "\u0eff" or (character >= "\u1100" and character.isalpha())
        for character in text
        if not unicodedata.name(character, "").startswith(("LATIN", "GREEK", "CYRILLIC"))
    )


def _words(phrase: str) -> re.Pattern[str]:
    """The phrase as whole words, with any white space between them, in any case."""
    return _bounded([r"\s+".join(re.escape(word) for word in phrase.split())], phrase, re.IGNORECASE)


def _word_rule(part: str) -> tuple[re.Pattern[str], str]:
    flags = re.NOFLAG if fold(part) in _ALSO_WORDS else re.IGNORECASE
    return _bounded([re.escape(spelling) for spelling in _spellings(part)], part, flags), NAME


def _bounded(patterns: Iterable[str], text: str, flags: re.RegexFlag) -> re.Pattern[str]:
    either = "|".join(patterns)
    return re.compile(either if _is_unspaced(text) else rf"(?<!\w)(?:{either})(?!\w)", flags)


def _spellings(part: str) -> Iterable[str]:
    """The part as it is written and as it is written without accents, in the cases that names come in."""
    plain = fold(part)
    return dict.fromkeys((part, part.upper(), part.title(), plain.upper(), plain.title()))


def _digits(number: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\d)\+?" + r"[ ()./-]*".join(number) + r"(?!\d)")


def _neutral(match: re.Match[str]) -> str:
    word = _NEUTRAL[match[0].lower()]
    return word.capitalize() if match[0][0].isupper() else word
