"""Titles that a fit suggests: the chief's own where it is in the highest band, and those below it after that. Pure."""

from scoring.rubrics import Definition

TITLES = {
    "cto": (("Chief Technology Officer",), ("VP of Engineering", "Deputy CTO"), ("Director of Engineering",)),
    "cio": (("Chief Information Officer",), ("VP of IT", "Deputy CIO"), ("IT Director",)),
    "ciso": (("Chief Information Security Officer",), ("VP of Security", "Deputy CISO"), ("Director of Security",)),
}


def suggested_titles(role: str, band: str, rubric: Definition) -> tuple[str, ...]:
    """None in the lowest band, and none for a role that has no titles here."""
    places = [band.name for band in rubric.bands[:-1]]
    titles = TITLES.get(role, ())
    place = places.index(band) if band in places else len(titles)
    return titles[place] if place < len(titles) else ()
