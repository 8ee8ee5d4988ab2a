"""Taking a person's identity out of text, and refusing to send what still shows it. Pure.

Redaction and leak check work differently on purpose: the first looks each word up and rewrites it, the second
searches a folded, joined-up form of the result, so that one's blind spot is not the other's. The check never refuses
what may be ordinary words.

What neither can know: nicknames (Bob for Robert), inflected names (Иванова), names in another script (Dmitry for
Дмитрий), a family name of one Chinese or Korean character inside running text, handles made of parts of a name
(jhewitt) that are neither the e-mail address nor the profile address; and that the skill Kafka is not the person
Kafka: there the skill goes with the name.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from profiles.canonical import CanonicalProfile
from profiles.names import fold
from scoring.llm.contacts import EMAIL, Contacts
from scoring.llm.name_words import SOMETIMES_WORDS, halves, joined, name_parts
from scoring.llm.names_in_text import NamesInText
from scoring.llm.pronouns import neutral, without_pronoun_lists
from scoring.llm.schools import SchoolsInText, short_forms, words_in
from scoring.llm.words import is_unspaced, may_hold, words_of

NAME, CONTACT, SCHOOL = "[name]", "[contact]", "[school]"

_NAMES = re.compile(r"\[name\](?:[\s.,-]*\[name\])+")
_HONORIFIC = re.compile(
    r"\b(?:Mrs?|Ms|Mx|Mister|Herr|Frau|Monsieur|Madame|Señora?)\b(?:\.\s*|\s+)"
    r"|\b(?:Miss|Sir|Dame|Lady|Madam|Lord)\s+(?=\[name\])"
)


class IdentityLeak(ValueError):
    """Something that identifies the person is still in the text; the message says where, not what."""


@dataclass(frozen=True)
class Identity:
    """What must not reach the model about one person. `school_forms` is what people call the schools."""

    full_name: str
    email: str
    phone: str
    profile_slug: str
    schools: tuple[str, ...]
    school_forms: tuple[str, ...] = ()

    @classmethod
    def of(cls, profile: CanonicalProfile, *, schools: bool = True) -> "Identity":
        names = sorted({entry.school for entry in profile.education if entry.school}) if schools else []
        taken = [profile.city, profile.region, profile.country, *profile.skills]
        for entry in profile.experience:
            taken += (entry.title, entry.location, "" if entry.company in names else entry.company)
        elsewhere = words_in(taken) if names else set()
        return cls(
            full_name=profile.full_name,
            email=profile.email,
            phone=re.sub(r"\D", "", profile.phone.replace("(0)", "")).lstrip("0"),
            profile_slug=unquote(profile.linkedin_url).rstrip("/").rpartition("/")[2],
            schools=tuple(names),
            school_forms=tuple(sorted({form for name in names for form in short_forms(name, taken=elsewhere)})),
        )

    @cached_property
    def name_parts(self) -> tuple[str, ...]:
        """Given name, family name and so on, without particles and titles."""
        return name_parts(self.full_name)

    @cached_property
    def unspaced_parts(self) -> tuple[str, ...]:
        """What to look for where no space parts words, longest first. Of 王小明 the given name 小明, too."""
        parts = [unicodedata.normalize("NFKC", part) for part in self.name_parts if is_unspaced(part)]
        given = [part[-2:] for part in parts if 2 < len(part) < 5] if len(parts) == 1 else []
        whole = {"".join(parts), "".join(parts[::-1])}
        return tuple(sorted({part for part in (*parts, *given, *whole) if len(part) > 1}, key=len, reverse=True))

    @cached_property
    def contacts(self) -> Contacts:
        local = self.email.partition("@")[0]
        return Contacts(
            phone=self.phone,
            handles={handle for handle in (local, self.profile_slug) if len(handle) > 4},
            name_parts=self.name_parts,
        )


class Redactor:
    """Rewrites texts about one person; made once per profile because its tables are."""

    def __init__(self, identity: Identity) -> None:
        self._contacts = identity.contacts
        self._unspaced = identity.unspaced_parts
        self._names = NamesInText(identity.full_name)
        self._schools = SchoolsInText((*identity.schools, *identity.school_forms))
        self._keys = self._names.keys | self._schools.keys

    def __call__(self, text: str) -> str:
        text = without_pronoun_lists(self._contacts.replaced(unicodedata.normalize("NFC", text), CONTACT))
        for part in self._unspaced:
            text = text.replace(part, NAME)
        text = self._without_names(text)
        return neutral(_HONORIFIC.sub("", _NAMES.sub(NAME, text)))

    def _without_names(self, text: str) -> str:
        if not may_hold(text, self._keys):
            return text
        words = list(words_of(text, self._names.known))
        if "[" in text:
            words = [word for word in words if not _is_mark(text, word.start, word.end)]
        found = [(span, SCHOOL) for span in self._schools.spans(words)]
        found += [(span, NAME) for span in self._names.spans(text, words)]
        clean: list[str] = []
        done = 0
        for (start, end), mark in sorted(found):
            if start >= done:
                clean += (text[done:start], mark)
                done = end
        return "".join((*clean, text[done:]))


def check_for_leaks(text: str, identity: Identity) -> None:
    """Raise IdentityLeak where the text that is about to be sent still identifies the person."""
    folded = " ".join(map(fold, text.split("\n")))
    line = f" {_spaced(folded)} "
    if EMAIL.search(text):
        raise IdentityLeak("an e-mail address is still in the text")
    if any(part in text for part in identity.unspaced_parts) or _has_whole_name(text, line, identity):
        raise IdentityLeak("the person’s name is still in the text")
    for part in identity.name_parts:
        for word in map(fold, (joined(part), *halves(part))):
            if len(word) > 3 and word not in SOMETIMES_WORDS and f" {word} " in line:
                raise IdentityLeak("a part of the person’s name is still in the text")
    if len(identity.phone) > 6 and identity.phone[-9:] in re.sub(r"[\s()./-]", "", text):
        raise IdentityLeak("the person’s phone number is still in the text")
    if identity.contacts.in_folded(folded):
        raise IdentityLeak("the person’s e-mail name or profile address is still in the text")
    for school in identity.schools:
        name = _spaced(fold(school))
        if (" " in name and f" {name} " in line) or (" " not in name and re.search(rf"\b{re.escape(school)}\b", text)):
            raise IdentityLeak("the name of a school is still in the text")


def _has_whole_name(text: str, line: str, identity: Identity) -> bool:
    """Whether given and family name stand together, from the start of one word to the end of another."""
    words = [[fold(word) for word in re.findall(r"[^\W\d_]+", part)] for part in identity.name_parts]
    if len(words) < 2 or SOMETIMES_WORDS.issuperset(word for part in words for word in part):
        return len(words) > 1 and identity.full_name in text
    for order in (words, words[::-1]):
        flat = [word for part in order for word in part]
        length = len("".join(flat))
        if (length > 5 and f" {' '.join(flat)} " in line) or (length > 7 and f" {''.join(flat)} " in line):
            return True
        if length > 7 and f" {' '.join(''.join(part) for part in order)} " in line:
            return True
    return False


def _spaced(text: str) -> str:
    """Its words with one space between them."""
    return " ".join(re.findall(r"[^\W_]+", text))


def _is_mark(text: str, start: int, end: int) -> bool:
    """Whether the word is the inside of [name], [contact] or [school]."""
    return text[start - 1 : start] == "[" and text[end : end + 1] == "]" and text[start - 1 : end + 1] in _MARKS


_MARKS = {NAME, CONTACT, SCHOOL}
