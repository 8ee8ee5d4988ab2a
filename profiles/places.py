"""Places as people and sources write them, as city, region and country. Pure.

Where a name means two places ("CA", "Georgia"), the other parts decide; where they do not, nothing is claimed.
"""

import re
from functools import cache

from profiles.country_words import ALIASES, CITIES, COUNTRIES, PROVINCES, US_STATES
from profiles.names import fold

_LONGEST = 500
_NO_PLACE = {
    "", "remote", "fully remote", "remote work", "100% remote", "remote first", "remote working", "home office",
    "home based", "home", "work from home", "working from home", "wfh", "hybrid", "on-site", "onsite", "on site",
    "in office",
    "anywhere", "worldwide", "global", "globally", "international", "various", "various locations",
    "multiple locations",
    "contact info", "n/a", "na", "none", "null", "unknown", "undefined", "string", "-", "teletrabajo", "teletravail",
    "télétravail", "distanciel", "remoto", "da remoto", "fernarbeit", "homeoffice", "thuiswerken", "distans",
}  # fmt: skip
# Larger than a country: told as a region.
_BEYOND_COUNTRIES = {
    "europe", "european union", "eu", "emea", "apac", "dach", "nordics", "scandinavia", "benelux", "latam",
    "latin america", "north america", "south america", "central america", "middle east", "mena", "gcc", "asia",
    "asia pacific", "africa",
    "oceania", "americas", "amer", "southeast asia", "greater china", "caribbean", "balkans", "baltics", "uki", "anz",
}  # fmt: skip
_WAY_OF_WORK = r"(?:fully |100% )?(?:remote|hybrid|on-?site|home office|wfh)"
_WORK_BEHIND = re.compile(rf"\s*(?:[(\[]{_WAY_OF_WORK}[^)\]]*[)\]]|\s[·|/–—-]\s*{_WAY_OF_WORK})\s*$", re.IGNORECASE)
_WORK_BEFORE = re.compile(rf"^\s*{_WAY_OF_WORK}\s*(?:[·|/:–—-]\s*|(?:in|from)\s+|(?=\())", re.IGNORECASE)
_WHOLLY_IN_BRACKETS = re.compile(r"^\((.*)\)$")
_AROUND = re.compile(
    r"(?:greater )?(?P<core>.+?),? (?:bay area|metropolitan (?:area|region)|metro(?:politan)?|metro area|metroplex)"
    r"|greater (?P<greater>.+?)(?: area| region)?"
    r"|(?P<area>.+?)(?: city)? (?:area|region|und umgebung|et périphérie|y alrededores|e dintorni|en omgeving)",
    re.IGNORECASE,
)
_POST_CODE_BEFORE = re.compile(r"^(?:[A-Z]{1,3}-)?\d{4,6}\s+(?=\D)")
_POST_CODE_BEHIND = re.compile(r"(?<=\D)\s+\d{5}(?:-\d{4})?$")
# "Korea, Republic of", as the standard writes it.
_INVERTED = re.compile(
    r"(?:islamic |bolivarian |united )?republic of|plurinational state of|province of china", re.IGNORECASE
)
_CODE = re.compile(r"[A-Z]{2,3}")
_GEORGIA = "georgia"  # a country, and a state of the USA
# State names that bare mean a city.
_RATHER_CITIES = {"new york", "washington"}
_UK_NATIONS = {"england", "scotland", "wales", "northern ireland"}


def place(text: str) -> tuple[str, str, str]:
    """City, region, country of one line: "Austin, TX" gives "Austin", "TX", "United States".

    A metropolitan area is a region around its city: "Greater Boston" gives "Boston", "Greater Boston", "United States".
    """
    return _split(text, "")


def placed(city: str, region: str, country: str) -> tuple[str, str, str]:
    """City, region, country out of three values that may each hold more than their name says, or less."""
    if fold(country) in _NO_PLACE:
        country = ""
    if not region and not city and not country:
        return "", "", ""
    nation = country if fold(country) in _UK_NATIONS else ""
    country = country_name(country) or country.strip()
    if fold(city) in _NO_PLACE:
        city = ""
    if not city:
        first, second, country = _split(region, country)
        return "", (region.strip() if first or second else nation), country
    if not country and len(pieces := _pieces(city)) > 1:
        country = _country_of(pieces)
    found_city, found_region, found_country = _split(", ".join(filter(None, (city, region))), country)
    return found_city, found_region or nation, found_country


def country_name(code_or_name: str) -> str:
    """ "Germany" for "DE", "deu", "Deutschland" and "Germany"; "" where it is no country that is known."""
    if len(code_or_name) > 100:
        return ""
    return _countries().get(_folded(code_or_name), "")


def _split(text: str, country: str) -> tuple[str, str, str]:
    pieces = _pieces(text)
    if not pieces:
        return "", "", country
    if not country:
        country = _country_of(pieces)
    first, *rest = pieces
    rest = [piece for piece in rest if not _is_country(piece, country)]
    if not rest and country and country_name(first) == country:
        return "", first if fold(first) in _UK_NATIONS else "", country
    if not rest and (fold(first) in _BEYOND_COUNTRIES or _is_bare_region(first)):
        return "", first, country
    city, area = _city_of(first)
    region = ", ".join(_without_repeats(rest, country)) or area
    return city, region, country


def _pieces(text: str) -> list[str]:
    text = _WORK_BEFORE.sub("", _WORK_BEHIND.sub("", " ".join(text[:_LONGEST].split())))
    text = _WHOLLY_IN_BRACKETS.sub(r"\1", text)
    pieces = [
        _POST_CODE_BEHIND.sub("", _POST_CODE_BEFORE.sub("", piece.strip())) for piece in re.split("[,，、;]", text)
    ]
    kept = [piece for piece in pieces if fold(piece) not in _NO_PLACE and not _INVERTED.fullmatch(piece)]
    return ["DC" if piece == "D.C." else piece for piece in kept]


def _country_of(pieces: list[str]) -> str:
    """The country that the last piece is or lies in."""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return _country_of_one(last)
    known = _known_city(first)
    if last in US_STATES or (last in PROVINCES and not country_name(last)):
        in_states = (
            PROVINCES.get(last, "US") if known and known != "US" else ("US" if last in US_STATES else PROVINCES[last])
        )
        named = country_name(last) if len(last) == 2 else ""
        if known and (named == _name_of(known) or PROVINCES.get(last) == known):
            return _name_of(known)
        if last == "DE" and known != "US":  # more people in Germany than in Delaware
            return named
        if last == "IN" and not known:  # Indiana or India
            return ""
        return _name_of(in_states)
    folded = _folded(last)
    if folded == _GEORGIA:
        return _name_of("GE" if known == "GE" else "US")
    if folded in _state_names():
        return _name_of("US")
    if folded in _province_names():
        return _name_of(_province_names()[folded])
    return country_name(last) if len(last) > 3 or _CODE.fullmatch(last) or not last.isascii() else _dotted(last)


def _country_of_one(piece: str) -> str:
    folded = _folded(piece)
    if folded == _GEORGIA:
        return ""
    if _CODE.fullmatch(piece):
        return "" if piece in US_STATES or piece in PROVINCES else country_name(piece)
    if found := country_name(piece) if len(piece) > 3 or not piece.isascii() else "":
        return found
    if folded in _state_names() and folded not in _RATHER_CITIES:
        return _name_of("US")
    if folded in _province_names():
        return _name_of(_province_names()[folded])
    around = _AROUND.fullmatch(piece)
    code = _known_city(next(filter(None, around.groups()), "")) if around else ""
    return _name_of(code) if code else ""


def _dotted(piece: str) -> str:
    """U.S. and uk are countries; "de" or "la" at the end of a line are rather no codes."""
    return country_name(piece) if "." in piece or piece.lower() in ("uk", "usa", "uae") else ""


def _is_country(piece: str, country: str) -> bool:
    """Whether the piece is a name for the country, and is not told as a region of it, as England is."""
    return bool(country) and country_name(piece) == country and fold(piece) not in _UK_NATIONS


def _is_bare_region(piece: str) -> bool:
    folded = _folded(piece)
    is_state = folded in _state_names() and folded not in _RATHER_CITIES
    return is_state or folded in _province_names() or piece in US_STATES or piece in PROVINCES


def _city_of(piece: str) -> tuple[str, str]:
    """The city, and the area where the piece tells one around it."""
    found = _AROUND.fullmatch(piece)
    if not found:
        return piece, ""
    core = next(filter(None, found.groups()))
    # "Lake Region" and "Greater China" are around no city.
    is_city = (
        not country_name(core) and fold(core) not in _BEYOND_COUNTRIES and (not found["area"] or _known_city(core))
    )
    return (core if is_city else ""), piece


def _without_repeats(pieces: list[str], country: str) -> list[str]:
    """Regions, each once; not "New York, NY", which is one said twice."""
    first: dict[str, str] = {}
    for piece in pieces:
        first.setdefault(fold(piece), piece)
    pieces = list(first.values())
    if country != _name_of("US"):
        return pieces
    said_twice = {fold(US_STATES[piece]) for piece in pieces if piece in US_STATES}
    return [piece for piece in pieces if fold(piece) not in said_twice]


def _folded(text: str) -> str:
    return fold(text).replace(".", "").removeprefix("the ").strip()


def _known_city(city: str) -> str:
    return _cities().get(_folded(city), "")


def _name_of(code: str) -> str:
    return _countries()[code.lower()]


@cache
def _countries() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in COUNTRIES.strip().splitlines():
        for entry in line.split(";"):
            two, three, name = entry.strip().split(" ", 2)
            known |= {two.lower(): name, three.lower(): name, _folded(name): name}
    for code, names in ALIASES.items():
        known |= {_folded(name): known[code.lower()] for name in names.split(";")}
    return known


@cache
def _cities() -> dict[str, str]:
    return {_folded(city): code for code, cities in CITIES.items() for city in cities.split(";")}


@cache
def _state_names() -> frozenset[str]:
    return frozenset(_folded(name) for name in US_STATES.values())


@cache
def _province_names() -> dict[str, str]:
    known = {
        "ontario": "CA", "quebec": "CA", "british columbia": "CA", "alberta": "CA", "manitoba": "CA",
        "saskatchewan": "CA", "nova scotia": "CA", "new brunswick": "CA", "newfoundland and labrador": "CA",
        "prince edward island": "CA",
        "new south wales": "AU", "queensland": "AU", "south australia": "AU", "western australia": "AU",
        "tasmania": "AU", "australian capital territory": "AU", "maharashtra": "IN", "karnataka": "IN",
        "tamil nadu": "IN",
        "telangana": "IN", "uttar pradesh": "IN", "haryana": "IN", "west bengal": "IN", "gujarat": "IN", "kerala": "IN",
    }  # fmt: skip
    return known | dict.fromkeys(_UK_NATIONS, "GB")
