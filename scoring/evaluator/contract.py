"""What a chat request asks for: criteria from its response schema, facts from its last user message."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from scoring.evaluator import facts

Json = dict[str, Any]


class BadRequestError(Exception):
    """The request cannot be understood; the message names the cause, ``param`` the place."""

    def __init__(self, message: str, param: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.param = param
        self.code = code


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str
    heading: str  # "Technical leadership"
    description: str  # heading and what it means, as the schema has it


@dataclass(frozen=True, slots=True)
class Question:
    criteria: tuple[Criterion, ...]
    citable: frozenset[str]  # the fact names that the schema allows
    lines: tuple[str, ...]
    digest: str  # same digest, same answer


def read(body: Json) -> Question | None:
    """The question in a request, or None when it does not ask for an assessment.

    Raises BadRequestError when the messages are not a chat.
    """
    prompt = _last_user_message(body)
    response_format = body.get("response_format")
    if not isinstance(response_format, dict) or response_format.get("type") != "json_schema":
        return None
    wrapper = response_format.get("json_schema")
    schema = wrapper.get("schema") if isinstance(wrapper, dict) else None
    if not isinstance(schema, dict):
        raise BadRequestError("response_format.json_schema.schema must be an object.", "response_format")
    try:
        source = json.dumps(schema)
    except RecursionError:
        raise BadRequestError("The response schema is nested too deeply.", "response_format") from None
    compiled = _compile(source)
    if compiled is None:
        return None
    lines = facts.in_prompt(prompt)
    digest = hashlib.sha256("\n".join((source, *lines)).encode("utf-8", "surrogatepass")).hexdigest()
    return Question(*compiled, lines, digest)


def prompt_length(body: Json) -> tuple[int, int]:
    """Characters of the whole prompt, and of what comes before its facts: the part a provider would cache."""
    texts = [_text(message) for message in body["messages"]]
    whole = sum(map(len, texts))
    before, marker, _ = texts[-1].rpartition("<facts>\n")
    return whole, sum(map(len, texts[:-1])) + len(before) if marker else 0


def _last_user_message(body: Json) -> str:
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages or not all(isinstance(m, dict) for m in messages):
        raise BadRequestError("messages must be a list of objects with at least one entry.", "messages")
    return next((_text(message) for message in reversed(messages) if message.get("role") == "user"), "")


def _text(message: Json) -> str:
    content = message.get("content")
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


@lru_cache(maxsize=256)
def _compile(source: str) -> tuple[tuple[Criterion, ...], frozenset[str]] | None:
    """Criteria and citable facts of a schema, or None when it is not the schema of an assessment."""
    schema: Json = json.loads(source)
    try:
        properties: Json = _resolved(schema["properties"]["criteria"], schema)["properties"]
        ratings = [_resolved(value, schema) for value in properties.values()]
        citable = [
            _resolved(_resolved(rating["properties"]["facts"], schema)["items"], schema)["enum"] for rating in ratings
        ]
        if not ratings or any("rating" not in rating["properties"] for rating in ratings):
            return None
        criteria = tuple(
            _criterion(key, rating.get("description", "")) for key, rating in zip(properties, ratings, strict=True)
        )
        return criteria, frozenset.intersection(*map(frozenset, citable))
    except (AttributeError, KeyError, TypeError, RecursionError):
        return None


def _resolved(node: Json, schema: Json) -> Json:
    """A schema node with ``$ref`` and ``allOf`` merged in; its own keywords win. Local references only."""
    merged: Json = {}
    parts = list(node.get("allOf", []))
    if "$ref" in node:
        target: Json = schema
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        parts.append(target)
    for part in parts:
        merged |= _resolved(part, schema)
    return merged | {name: value for name, value in node.items() if name not in ("$ref", "allOf")}


def _criterion(key: str, description: str) -> Criterion:
    heading, colon, _ = description.partition(":")
    heading = heading.strip()
    if not colon or not 0 < len(heading) <= 60:
        heading = key.replace("_", " ").capitalize()
    return Criterion(key, heading, description)
