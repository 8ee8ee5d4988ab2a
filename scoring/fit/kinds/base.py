"""What every kind of measure has: what it says, and on what it rests. Pure."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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


LevelName = Literal["lead", "manager", "director", "vice_president", "chief"]


def at(position: Position, said: str) -> Fact:
    return Fact(f"experience.{position.entry}", said)
