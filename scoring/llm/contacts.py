"""E-mail addresses, links, phone numbers and handles in text. Pure."""

import re
from collections.abc import Iterable
from functools import cached_property

from profiles.names import fold, spellings
from scoring.llm.name_words import halves, joined

EMAIL = re.compile(
    r"""[\w.+%-]+@[\w-]+(?:\.[\w-]+)+
    | [\w.+%-]+\s*[(\[{]\s*at\s*[)\]}]\s*[\w-]+(?:\s*(?:\.|[(\[{]?\bdot\b[)\]}]?)\s*[\w-]+)+
    | [\w.+%-]+\s+at\s+[\w-]+(?:\s+dot\s+[\w-]+)+""",
    re.IGNORECASE | re.VERBOSE,
)
_URL = re.compile(r"(?:https?://|www\.)\S+|\b(?:[a-z]{2,3}\.)?linkedin\.com/\S+|\bgithub\.com/\S+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w.])@([\w.-]*\w)")
_SEVEN_DIGITS = re.compile(r"(?:\d\D{0,4}?){7}")
# International, North American, and national with a leading zero, each grouped as no date, range, ratio or amount is:
# an amount has groups of three and seldom ends in anything but 000, a North American area code starts with 2 to 9.
_PHONE = re.compile(
    r"""(?<![\w.,/-])(?:
        \+(?=(?:[ ().-]*\d){9,15}(?![\d]))(?!\d{1,3}(?:[ .]\d{3})*[ .]000(?![\w.]))\d{1,3}[\d ().-]*\d
        | (?:\+?1[ .-])?(?:\(\d{3}\)[ ]?\d{3}|[2-9]\d\d[ .-][2-9]\d\d)[ .-]\d{4}
        | (?=(?:[ ()/.-]*\d){9,15}(?![\d]))\(?00?[1-9]\d{1,3}\)?[ /.-]\d{3,}(?:[ .-]?\d{2,})*
    )(?![\w]|[.,]\d)""",
    re.VERBOSE,
)
_GAP = r"(?:[\s()./‐-–-]|\(0\)){0,3}"


class Contacts:
    """Finds a person's own phone number and handles, and everyone's e-mail addresses, links and phone numbers."""

    def __init__(self, *, phone: str, handles: Iterable[str], name_parts: Iterable[str]) -> None:
        self._phone = phone
        pieces = (piece for part in name_parts for piece in (joined(part), *halves(part)))
        self._name_words = [key for piece in pieces for key in spellings(piece) if len(key) > 3]
        self._handles = sorted(map(fold, handles), key=len, reverse=True)

    def replaced(self, text: str, replacement: str) -> str:
        if "@" in text or " at " in text or "at)" in text or "at]" in text:
            text = EMAIL.sub(replacement, text)
            text = _MENTION.sub(lambda match: replacement if self._is_own(match[1]) else match[0], text)
        if "www" in text or "/" in text:
            text = _URL.sub(replacement, text)
        if _SEVEN_DIGITS.search(text):
            text = _PHONE.sub(replacement, text)
            text = self._own_phone.sub(replacement, text) if self._own_phone else text
        lower = text.lower()
        for handle in self._handles:
            if handle in lower:
                text = self._handle(handle).sub(replacement, text)
        return text

    def in_folded(self, text: str) -> bool:
        """Whether one of the handles stands in the folded text."""
        return any(handle in text and self._handle(handle).search(text) for handle in self._handles)

    def _is_own(self, mention: str) -> bool:
        folded = fold(mention)
        return folded in self._handles or any(word in folded for word in self._name_words)

    def _handle(self, handle: str) -> re.Pattern[str]:
        """A handle that may be a word ("security", "cloud-lead") counts only where it is written as a handle."""
        is_name = handle in self._name_words  # redacted, or left alone, as a name is
        is_telling = any(map(str.isdigit, handle)) or (not is_name and any(word in handle for word in self._name_words))
        before = r"(?<!\w)" if is_telling else "[@/]"
        return re.compile(rf"{before}{re.escape(handle)}(?!\w)", re.IGNORECASE)

    @cached_property
    def _own_phone(self) -> re.Pattern[str] | None:
        """The last seven digits, and before them as many of the others as are given, however they are grouped."""
        if len(self._phone) < 7:
            return None
        pattern = _GAP.join(self._phone[-7:])
        before = ""
        for digit in self._phone[:-7]:
            before = rf"(?:{before}{digit}{_GAP})?"
        return re.compile(rf"(?<!\d)\(?(?:\+|0{{1,2}}{_GAP})?{before}{pattern}(?!\d)")
