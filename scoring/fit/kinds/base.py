"""What every kind of measure has: what it says, and on what it rests. Pure."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scoring.fit.features import Position

MOST_SAID = 6


@dataclass(frozen=True)
class Fact:
    """`ref` is the place in the profile as scoring.llm.facts names it; `said` what was found there."""

    ref: str
    said: str


@dataclass(frozen=True)
class Measured:
    """`share` is None where nothing is known; `facts` are what it rests on. `missing` says what would tell, for what a
    career need not say: then what was found is never worth less than what is to be expected."""

    share: int | None
    facts: tuple[Fact, ...] = ()
    missing: str = ""


class BaseMeasure(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    weight: int = Field(default=1, ge=1, le=100, description="among the measures of its criterion")

    @model_validator(mode="after")
    def _steps_rise(self) -> "BaseMeasure":
        steps = getattr(self, "steps", ())
        values = [(step.value, step.percent) for step in steps]
        if values != sorted(values) or len({value for value, _ in values}) < len(values):
            raise ValueError("steps go up, in value and in percent")
        return self


LevelName = Literal["lead", "manager", "director", "vice_president", "chief"]


def at(position: Position, said: str) -> Fact:
    return Fact(f"experience.{position.entry}", said)
