"""Counters of what the server was asked and how it answered."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

_MAX_KEYS = 200_000


@dataclass(slots=True)
class Stats:
    requests: int = 0
    in_flight: int = 0
    max_in_flight: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    idempotency_keys: Counter[str] = field(default_factory=Counter)

    def begin(self, idempotency_key: str | None) -> None:
        self.requests += 1
        self.in_flight += 1
        self.max_in_flight = max(self.max_in_flight, self.in_flight)
        if idempotency_key and (idempotency_key in self.idempotency_keys or len(self.idempotency_keys) < _MAX_KEYS):
            self.idempotency_keys[idempotency_key] += 1

    def end(self, outcome: str) -> None:
        self.in_flight -= 1
        self.outcomes[outcome] += 1

    def as_json(self) -> dict[str, Any]:
        return {
            "requests": self.requests,
            "in_flight": self.in_flight,
            "max_in_flight": self.max_in_flight,
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "outcomes": dict(self.outcomes),
            "idempotency_keys": dict(self.idempotency_keys),
        }
