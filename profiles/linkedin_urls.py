"""One normal form for the many ways in which a LinkedIn address is written.

Both keys exist a second time as SQL functions of their names (migrations 0001_functions and 0004), because the database
generates the unique columns `linkedin_key` with them; a test holds the two equal. That is why nothing here leans on
`str.lower()` or `str.isspace()`: what counts as a letter differs between Unicode versions, locales and databases.
"""

import re
import unicodedata
from urllib.parse import unquote_to_bytes

# Latin, Greek and Cyrillic capitals that have one small letter, and three signs that NFC turns into capitals.
_CAPITALS = "".join(
    chr(code)
    for first, last in ((0x41, 0x5A), (0xC0, 0xDE), (0x100, 0x17E), (0x386, 0x3AB), (0x400, 0x42F))
    for code in range(first, last + 1)
    if len(chr(code).lower()) == 1 and chr(code).lower() != chr(code)
)
_FOLD = {ord(capital): capital.lower() for capital in _CAPITALS} | {0x212A: "k", 0x212B: "å", 0x2126: "ω"}

# Soft hyphen, zero-width and direction marks: they come along when an address is copied from a page.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BLANK = " \t\r\n\f\v"
_LINKEDIN = re.compile(
    r"(?:(?:https?:/*)+|/*)(?:[a-z0-9-]+\.)*linkedin\.com\.?(?::[0-9]+)?/+(?:(?:comm|mwlite)/+)?(.*)", re.DOTALL
)
_PERSON = re.compile(r"in/+([^/?#&]+)")
_OLD_PERSON = re.compile(r"pub/+([^/?#&]+)(?:/+([0-9a-f]{1,3})/+([0-9a-f]{1,3})/+([0-9a-f]{1,3}))?/*(?:[?#&]|\Z)")
_MEMBER_ID = re.compile(r"profile/+view/*\?(?:[^#]*&)?id=([a-z0-9_-]{1,100})(?:[&#]|\Z)")
_COMPANY = re.compile(r"(?:organization-guest/+)?(company|school|showcase)/+([^/?#]+)")
# Anything else in ASCII is no part of a public name: blanks, masked letters (*), stray escapes (%).
_NO_NAME = re.compile(r"[\u0000-%(-,/:-@\[-^`{-}\u007f-\u00a0]")
_SOMETHING = re.compile(r"[^-_.~&']")
_MAX_URL = 2_000  # The database need not say so: its columns end at 500.
_MAX_NAME = 200  # LinkedIn allows 100; more would not be a name, and would not fit into an index either.
# Addresses that LinkedIn shows to everyone: "my own profile", "a member outside your network", "people called …".
_NOBODY = {"me", "unavailable", "dir"}


def linkedin_key(url: str) -> str | None:
    """`linkedin.com/in/jane-doe` for every spelling of that person's address, None where it names no person.

    Old `/pub/jane-doe/1/1b3/b45` addresses become the `/in/jane-doe-b451b31` that LinkedIn forwards them to.
    `/profile/view?id=…` carries no public name, yet names one member for good: `linkedin.com/profile/…`.
    """
    path = _path(url)
    if path is None:
        return None
    if found := _MEMBER_ID.match(path):
        return f"linkedin.com/profile/{found[1]}"
    found = _PERSON.match(path) or _OLD_PERSON.match(path)
    name = _name(found[1]) if found else None
    if not found or not name or name in _NOBODY:
        return None
    if found.re is _OLD_PERSON and found[2]:
        name += f"-{found[4]:0>3}{found[3]:0>3}{found[2].lstrip('0')}"
    return f"linkedin.com/in/{name}"


def linkedin_company_key(url: str) -> str | None:
    """`linkedin.com/company/acme` (or `/school/…`, `/showcase/…`) for every spelling of it, None for anything else."""
    path = _path(url)
    found = path and _COMPANY.match(path)
    name = found and _name(found[2])
    return f"linkedin.com/{found[1]}/{name}" if found and name else None


def _path(url: str) -> str | None:
    if len(url) > _MAX_URL:
        return None
    found = _LINKEDIN.fullmatch(_INVISIBLE.sub("", url).strip(_BLANK).translate(_FOLD))
    return found[1] if found else None


def _name(escaped: str) -> str | None:
    """The public name in a path segment, or None where it is not valid UTF-8, empty, too long or no name at all."""
    try:
        text = unquote_to_bytes(escaped).decode()
    except UnicodeError:  # escapes of another encoding, or a lone surrogate in the text itself
        return None
    name = unicodedata.normalize("NFC", _INVISIBLE.sub("", text).translate(_FOLD)).strip(_BLANK)
    return name if len(name) <= _MAX_NAME and _SOMETHING.search(name) and not _NO_NAME.search(name) else None
