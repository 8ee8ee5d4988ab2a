"""The one seam to a provider of profiles: asks it about one address, and gives its answer as a JSON value.

Which shape the answer has is none of its business; `parse_document` reads it as it reads any provider's file.
"""

import ipaddress
import json
import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from profiles.sources.documents import from_text

MAX_ANSWER_BYTES = 5_000_000
_LONGEST_MESSAGE = 200
_MESSAGES = ("message", "error", "detail", "description", "title", "reason", "errors")
_BUSY = {408, 425, 429}
_UNPRINTABLE = re.compile(r"[\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ud800-\udfff]+")
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")


class NoAnswer(Exception):
    """There is none for this address; the message is for people and holds no secret."""


class TryLater(NoAnswer):
    """There may be one later. `after` is in seconds, None where the provider does not say."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class KeyRefused(NoAnswer):
    """No address will have an answer with this key."""


@dataclass(frozen=True)
class Provider:
    """Addresses are templates: `{url}` stands for a LinkedIn address, `{domain}` for a company's; both are escaped."""

    person_url: str
    company_url: str = ""
    key: str = field(default="", repr=False)
    key_header: str = "Authorization"
    key_format: str = "Bearer {key}"
    timeout: float = 30

    @property
    def host(self) -> str:
        return urlsplit(self.person_url).hostname or ""

    @property
    def problem(self) -> str:
        """What is wrong with how it is set up, "" where nothing is."""
        if not self.person_url:
            return "No provider is set up: PROVIDER_PERSON_URL is empty."
        if "{url}" not in self.person_url:
            return "PROVIDER_PERSON_URL has to hold {url}, where the LinkedIn address goes."
        if self.company_url and "{url}" not in self.company_url and "{domain}" not in self.company_url:
            return "PROVIDER_COMPANY_URL has to hold {url} or {domain}, where the company’s address goes."
        for name, url in (("PROVIDER_PERSON_URL", self.person_url), ("PROVIDER_COMPANY_URL", self.company_url)):
            if url and not _is_safe(url):
                return f"{name} has to begin with https:// and name a host."
        if not _HEADER_NAME.fullmatch(self.key_header):
            return "PROVIDER_KEY_HEADER is not the name of a header."
        if not (self._key_value.isascii() and self._key_value.isprintable()):
            return "PROVIDER_KEY holds characters that no header can carry, such as a line break."
        return ""

    def person(self, linkedin_url: str) -> Any:
        """The provider's answer about one person. Raises NoAnswer."""
        return self._ask(_filled(self.person_url, url=linkedin_url))

    def knows_company_by(self, *, linkedin_url: str, domain: str) -> bool:
        """Whether the address for companies can be filled with what is known of this one."""
        asks = self.company_url
        return bool(asks) and all(
            known for place, known in (("{url}", linkedin_url), ("{domain}", domain)) if place in asks
        )

    def company(self, *, linkedin_url: str, domain: str) -> Any:
        """The provider's answer about one company. Raises NoAnswer."""
        return self._ask(_filled(self.company_url, url=linkedin_url, domain=domain))

    @property
    def _key_value(self) -> str:
        return self.key_format.replace("{key}", self.key)

    def _ask(self, url: str) -> Any:
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "Shortlist"}
        if self.key:
            headers[self.key_header] = self._key_value
        # Errors of httpx can quote headers and addresses, so that none of their words go further.
        try:
            with (
                httpx.Client(timeout=self.timeout, verify=True, follow_redirects=False) as client,
                client.stream("GET", url, headers=headers) as answer,
            ):
                body = self._body(answer)
        except httpx.TimeoutException:
            raise TryLater(f"The provider did not answer within {self.timeout:g} seconds.") from None
        except httpx.TransportError:
            raise TryLater(
                "The provider could not be reached, had no valid certificate, or broke off the connection."
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise NoAnswer("The provider’s answer could not be read.") from None
        text = self._without_key(body.decode("utf-8-sig", errors="replace"))
        if not 200 <= answer.status_code < 300:
            raise _failure(answer.status_code, answer.headers, text)
        return _parsed(text)

    def _body(self, answer: httpx.Response) -> bytes:
        """Not more than is taken, and not for longer: a time-out of httpx begins anew with every byte."""
        body, end = bytearray(), time.monotonic() + self.timeout
        for part in answer.iter_bytes():
            body += part
            if len(body) > MAX_ANSWER_BYTES:
                raise NoAnswer(f"The provider’s answer is larger than {MAX_ANSWER_BYTES // 1_000_000} MB.")
            if time.monotonic() > end:
                raise TryLater(f"The provider’s answer was not complete within {self.timeout:g} seconds.")
        return bytes(body)

    def _without_key(self, text: str) -> str:
        """Some providers repeat the request in their answer, and answers are kept."""
        if len(self.key) >= 8:
            for written in {self.key, json.dumps(self.key)[1:-1], self.key.replace("/", "\\/")}:
                text = text.replace(written, "[key]")
        return text


def _filled(template: str, **values: str) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", quote(value, safe=""))
    return template


def _is_safe(url: str) -> bool:
    """HTTPS, or a service on this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)))
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _parsed(text: str) -> Any:
    try:
        return from_text(text)
    except json.JSONDecodeError:
        raise NoAnswer("The provider’s answer is damaged JSON.") from None
    except ValueError as error:
        said = str(error).replace("The file is", "It is")
        raise NoAnswer(f"The provider’s answer cannot be used. {said}") from None


def _failure(status: int, headers: Mapping[str, str], text: str) -> NoAnswer:
    said = _message(text)
    if status in (401, 403):
        return KeyRefused(f"The provider refuses the key (status {status}){said}")
    if status in _BUSY or status >= 500:
        return TryLater(f"The provider cannot answer now (status {status}){said}", _retry_after(headers))
    if 300 <= status < 400:
        return NoAnswer("The provider sends on to another address, which is not followed.")
    if status in (404, 410):
        return NoAnswer(f"The provider does not know this address (status {status}){said}")
    return NoAnswer(f"The provider refuses to answer (status {status}){said}")


def _message(text: str) -> str:
    """The rest of a sentence: the provider's own words where it has some, shortened."""
    try:
        said: Any = from_text(text)
    except ValueError:
        said = None
    for _ in range(4):  # errors: [{message: …}]
        if isinstance(said, dict):
            said = next((said[name] for name in _MESSAGES if said.get(name)), None)
        elif isinstance(said, list):
            said = said[0] if said else None
    words = " ".join(_UNPRINTABLE.sub(" ", said).split()) if isinstance(said, str) else ""
    if not words:
        return "."
    shown = words if len(words) <= _LONGEST_MESSAGE else f"{words[:_LONGEST_MESSAGE]}…"
    return f": “{shown.rstrip('.')}”."


def _retry_after(headers: Mapping[str, str]) -> float | None:
    value = headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            when = parsedate_to_datetime(value)
        except ValueError:
            return None
        seconds = (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None
