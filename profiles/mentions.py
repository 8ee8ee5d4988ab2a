"""Who else speaks of somebody: "reported to …", a referee's address. For people to decide: it may be a namesake.

Payloads are read as text for that, since they hold all that was said; where it stands is then found in their strings.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import chain
from urllib.parse import quote

from django.db.models import TextField
from django.db.models.functions import Cast

from profiles.canonical import sha256_of
from profiles.models import Mention, SourceRecord
from profiles.names import fold
from profiles.passages import Passage, keys_in, texts_in
from profiles.traces import Crowd

SOMEWHERE: list[object] = [[], 0, 0]
_AT_ONCE = 500
_FEW = 30
_BETWEEN_WORDS = re.compile(r"[\s.,;:'’\"“”()\[\]/·・_-]+")
_APART = " |||| "  # more than there is between the words of a name
_BETWEEN = r"(?:\W{1,3}|[^\w\s]?\s+)"
_BEYOND_ASCII = re.compile(r"[^\0-\x7f]+")
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[a-zA-Z/][^<>]{0,200}>")
_LAST_LATIN = "\u024f"
_UNDIVIDED = re.compile("[\u1100-\u11ff\u2e80-\U0010ffff]")  # of these an accent or a half is another letter


@dataclass
class Mentions:
    """The records that may speak of a crowd.

    Looking takes long, so it is done before the lock; `note` is for then, when it is known who is erased.
    """

    crowd: Crowd
    found: set[int] = field(default_factory=set)
    _after: int = 0

    def look(self) -> Iterator[None]:
        """Into those that came since the last look; gives way after every step."""
        signs = _Signs(self.crowd)
        texts = Cast("payload", TextField()), Cast("extracted", TextField())
        records = SourceRecord.objects.order_by("pk").values_list("pk", *texts)
        while batch := list(records.filter(pk__gt=self._after)[:_AT_ONCE]):
            self._after = batch[-1][0]
            for pk, *said in batch:
                text = _APART.join(said)
                for blank in ("\\n", "\\r", "\\t"):  # it is JSON
                    text = text.replace(blank, " ")
                if signs.found_in(text):
                    self.found.add(pk)
            yield

    def note(self, crowd: Crowd) -> list[int]:
        """Leave a row for each record that speaks of one of `crowd`, who are those looked for or some of them. Returns
        the ids of the profiles whose records they are, without those that were deleted."""
        for _ in self.look():
            pass
        signs, speaking = _Signs(crowd), set()
        records = SourceRecord.objects.filter(pk__in=self.found).exclude(profile__in=crowd.ids).order_by("pk")
        columns = "payload", "extracted", "profile__full_name", "profile__deleted_at"
        for record in records.select_related("profile").only(*columns).iterator(chunk_size=_AT_ONCE):
            own = [plain_text(name) for name in (record.profile.full_name, record.extracted.get("full_name", ""))]
            texts = [text for part in (record.payload, record.extracted) for _, text in texts_in(part)]
            said = signs.found_in(_APART.join((*texts, *keys_in(record.payload))))
            # Whoever bears a name is not listed for it.
            said = [sign for sign in said if not (sign.is_name and any(map(sign.search, own)))]
            if said:
                _keep(record, said)
                speaking.update([record.profile_id] if record.profile.deleted_at is None else [])
        return sorted(speaking)


@dataclass(frozen=True)
class _Sign:
    """A name or an address."""

    pattern: str
    is_name: bool = False

    def search(self, text: str) -> bool:
        return bool(re.search(self.pattern, text))


class _Signs:
    """What a crowd is known by. Where that is much a text is asked for its words once."""

    def __init__(self, crowd: Crowd) -> None:
        self._by_word: dict[str, list[_Sign]] = defaultdict(list)
        self._undivided: list[_Sign] = []  # no words of a text tell of these
        pages = {page.removeprefix("linkedin.com/") for page in crowd.all_pages}
        for contact in {plain_text(each) for each in (*crowd.emails, *pages, *map(quote, pages))}:
            self._add(contact, _Sign(rf"(?<![\w.+%-]){re.escape(contact)}(?![\w%-]|[.@]\w)"))
        for words in filter(None, map(_telling, {plain_text(name) for name in crowd.names})):
            sign = _Sign(_in_any_order(words), is_name=True)
            if words[0] > _LAST_LATIN:
                self._undivided.append(sign)
            else:
                self._add(" ".join(words), sign)

    def _add(self, text: str, sign: _Sign) -> None:
        if words := _WORD.findall(text):  # what has none tells nobody apart
            self._by_word[max(words, key=len)].append(sign)

    def found_in(self, text: str) -> list[_Sign]:
        """Addresses first, which may have a name in them, and the longest of each kind first."""
        text = plain_text(text)
        if len(self._by_word) < _FEW:
            known = {word for word in self._by_word if word in text}
        else:
            known = self._by_word.keys() & set(_WORD.findall(text))
        asked = chain(self._undivided, *(self._by_word[word] for word in known))
        found = (sign for sign in asked if sign.search(text))
        return sorted(found, key=lambda sign: (sign.is_name, -len(sign.pattern), sign.pattern))


def _telling(name: str) -> list[str]:
    """The words of a name. One alone is in too much that means something else."""
    words = [word for word in _BETWEEN_WORDS.split(name) if word]
    return words if len(words) > 1 or name[:1] > _LAST_LATIN else []


def _in_any_order(words: Sequence[str]) -> str:
    """A pattern of "ann marie lee", "lee, ann marie" and "marie lee, ann"."""
    words = [re.escape(word) for word in words]
    orders = [[*words[first:], *words[:first]] for first in range(len(words))]
    if words[0][0] > _LAST_LATIN:  # many of these scripts put nothing between words
        return "|".join(r"\W{0,3}".join(order) for order in orders)
    return "|".join(r"(?<!\w)" + _BETWEEN.join(order) + r"(?!\w)" for order in orders)


def _keep(record: SourceRecord, said: Sequence[_Sign]) -> None:
    """Where, and not what. Nowhere is where what is read from it has a sign and its texts have none; somewhere is where
    it is written as no machine takes it out: in HTML.

    What an earlier erasure has found in the same payload waits there, too.
    """
    signs = re.compile("|".join(sign.pattern for sign in said))
    places = [[list(each.path), each.start, each.end] for each in passages_in(record.payload, signs)]
    as_read = (plain_text(unescape(_TAG.sub("", text))) for _, text in texts_in(record.payload))
    if sum(len(signs.findall(text)) for text in as_read) > len(places):
        places.append(SOMEWHERE)
    mention, is_new = Mention.objects.get_or_create(
        record=record, seal=sha256_of(record.payload), defaults={"passages": places}
    )
    if not is_new and (more := [place for place in places if place not in mention.passages]):
        Mention.objects.filter(pk=mention.pk).update(passages=[*mention.passages, *more])


def passages_in(document: object, signs: re.Pattern[str]) -> Iterator[Passage]:
    """Where its texts have one of the signs, which are written as `plain_text` writes."""
    for path, text in texts_in(document):
        folded = plain_text(text)
        places = None
        for found in signs.finditer(folded):
            places = places or _places(text)
            end = places[found.end() - 1] + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            yield Passage(path, places[found.start()], end, text)


class _Letters(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = " " if character.isspace() else character if _UNDIVIDED.match(character) else fold(character)
        return self[code]


_LETTERS = _Letters()


def plain_text(text: str) -> str:
    """In small letters without accents; it may be longer or shorter by that."""
    return _BEYOND_ASCII.sub(lambda found: found[0].translate(_LETTERS), text).lower()


def _places(text: str) -> Sequence[int]:
    """For each character of the plain text the place that it has in `text`."""
    return range(len(text)) if text.isascii() else [at for at, each in enumerate(text) for _ in _LETTERS[ord(each)]]
