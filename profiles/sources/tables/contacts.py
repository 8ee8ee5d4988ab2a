"""How cells look that say where somebody can be reached."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from profiles.linkedin_urls import linkedin_key

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_PHONE = re.compile(r"(?:\+|00|\(?0)[\d ()/.\-–]{6,24}")

# By the field that they are for.
LOOKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "email": lambda cell: _EMAIL.fullmatch(cell) is not None,
        "linkedin_url": lambda cell: linkedin_key(cell) is not None,
        "phone": lambda cell: _PHONE.fullmatch(cell) is not None,
    }
)


def is_contact(cell: str) -> bool:
    """Whether it is somebody's for certain: what may be a date as well as a phone number is not."""
    return LOOKS["email"](cell) or LOOKS["linkedin_url"](cell) or (cell.startswith("+") and LOOKS["phone"](cell))
