"""Everything that can go wrong with a call: a code for programs, a sentence for recruiters, and what to do next."""

import random
from dataclasses import dataclass

BACKOFF_BASE_SECONDS = 2.0
BACKOFF_LIMIT_SECONDS = 60.0


@dataclass(frozen=True)
class Kind:
    """`again`: worth trying again by itself. `by_hand`: a person may try again later with a chance of success."""

    sentence: str
    again: bool = False
    by_hand: bool = True


KINDS = {
    "timed_out": Kind("The model took too long to answer.", again=True),
    "rate_limited": Kind("The model’s provider asked us to slow down.", again=True),
    "endpoint_down": Kind("The model could not be reached.", again=True),
    "quota_used_up": Kind("The quota at the model’s provider is used up. An administrator has to raise it."),
    "bad_key": Kind("The model’s provider refused our key. An administrator has to check it."),
    "model_not_found": Kind("The model’s provider does not offer this model. An administrator has to check its name."),
    "bad_request": Kind("The model’s provider did not accept the request.", by_hand=False),
    "refused": Kind("The model declined to assess this profile.", by_hand=False),
    "content_filter": Kind("The provider’s content filter stopped the answer.", by_hand=False),
    "cut_off": Kind("The model’s answer was cut off at its length limit."),
    "schema_not_met": Kind("The model’s answer was not in the form asked for, twice."),
    "worker_lost": Kind("The workers stopped several times while this was in progress."),
    "model_changed": Kind(
        "The model that this was asked of is no longer configured. Press Score again to ask the present one.",
        by_hand=False,
    ),
    "internal": Kind("Something went wrong on our side. It has been logged."),
}


@dataclass
class CallFailed(Exception):
    """`detail` is the provider's own word for the log and the job page; `retry_after` is in seconds."""

    code: str
    detail: str = ""
    http_status: int | None = None
    retry_after: float | None = None
    response: object = None
    latency_ms: int = 0
    is_repair: bool = False

    @property
    def kind(self) -> Kind:
        return KINDS[self.code]


def delay_before_retry(failure: CallFailed, tries: int, jitter: random.Random) -> float:
    """Seconds to wait: what the provider asked for, else exponential back-off with full jitter."""
    if failure.retry_after is not None:
        # A little later than asked, each at its own moment, so that not all come back at once.
        return failure.retry_after + jitter.uniform(0, 1)
    return jitter.uniform(0.5, 1) * min(BACKOFF_LIMIT_SECONDS, BACKOFF_BASE_SECONDS**tries)
