"""The answer that is asked for, apart from any prompt text, and the check of what comes back. Pure.

Evidence that does not exist cannot be expressed: a claim cites fact numbers from a list in the schema.
"""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from profiles.canonical import clean_text
from scoring.rubrics import MAX_RATING, Definition

SCHEMA_VERSION = 1
# The list of fact numbers belongs to the prompt prefix that providers cache, so it comes in few sizes.
_SIZES = (16, 32, 64, 128, 256)


class AnswerRefused(ValueError):
    """The answer does not follow the schema; the message is for the model, which may try once more."""


@dataclass(frozen=True)
class Rating:
    criterion: str
    rating: int
    reason: str
    facts: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    ratings: tuple[Rating, ...]
    summary: str

    def by_criterion(self) -> dict[str, int]:
        return {rating.criterion: rating.rating for rating in self.ratings}


def schema(definition: Definition, fact_count: int) -> dict[str, Any]:
    """The JSON schema of an answer for this rubric and about this many facts."""
    size = next(size for size in _SIZES if size >= fact_count)
    criteria = {
        criterion.key: {"description": f"{criterion.name}: {criterion.description}", "$ref": "#/$defs/rating"}
        for criterion in definition.criteria
    }
    return {
        **_object(criteria=_object(**criteria), summary={"type": "string"}),
        "$defs": {
            "fact": {"type": "string", "enum": [f"F{number}" for number in range(1, size + 1)]},
            "rating": _object(
                facts={"type": "array", "items": {"$ref": "#/$defs/fact"}},
                reason={"type": "string"},
                rating={"type": "integer", "enum": list(range(MAX_RATING + 1))},
            ),
        },
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": [*properties], "properties": properties}


class _Rating(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    facts: list[str]
    reason: str
    rating: int


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    criteria: dict[str, _Rating]
    summary: str


def read_answer(text: str, definition: Definition, fact_count: int) -> Answer:
    """The answer in `text`. Raises AnswerRefused where it breaks the schema or cites what is not there."""
    try:
        answer = _Answer.model_validate(json.loads(text))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise AnswerRefused(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise AnswerRefused(f"not valid JSON: {error}") from None
    wanted = [criterion.key for criterion in definition.criteria]
    if missing := [key for key in wanted if key not in answer.criteria]:
        raise AnswerRefused(f"criteria without a rating: {', '.join(missing)}")
    if extra := sorted(set(answer.criteria) - set(wanted)):
        raise AnswerRefused(f"criteria that were not asked for: {', '.join(extra)[:200]}")
    ratings = tuple(_checked(key, answer.criteria[key], fact_count) for key in wanted)
    return Answer(ratings, clean_text(answer.summary))


def _checked(key: str, given: _Rating, fact_count: int) -> Rating:
    if not 0 <= given.rating <= MAX_RATING:
        raise AnswerRefused(f"criteria.{key}.rating: {given.rating} is not 0 to {MAX_RATING}")
    reason = clean_text(given.reason)
    if not reason:
        raise AnswerRefused(f"criteria.{key}.reason: is empty")
    known = {f"F{number}": number for number in range(1, fact_count + 1)}
    if unknown := [fact for fact in given.facts if fact not in known]:
        raise AnswerRefused(f"criteria.{key}.facts: there is no fact {unknown[0][:20]}")
    if given.rating and not given.facts:
        raise AnswerRefused(f"criteria.{key}.facts: a rating above 0 cites at least one fact")
    return Rating(key, given.rating, reason, tuple(sorted({known[fact] for fact in given.facts})))
