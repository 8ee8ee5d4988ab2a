"""What became of one record."""

from dataclasses import dataclass

from profiles.models import Outcome


@dataclass(frozen=True)
class Result:
    """`where` names the record inside its file; `profile_id` is None where it was refused or is a company's.

    `field` and `value` say what was wrong where it was one field.
    """

    outcome: Outcome
    where: str = ""
    profile_id: int | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()
    field: str = ""
    value: str = ""
    company_id: int | None = None
