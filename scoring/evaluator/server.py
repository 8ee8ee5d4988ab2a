"""The HTTP side: OpenAI's shapes around the answers, and the faults that tests and benchmarks switch on."""

import asyncio
import json
import time
from typing import Any
from uuid import uuid4

from aiohttp import web

from scoring.evaluator import MODEL, contract
from scoring.evaluator.answers import Answers
from scoring.evaluator.contract import BadRequestError, Json
from scoring.evaluator.faults import BadSettingError, Behaviour
from scoring.evaluator.stats import Stats

MAX_BODY = 2 * 1024 * 1024
_CACHE_BLOCK, _CACHE_LEAST = 128, 1024  # tokens; how OpenAI's prompt cache counts
_DRIPS = 40


class RejectedError(Exception):
    """A request that ends in an error response of OpenAI's shape."""

    def __init__(self, status: int, message: str, kind: str, code: str | None = None, param: str | None = None) -> None:
        super().__init__(message)
        self.status, self.kind, self.code, self.param = status, kind, code, param

    def response(self, headers: dict[str, str] | None = None) -> web.Response:
        error = {"message": str(self), "type": self.kind, "param": self.param, "code": self.code}
        return _json({"error": error}, status=self.status, headers=headers)


# Refused before any work, as a provider's gate does.
_GATE = {
    "429": RejectedError(429, "Rate limit reached for requests.", "requests", "rate_limit_exceeded"),
    "quota": RejectedError(429, "You exceeded your current quota.", "insufficient_quota", "insufficient_quota"),
    "401": RejectedError(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
}
_LATE = {
    "500": RejectedError(500, "The server had an error while processing your request.", "server_error"),
    "503": RejectedError(503, "The engine is currently overloaded, please try again later.", "server_error"),
}


class Evaluator:
    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.stats = Stats()
        self._answers = Answers()

    def application(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY)
        app.add_routes(
            [
                web.post("/v1/chat/completions", self.chat),
                web.get("/v1/models", self.models),
                web.get("/health", self.health),
                web.get("/stats", self.show_stats),
                web.delete("/stats", self.reset_stats),
                web.post("/faults", self.set_faults),
                web.route("*", "/{path:.*}", self.not_found),
            ]
        )
        return app

    async def chat(self, request: web.Request) -> web.StreamResponse:
        self.stats.begin(request.headers.get("Idempotency-Key"))
        outcome = "client_gone"
        try:
            outcome, response = await self._chat(request)
            return response
        except RejectedError as error:
            outcome = f"rejected_{error.status}"
            return error.response()
        finally:
            self.stats.end(outcome)

    async def _chat(self, request: web.Request) -> tuple[str, web.StreamResponse]:
        begun = time.monotonic()
        fault = self.behaviour.choose()
        if fault in _GATE:
            wait = {"Retry-After": f"{self.behaviour.retry_after:g}"} if fault == "429" else None
            return fault, _GATE[fault].response(wait)
        if fault == "hang":
            await asyncio.Event().wait()  # ends when the client goes away and the handler is cancelled
        body = await _body(request)
        _check(body)
        # The work counts as part of the latency: else a burst would wait first and then queue for the processor.
        payload = b"" if fault in _LATE or fault == "drop" else self._completion(body, fault)
        if latency := self.behaviour.wait():
            await asyncio.sleep(begun + latency - time.monotonic())
        if fault in _LATE:
            return fault, _LATE[fault].response()
        if fault == "drop":
            if request.transport is not None:
                request.transport.abort()
            return fault, web.Response()  # goes nowhere
        if fault == "slow_drip":
            return fault, await self._drip(request, payload)
        return fault, web.Response(body=payload, content_type="application/json")

    def _completion(self, body: Json, fault: str) -> bytes:
        try:
            answer = self._answers.content(body)
            whole, before = contract.prompt_length(body)
        except BadRequestError as error:
            raise RejectedError(400, str(error), "invalid_request_error", error.code, error.param) from error
        content: str | None = answer
        refusal, finish = None, "stop"
        limit = body.get("max_completion_tokens") or body.get("max_tokens")
        match fault:
            case "malformed":
                content = "Here is my assessment: " + answer[: len(answer) // 2]
            case "schema":
                content = _broken(answer)
            case "refusal":
                content, refusal = None, "I'm sorry, I can't help with that."
            case "truncated":
                content, finish = answer[: len(answer) // 2], "length"
            case "content_filter":
                content, finish = None, "content_filter"
            case _ if isinstance(limit, int) and 0 < limit < _tokens(len(answer)):
                content, finish = answer[: limit * 4], "length"
        prompt, completion = _tokens(whole), _tokens(len(content or refusal or ""))
        cached = _tokens(before) // _CACHE_BLOCK * _CACHE_BLOCK
        self.stats.prompt_tokens += prompt
        self.stats.completion_tokens += completion
        return _dump(
            {
                "id": f"chatcmpl-{uuid4().hex}",
                "object": "chat.completion",
                "created": int(time.time()),
                "model": MODEL,
                "choices": [
                    {
                        "index": 0,
                        "message": {"role": "assistant", "content": content, "refusal": refusal},
                        "logprobs": None,
                        "finish_reason": finish,
                    }
                ],
                "usage": {
                    "prompt_tokens": prompt,
                    "completion_tokens": completion,
                    "total_tokens": prompt + completion,
                    "prompt_tokens_details": {"cached_tokens": cached if cached >= _CACHE_LEAST else 0},
                },
            }
        )

    async def _drip(self, request: web.Request, payload: bytes) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = len(payload)
        await response.prepare(request)
        size = len(payload) // _DRIPS + 1
        for start in range(0, len(payload), size):
            await asyncio.sleep(self.behaviour.drip / _DRIPS)
            await response.write(payload[start : start + size])
        await response.write_eof()
        return response

    async def models(self, request: web.Request) -> web.Response:
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": "shortlist"}
        return _json({"object": "list", "data": [model]})

    async def health(self, request: web.Request) -> web.Response:
        return _json({"status": "ok", "model": MODEL})

    async def show_stats(self, request: web.Request) -> web.Response:
        return _json(self.stats.as_json())

    async def reset_stats(self, request: web.Request) -> web.Response:
        """Start counting anew; what is in flight stays counted as in flight."""
        running = self.stats.in_flight
        self.stats = Stats(in_flight=running, max_in_flight=running)
        return _json(self.stats.as_json())

    async def set_faults(self, request: web.Request) -> web.Response:
        try:
            self.behaviour = Behaviour.from_json(await _body(request))
        except BadSettingError as error:
            return RejectedError(400, f"{error}.", "invalid_request_error").response()
        except RejectedError as error:
            return error.response()
        return _json(self.behaviour.as_json())

    async def not_found(self, request: web.Request) -> web.Response:
        message = f"Unknown request URL: {request.method} {request.path}."
        return RejectedError(404, message, "invalid_request_error", "unknown_url").response()


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read())
    except web.HTTPRequestEntityTooLarge:
        message = f"The body is larger than {MAX_BODY} bytes."
        raise RejectedError(413, message, "invalid_request_error", "request_too_large") from None
    except (ValueError, RecursionError):
        raise RejectedError(400, "The body is not valid JSON.", "invalid_request_error", "invalid_json") from None
    if not isinstance(body, dict):
        raise RejectedError(400, "The body must be a JSON object.", "invalid_request_error", "invalid_json")
    return body


def _check(body: Json) -> None:
    model = body.get("model")
    if not isinstance(model, str):
        raise RejectedError(400, "model must be a string.", "invalid_request_error", param="model")
    if model != MODEL:
        message = f"The model `{model}` does not exist; this server has only `{MODEL}`."
        raise RejectedError(404, message, "invalid_request_error", "model_not_found", "model")
    if body.get("stream"):
        raise RejectedError(400, "This server does not stream.", "invalid_request_error", "unsupported_value", "stream")


def _broken(content: str) -> str:
    """The answer with its first rating out of range and a fact that no profile has."""
    try:
        answer = json.loads(content)
        first = next(iter(answer["criteria"].values()))
    except ValueError:
        return json.dumps({"unexpected": content})
    first |= {"rating": 7, "facts": ["F9999"]}
    return json.dumps(answer, ensure_ascii=False)


def _tokens(characters: int) -> int:
    return (characters + 3) // 4


def _dump(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")


def _json(data: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(body=_dump(data), status=status, headers=headers, content_type="application/json")
