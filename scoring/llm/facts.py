"""A profile as numbered facts: what the model reads, and what its claims point at. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from profiles.canonical import CanonicalProfile, Experience
from scoring.llm.identity import Redactor

MAX_FACTS = 240
MAX_FACT_LENGTH = 400
MAX_SKILLS = 60

_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÝŒ\[(\"“])|(?<=[。！？])")
_INSTRUCTION = re.compile(
    r"""\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|prior)
    | \b(?:system|developer|assistant)\s*(?:prompt|message|:)
    | \byou\s+(?:are|must|should|will|shall)\s+(?:now|act|rate|give|score|answer|respond|assign)
    | \b(?:rate|score|assign|give|award)\b.{0,40}\b(?:[34]\s*(?:out\s+of|/)\s*4|highest|maximum|full\s+marks|100)\b
    | \b(?:as\s+an?\s+(?:ai|language\s+model)|chatgpt|prompt\s+injection|jailbreak)\b
    | <\|?\s*(?:system|im_start|im_end|endoftext) | \[/?INST\]
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Fact:
    """`ref` says where in the profile it stands, as in `experience.2`; `kind` is its label."""

    number: int
    kind: str
    text: str
    ref: str

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    def as_line(self) -> str:
        return f"[F{self.number}] {self.kind}: {self.text}"


def facts_of(profile: CanonicalProfile, *, as_of: str, redact: Redactor) -> list[Fact]:
    """The profile's facts in a fixed order. `as_of` is the month (YYYY-MM) up to which current roles last."""
    facts: list[Fact] = []
    for kind, text, ref in _statements(profile, as_of, facts):
        clean = redact(plain_line(text))
        if clean.strip(" .,[]"):
            facts.append(Fact(len(facts) + 1, kind, clean, ref))
        if len(facts) == MAX_FACTS:
            break
    return facts


def looks_like_instruction(text: str) -> bool:
    return bool(_INSTRUCTION.search(text))


def plain_line(text: str) -> str:
    """One visible line that cannot be mistaken for the prompt's own marks: no control or zero-width characters,
    no angle brackets, no fact numbers."""
    visible = "".join(
        " " if character in "\n\r\t\u2028\u2029" else character
        for character in unicodedata.normalize("NFKC", text)
        if character in "\n\r\t" or unicodedata.category(character) not in _INVISIBLE
    )
    visible = visible.replace("<", "‹").replace(">", "›")
    visible = re.sub(r"\[\s*(F\s*\d+)\s*\]", r"(\1)", visible, flags=re.IGNORECASE)
    return " ".join(visible.split())


def _statements(profile: CanonicalProfile, as_of: str, so_far: list[Fact]) -> Iterator[tuple[str, str, str]]:
    if profile.headline:
        yield "Headline", profile.headline, "headline"
    for sentence in _pieces(profile.summary):
        yield "Summary", sentence, "summary"
    if place := ", ".join(part for part in (profile.region, profile.country) if part):
        yield "Place", place, "place"
    for position, entry in enumerate(profile.experience):
        ref = f"experience.{position}"
        yield "Role", _role(entry, as_of), ref
        number = len(so_far)
        for piece in _pieces(entry.description):
            yield f"In role F{number}", piece, ref
    for position, education in enumerate(profile.education):
        degree = ", ".join(part for part in (education.degree, education.field) if part)
        # No years: they would tell the person's age.
        yield "Education", degree or "attended, no degree named", f"education.{position}"
    for position, certification in enumerate(profile.certifications):
        issued = f", {certification.issued}" if certification.issued else ""
        yield "Certification", f"{certification.name}{issued}", f"certifications.{position}"
    for position, language in enumerate(profile.languages):
        level = f" ({language.proficiency})" if language.proficiency else ""
        yield "Language", f"{language.name}{level}", f"languages.{position}"
    for position, skill in enumerate(profile.skills[:MAX_SKILLS]):
        yield "Skill", skill, f"skills.{position}"


def _role(entry: Experience, as_of: str) -> str:
    what = " at ".join(part for part in (entry.title, entry.company) if part)
    if not entry.start:
        return f"{what}, dates unknown"
    end = entry.end or ("today" if entry.is_current else "an unknown date")
    length = _length(entry.start, entry.end or (as_of if entry.is_current else None))
    return f"{what}, {entry.start} to {end}{length}"


def _length(start: str, end: str | None) -> str:
    """Whole months between two dates, as text; where only years are known, in years."""
    if end is None:
        return ""
    if len(start) < 7 or len(end) < 7:
        years = int(end[:4]) - int(start[:4])
        return f" (about {_count(years, 'year')})" if years > 0 else ""
    months = (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7])
    parts = [_count(number, unit) for number, unit in ((months // 12, "year"), (months % 12, "month")) if number > 0]
    return f" ({' '.join(parts)})" if parts and months > 0 else ""


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _pieces(text: str) -> Iterator[str]:
    """Lines of a list, sentences of prose; nothing longer than a fact may be."""
    for line in text.splitlines():
        line = line.strip().lstrip("•*–—-· ").strip()
        for sentence in _SENTENCE.split(line):
            while len(sentence) > MAX_FACT_LENGTH:
                cut = sentence.rfind(" ", MAX_FACT_LENGTH // 2, MAX_FACT_LENGTH)
                cut = cut if cut > 0 else MAX_FACT_LENGTH
                yield sentence[:cut]
                sentence = sentence[cut:].strip()
            if sentence:
                yield sentence
