"""By what people are known in places that are not theirs alone: uploads, names of files, reports, titles.

Where it is not certain that a text means one of them, it counts as theirs: these are people to be erased.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from profiles.imports.files import items_of, open_file
from profiles.imports.items import Item
from profiles.linkedin_urls import linkedin_key
from profiles.models import Import, ImportChunk, Profile, SourceRecord
from profiles.names import fold
from profiles.sources import Record, Refusal

# It takes time in proportion to the text, whatever is in it: it may be a megabyte of one letter. One address may stand
# in another, as where to go after signing in.
_URL = re.compile(r"(?=(linkedin\.com[^\s<>\"'“”…。，、！？；：）」(){}*!,;\[\]|\\]{1,300}))", re.IGNORECASE)
_ESCAPED = {"\\/": "/", "%2f": "/", "%3a": ":", "%40": "@"}
_PART_OF_AN_EMAIL = r"[a-z0-9.+%_-]"
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")  # LiBoCV.txt
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
_PIECE, _OVERLAP = 1_000_000, 400

Words = frozenset[str]


@dataclass
class Crowd:
    """The signs of some people. `pages` has the LinkedIn pages by the words of a name: a namesake has another page."""

    ids: list[int]
    names: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    pages: dict[Words, set[str]] = field(default_factory=dict)
    keys: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, profile_ids: Sequence[int]) -> "Crowd":
        crowd = cls([])
        for profile in Profile.everyone.filter(pk__in=profile_ids).only("full_name", "email", "linkedin_url"):
            crowd.ids.append(profile.pk)
            said = {"full_name": profile.full_name, "email": profile.email, "linkedin_url": profile.linkedin_url}
            crowd._add([said, *_told_of(profile.pk, crowd.keys)])
        return crowd

    def _add(self, tellings: Sequence[Mapping[str, Any]]) -> None:
        """What one person is called, by all that is told of them."""
        self.emails |= {email.lower() for told in tellings if (email := told.get("email"))}
        pages = {page for told in tellings if (page := linkedin_key(told.get("linkedin_url", "")))}
        for name in {told.get("full_name", "") for told in tellings}:
            self.names.add(name)
            self.pages.setdefault(_words(name), set()).update(pages)

    @property
    def all_pages(self) -> set[str]:
        return set().union(*self.pages.values())

    def has(self, item: Item) -> bool:
        if isinstance(item, Refusal):
            return self.is_in(" ".join((item.file, item.where, item.reason, item.value)))
        if not isinstance(item, Record):
            return False
        person = item.profile
        page = linkedin_key(person.linkedin_url)
        pages = self.pages.get(_words(person.full_name))
        return (
            (item.source, item.key) in self.keys
            or person.email.lower() in self.emails
            or page in self.all_pages
            or (pages is not None and not (page and pages))
            or (bool(item.file) and self.is_in(item.file))
        )

    def is_in(self, text: str) -> bool:
        """Whether the text has the e-mail, the page or all words of the name of one of them."""
        if self.has_contact(text):
            return True
        words = _words(text) | _words(_CAMEL.sub(" ", text))
        together = "".join(re.findall(r"[^\W_]+", fold(text)))
        return any(
            name <= words
            or (len("".join(name)) >= 8 and _in_a_row(name, together))
            or (_has_no_blanks(name) and _all_in(name, together))
            for name in self.pages
            if _tells(name)
        )

    def says(self, value: object) -> bool:
        """Whether a document has one of them: in a text of it, or in the texts of one of its objects together."""
        return self.is_in(" ".join(_texts_in(value))) and self._says(value)  # most have none, which is quick to see

    def _says(self, value: object) -> bool:
        if isinstance(value, str):
            return self.is_in(value)
        if isinstance(value, Mapping):
            parts = (*value, *value.values())
            together = " ".join(part for part in parts if isinstance(part, str))
            return any(self._says(part) for part in parts) or self.is_in(together)
        return isinstance(value, list) and any(self._says(part) for part in value)

    def has_contact(self, text: str) -> bool:
        text = text.lower()
        for escape, character in _ESCAPED.items():
            text = text.replace(escape, character)
        if any(_stands_in(email, text) for email in self.emails):
            return True
        pages = self.all_pages
        return bool(pages) and any(linkedin_key(found.rstrip(".:?`_”’")) in pages for found in _URL.findall(text))

    def named_by(self, text: str) -> bool:
        """Whether the text has any word of a name; for what is known to be about one of them."""
        words = _words(text)
        return self.is_in(text) or any(len(word) > 2 and word in words for name in self.pages for word in name)


@dataclass
class Uploads:
    """The imports whose files are still here, and `found` of them, which have one of a crowd.

    Looking takes long, so it is done before the lock; `still_with` is for then, when it is known who is erased.
    """

    crowd: Crowd
    found: list[Import] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    def look(self) -> Iterator[None]:
        """Into those that came since the last look; gives way after every step."""
        chunks = ImportChunk.objects.filter(file__job=OuterRef("pk"))
        for job in Import.objects.filter(Exists(chunks)).exclude(pk__in=self._seen).order_by("pk"):
            self._seen.add(job.pk)
            try:
                for is_theirs in _looking(job, self.crowd):
                    if is_theirs:
                        self.found.append(job)
                        break
                    yield
            except ImportChunk.DoesNotExist:  # it has ended meanwhile, and its files are gone
                continue

    def still_with(self, crowd: Crowd) -> list[Import]:
        if crowd != self.crowd:  # it has become smaller: some of what was found may have none of them
            self._seen -= {job.pk for job in self.found}
            self.crowd, self.found = crowd, []
        for _ in self.look():
            pass
        return self.found


def _looking(job: Import, crowd: Crowd) -> Iterator[bool]:
    files = list(job.files.all())
    yield any(crowd.says([file.name, file.sheet, file.mapping]) for file in files)
    with items_of(job) as items:
        for item in items:
            yield crowd.has(item)
    for file in files:  # what no reader could make a person of may still be one
        with open_file(file) as stream:
            before = b""
            while piece := stream.read(_PIECE):
                yield crowd.has_contact((before + piece).decode("utf-8", "replace"))
                before = piece[-_OVERLAP:]


def _stands_in(email: str, text: str) -> bool:
    """Not in the middle of another address: ann@lee.example is not in mary-ann@lee.example.org."""
    whole = rf"(?<!{_PART_OF_AN_EMAIL}){re.escape(email)}(?![a-z0-9-]|[.][a-z0-9])"
    return email in text and bool(re.search(whole, text))


def _told_of(profile_id: int, keys: set[tuple[str, str]]) -> list[dict[str, Any]]:
    records = SourceRecord.objects.filter(profile=profile_id).values_list("source", "key", "extracted")
    keys |= {(source, key) for source, key, _ in records}
    return [extracted for *_, extracted in records]


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for part in (*value, *value.values()) if isinstance(value, Mapping) else value:
            yield from _texts_in(part)


def _words(text: str) -> Words:
    return frozenset(re.findall(r"[^\W_]+", fold(text)))


def _tells(name: Words) -> bool:
    """One short word alone is in too many texts that mean something else."""
    return len(name) > 1 or any(len(word) > 5 or not word.isascii() for word in name)


def _has_no_blanks(name: Words) -> bool:
    """Written in a script that puts none between words: then a name may stand in the middle of anything."""
    return len("".join(name)) > 1 and all(_CJK.fullmatch(word) for word in name)


def _in_a_row(name: Words, together: str) -> bool:
    """The words of a name without a space between them, in any order: zaphodbeeblebrox.pdf."""
    return _all_in(name, together) and any(first + second in together for first in name for second in name - {first})


def _all_in(words: Iterable[str], text: str) -> bool:
    return all(word in text for word in words)
