"""One seam to the model's endpoint: a request body in, a reply or a named failure out."""

import json
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self

import httpx2
import openai
from openai import AsyncOpenAI, DefaultAioHttpClient

from profiles.storable import storable, storable_text
from scoring.llm.failures import CallFailed

CONNECT_SECONDS = 10.0
LONGEST_RETRY_AFTER_SECONDS = 3600.0


@dataclass(frozen=True)
class Reply:
    """What came back. `text` is the answer's content; token counts are zero where the endpoint gives none."""

    text: str
    response: dict[str, Any]
    request_id: str
    model: str
    latency_ms: int
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int


class ModelClient:
    """One HTTP client for many concurrent calls; use it as an async context manager on one event loop.

    Retries are off: the job decides, once, with its own idempotency key.
    """

    def __init__(self, *, base_url: str, api_key: str, timeout: float) -> None:
        self._client = AsyncOpenAI(
            base_url=base_url,
            # The SDK insists on a key; a local server without keys ignores it.
            api_key=api_key or "none",
            timeout=openai.Timeout(timeout, connect=min(CONNECT_SECONDS, timeout)),
            max_retries=0,
            http_client=DefaultAioHttpClient(),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()

    async def ask(self, body: Mapping[str, Any], *, idempotency_key: str) -> Reply:
        """Raises CallFailed with one of the codes of `failures.KINDS`."""
        started = time.monotonic()
        try:
            # `post` sends the body as it is; `chat.completions.create` would walk through it for half of a call's CPU.
            raw = await self._client.post(
                "/chat/completions",
                body=body,
                cast_to=httpx2.Response,
                options={"headers": {"Idempotency-Key": idempotency_key}},
            )
            response, _ = storable(json.loads(raw.text))
            return _reply(response, raw.headers.get("x-request-id", ""), _milliseconds_since(started))
        except openai.APIError as error:
            failure = _named(error)
        except CallFailed as error:
            failure = error
        except ValueError:
            failure = CallFailed("endpoint_down", "the endpoint's answer was not JSON that can be stored")
        failure.latency_ms = _milliseconds_since(started)
        raise failure


def _milliseconds_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


def _reply(response: Any, request_id: str, latency_ms: int) -> Reply:
    try:
        choice = response["choices"][0]
        message, finish = choice["message"], choice.get("finish_reason")
    except (KeyError, IndexError, TypeError):
        raise CallFailed("endpoint_down", "the endpoint's answer was no chat completion", response=response) from None
    if message.get("refusal"):
        raise CallFailed("refused", str(message["refusal"]), response=response)
    if finish == "content_filter":
        raise CallFailed("content_filter", response=response)
    if finish == "length":
        raise CallFailed("cut_off", response=response)
    usage = response.get("usage")
    return Reply(
        text=message.get("content") or "",
        response=response,
        request_id=request_id[:200],
        model=str(response.get("model") or "")[:200],
        latency_ms=latency_ms,
        prompt_tokens=_count(usage, "prompt_tokens"),
        cached_tokens=_count(usage, "prompt_tokens_details", "cached_tokens"),
        completion_tokens=_count(usage, "completion_tokens"),
    )


def _count(value: Any, *path: str) -> int:
    """A number of tokens; 0 where the endpoint gives none, or something else."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, int) and 0 <= value < 2**31 else 0


def _named(error: openai.APIError) -> CallFailed:
    if not isinstance(error, openai.APIStatusError):
        return CallFailed("timed_out" if _is_timeout(error) else "endpoint_down", str(error.__cause__ or error))
    status = error.status_code
    match status:
        case 429 if error.code == "insufficient_quota" or error.type == "insufficient_quota":
            code = "quota_used_up"
        case 429:
            code = "rate_limited"
        case 401 | 403:
            code = "bad_key"
        case 404:
            code = "model_not_found"
        case 408 | 409:
            code = "endpoint_down"
        case _:
            code = "endpoint_down" if status >= 500 else "bad_request"
    try:
        body, _ = storable(error.body)
    except ValueError:
        body = None
    detail = storable_text(error.message)
    return CallFailed(code, detail, http_status=status, retry_after=_retry_after(error), response=body)


def _is_timeout(error: BaseException | None) -> bool:
    """The SDK's aiohttp transport reports a refused or dropped connection as a time-out; the first cause knows."""
    while error is not None:
        if isinstance(error, TimeoutError):
            return True
        error = error.__cause__
    return False


def _retry_after(error: openai.APIStatusError) -> float | None:
    """Seconds, from either form of the header; None where it is missing or makes no sense."""
    value = error.response.headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except ValueError:
            return None
    return min(max(0.0, seconds), LONGEST_RETRY_AFTER_SECONDS) if math.isfinite(seconds) else None
