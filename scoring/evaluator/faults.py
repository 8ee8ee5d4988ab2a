"""What the server does wrong on purpose: latency, and at most one fault per request, chosen by rate."""

import random
from dataclasses import dataclass, field
from typing import Any

FAULTS = {
    "429": "too many requests, with Retry-After",
    "quota": "429 with code insufficient_quota: waiting does not help",
    "401": "the key is refused",
    "500": "server error",
    "503": "overloaded",
    "drop": "the connection closes with no answer",
    "hang": "no answer until the client gives up",
    "slow_drip": "the answer arrives a few bytes at a time, over --drip seconds",
    "malformed": "the content is not JSON",
    "schema": "the content is JSON that breaks the schema: rating 7, a fact that does not exist",
    "refusal": "message.refusal is set and the content is null",
    "truncated": "the content is cut off, finish_reason is length",
    "content_filter": "no content, finish_reason is content_filter",
}


class BadSettingError(ValueError):
    """A setting that makes no sense; the message names it."""


@dataclass(slots=True)
class Behaviour:
    """Times in seconds, rates 0 to 1. ``next`` gives the coming requests' outcomes before rates apply again."""

    latency: float = 0.0
    jitter: float = 0.0
    retry_after: float = 1.0
    drip: float = 20.0
    rates: dict[str, float] = field(default_factory=dict)
    next: list[str] = field(default_factory=list)
    seed: int = 0
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("latency", "jitter", "retry_after", "drip"):
            value = getattr(self, name)
            if not _is_number(value) or not 0 <= value <= 3600:
                raise BadSettingError(f"{name} must be between 0 and 3600 seconds")
        if not isinstance(self.rates, dict) or not isinstance(self.next, list):
            raise BadSettingError("rates must be an object of fault and rate, next a list of outcomes")
        for name, rate in self.rates.items():
            if name not in FAULTS:
                raise BadSettingError(f"unknown fault {name!r}; known are {', '.join(FAULTS)}")
            if not _is_number(rate) or not 0 <= rate <= 1:
                raise BadSettingError(f"the rate of {name} must be between 0 and 1")
        if sum(self.rates.values()) > 1.000001:
            raise BadSettingError("the rates add up to more than 1: a request has at most one fault")
        if unknown := [name for name in self.next if name not in FAULTS and name != "ok"]:
            raise BadSettingError(f"unknown outcome {unknown[0]!r} in next; known are ok, {', '.join(FAULTS)}")
        if not isinstance(self.seed, int):
            raise BadSettingError("seed must be a whole number")
        self._random = random.Random(self.seed)  # noqa: S311 (repeatable, not secret)

    @classmethod
    def from_json(cls, data: Any) -> "Behaviour":
        known = ("latency", "jitter", "retry_after", "drip", "rates", "next", "seed")
        if not isinstance(data, dict):
            raise BadSettingError("the body must be an object")
        if unknown := [name for name in data if name not in known]:
            raise BadSettingError(f"unknown setting {unknown[0]!r}; known are {', '.join(known)}")
        return cls(**data)

    def as_json(self) -> dict[str, Any]:
        names = ("latency", "jitter", "retry_after", "drip", "rates", "next", "seed")
        return {name: getattr(self, name) for name in names}

    def choose(self) -> str:
        """The outcome of one request: a fault's name, or "ok"."""
        if self.next:
            return self.next.pop(0)
        if not self.rates:
            return "ok"
        draw = self._random.random()
        for name, rate in self.rates.items():
            if draw < rate:
                return name
            draw -= rate
        return "ok"

    def wait(self) -> float:
        """Seconds that this answer takes."""
        return max(0.0, self.latency + self._random.uniform(-self.jitter, self.jitter)) if self.jitter else self.latency


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def parse_fault(text: str) -> tuple[str, float]:
    """``NAME=RATE`` of the command line."""
    name, equals, rate = text.partition("=")
    try:
        value = float(rate)
    except ValueError:
        equals = ""
        value = 0.0
    if not equals:
        raise BadSettingError(f"{text!r} is not NAME=RATE")
    Behaviour(rates={name: value})
    return name, value
