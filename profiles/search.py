"""The words by which a profile is found, made in Python by the same rules as the question is read. Pure.

PostgreSQL takes the result as a finished `tsvector`: no dictionary and no locale of a database has a say, and what is
stored is what `fold` makes of every name and title.
"""

import re

from profiles.canonical import CanonicalProfile
from profiles.names import fold

# No word is longer than 60 letters: what goes on longer is found by its pieces. The second pattern says the same, for
# folded text in ASCII, in half the time.
_WORD = re.compile(r"[^\W_]{1,60}(?:[+#]{1,3}|(?:\.[^\W_]{1,60}){1,3})?")
_ASCII_WORD = re.compile(r"[a-z0-9]{1,60}(?:[+#]{1,3}|(?:\.[a-z0-9]{1,60}){1,3})?")
_MOST = 1_500  # distinct words; a tsvector takes a megabyte, a reader takes less


def words(text: str) -> list[str]:
    """The words of a text as they are searched: 'Node.js, C++ & Zürich' gives node.js, c++, zurich, node, js."""
    found = _typed(text)
    if "." in text:
        found += [part for word in found if "." in word for part in word.split(".")]
    return found


def _typed(text: str) -> list[str]:
    return _ASCII_WORD.findall(text.lower()) if text.isascii() else _WORD.findall(fold(text))


def search_words(profile: CanonicalProfile) -> str:
    """The literal of a `tsvector`: A the name, B headline, titles, companies, C skills and the like, D the rest.

    Without positions: who has a word matters, not how often. Weights need one, so each word stands at 1.
    """
    from_least = {
        "D": (profile.summary, *(entry.description for entry in profile.experience)),
        "C": (
            *profile.skills,
            profile.city,
            profile.region,
            profile.country,
            *(f"{entry.school} {entry.degree} {entry.field}" for entry in profile.education),
            *(f"{entry.name} {entry.issuer}" for entry in profile.certifications),
            *(entry.name for entry in profile.languages),
        ),
        "B": (profile.headline, *(f"{entry.title} {entry.company}" for entry in profile.experience)),
        "A": (profile.full_name,),
    }
    best: dict[str, str] = {}
    for weight, texts in from_least.items():
        best |= dict.fromkeys(words("\n".join(texts)), weight)
    if len(best) > _MOST:
        best = dict(sorted(best.items(), key=lambda item: item[1])[:_MOST])
    return " ".join([f"'{word}':1{weight}" for word, weight in best.items()])


def search_query(text: str) -> str:
    """The `tsquery` for profiles with every word of `text`, the last as far as it is typed; "" where it has none."""
    asked = [f"'{word}'" for word in dict.fromkeys(_typed(text))]
    if asked:
        asked[-1] += ":*"
    return " & ".join(asked)
