"""What a column can be mapped to, as the options of a select."""

import re
from collections.abc import Sequence
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from profiles.sources.tables import TARGETS

_FEWEST, _MOST = 3, 20
_NUMBERED = re.compile(r"(experience|education)\.(\d+)\.\w+")
_GROUPS = {
    "Person": ("full_name", "first_name", "last_name", "headline", "summary", "source_id"),
    "Contact": ("email", "phone", "linkedin_url"),
    "Place": ("city", "region", "country", "place"),
    "Current job": ("current_title", "current_company", "current_start", "company_url"),
    "Skills and languages": ("skills", "languages", "certifications"),
    "Education": ("school", "degree", "field", "graduation_year"),
}


def most_numbered(headers: Sequence[str], targets: Sequence[str]) -> int:
    """How many jobs and schools are worth offering: as many as the headers count, and three at least."""
    counted = [int(number) for header in headers for number in re.findall(r"\b\d{1,2}\b", header)]
    given = [int(found[2]) for target in targets if (found := _NUMBERED.fullmatch(target))]
    return min(_MOST, max(_FEWEST, *counted, *given, 0))


def options(chosen: str, most: int) -> SafeString:
    """With `chosen` selected. A target that does not exist is not among them, and "Do not import" is."""
    every = _options(most)
    if chosen not in TARGETS:
        return every
    return SafeString(every.replace(f'<option value="{chosen}">', f'<option value="{chosen}" selected>', 1))


@cache
def _options(most: int) -> SafeString:
    """All of them, none chosen; a wide table has two hundred selects, so this is made once."""
    groups = {name: list(targets) for name, targets in _GROUPS.items()}
    for target in TARGETS:
        if (found := _NUMBERED.fullmatch(target)) and int(found[2]) <= most:
            groups.setdefault(f"{'Job' if found[1] == 'experience' else 'School'} {found[2]}", []).append(target)
    known = {target for targets in groups.values() for target in targets}
    groups["More"] = [target for target in TARGETS if target and target not in known and "." not in target]
    return format_html(
        '<option value="">{}</option>{}',
        TARGETS[""],
        format_html_join(
            "",
            '<optgroup label="{}">{}</optgroup>',
            (
                (name, format_html_join("", '<option value="{}">{}</option>', ((key, TARGETS[key]) for key in targets)))
                for name, targets in groups.items()
                if targets
            ),
        ),
    )
