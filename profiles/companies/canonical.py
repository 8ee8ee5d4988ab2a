"""The one shape of a company that every source maps onto."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from profiles.canonical import Line, Name, Prose, sha256

MAX_ALIASES = 50
MAX_COUNT = 2_147_483_647  # what the database's integer holds

Domain = Annotated[str, Field(pattern=r"^([a-z0-9-]+(\.[a-z0-9-]+)+)?$", max_length=253)]
Headcount = Annotated[int, Field(ge=0, le=MAX_COUNT)]


class CanonicalCompany(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    domain: Domain = ""
    linkedin_url: Line = ""
    industry: Line = ""
    # As many as there are, or, where only that is known, at least and at most so many.
    employees: Headcount | None = None
    employees_low: Headcount | None = None
    employees_high: Headcount | None = None
    founded: int | None = Field(default=None, ge=500, lt=2200)
    kind: Line = ""  # public, private, non-profit, …
    city: Line = ""
    region: Line = ""
    country: Line = ""
    funding_total_usd: int | None = Field(default=None, ge=0, le=10**15)
    funding_stage: Line = ""
    parent_name: Line = ""
    parent_domain: Domain = ""
    aliases: tuple[Name, ...] = Field(default=(), max_length=MAX_ALIASES)
    description: Prose = ""

    @model_validator(mode="after")
    def _range_is_in_order(self) -> Self:
        low, high = self.employees_low, self.employees_high
        if low is not None and high is not None and low > high:
            raise ValueError("employees_low is more than employees_high")
        return self

    def content_hash(self) -> str:
        """SHA-256 (hex) over the canonical JSON: equal exactly when two companies say the same."""
        return sha256(self.model_dump_json(exclude_defaults=True))
