"""What somebody has worked on and learnt. Pure."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from scoring.fit.kinds.base import MOST_SAID, BaseMeasure, Fact, Measured
from scoring.fit.learning import CERTIFICATES, FIELDS
from scoring.fit.offices import FULL, Mention, Percent, View
from scoring.fit.phrases import spoken
from scoring.fit.skill_words import FAMILIES, FAMILY_OF, SIMILAR_PERCENT, SKILLS
from scoring.fit.topic_words import NAMES, TOPICS

_MOST_RESULTS = 4
_RESULT = "a measured result"


class Topics(BaseMeasure):
    """What the texts of the career tell of, weighed by the office it was done in. Skills and summary count less."""

    kind: Literal["topics"] = "topics"
    topics: tuple[str, ...] = Field(min_length=1, max_length=len(TOPICS))
    needed: int = Field(default=4, ge=1, le=20, description="different phrases for all of it")
    results: bool = Field(default=False, description="whether measured results count as phrases")

    @model_validator(mode="after")
    def _known_topics(self) -> "Topics":
        if unknown := sorted(set(self.topics) - TOPICS.keys()):
            raise ValueError(f"no such topic: {', '.join(unknown)}; there are {', '.join(sorted(TOPICS))}")
        return self

    def measure(self, view: View) -> Measured:
        best: dict[str, Mention] = {}
        for topic in self.topics:
            for phrase, mention in view.told.get(topic, {}).items():
                _keep(best, phrase, mention)
        for position in view.positions if self.results else ():
            for number in range(min(_MOST_RESULTS, position.reading.results)):
                place = f"experience.{position.entry}"
                _keep(best, f"{_RESULT} {number}", (100 * view.office(position), -position.entry, place))
        ranked = sorted(
            (-points, ref, _RESULT if phrase.startswith(_RESULT) else phrase)
            for phrase, (points, _, ref) in best.items()
        )[: self.needed]
        if not ranked:
            return Measured(None, missing=self.missing)
        share = -sum(points for points, _, _ in ranked) // (100 * self.needed)
        said = tuple(Fact(ref, phrase) for points, ref, phrase in ranked[:MOST_SAID] if points)
        return Measured(min(FULL, share), said, self.missing)

    @property
    def missing(self) -> str:
        return f"work on {', '.join(NAMES[topic] for topic in self.topics)}"


class Skills(BaseMeasure):
    """Skills by name, by other names, and by what they are near to, weighed as topics are."""

    kind: Literal["skills"] = "skills"
    skills: tuple[str, ...] = Field(min_length=1, max_length=len(SKILLS))
    needed: int = Field(default=4, ge=1, le=20, description="skills for all of it")

    @model_validator(mode="after")
    def _known_skills(self) -> "Skills":
        if unknown := sorted(set(self.skills) - SKILLS.keys()):
            raise ValueError(f"no such skill: {', '.join(unknown)}; there are {', '.join(sorted(SKILLS))}")
        return self

    def measure(self, view: View) -> Measured:
        found = sorted(
            (-points, ref, said)
            for skill in dict.fromkeys(self.skills)
            for points, ref, said in self._best(skill, view)
        )[: self.needed]
        missing = f"skills: {', '.join(map(spoken, self.skills[:MOST_SAID]))}"
        if not found:
            return Measured(None, missing=missing)
        share = -sum(points for points, _, _ in found) // (100 * self.needed)
        return Measured(
            min(FULL, share), tuple(Fact(ref, said) for points, ref, said in found[:MOST_SAID] if points), missing
        )

    def _best(self, skill: str, view: View) -> Iterator[tuple[int, str, str]]:
        """One, or none: the skill itself, or the nearest there is where that is worth more."""
        mentions = [
            (points if other == skill else points * SIMILAR_PERCENT // 100, order, ref, other)
            for other in FAMILIES[FAMILY_OF[skill]]
            for points, order, ref in [view.skilled.get(other, (-1, 0, ""))]
            if points >= 0
        ]
        if mentions:
            points, _, ref, other = max(mentions)
            yield points, ref, spoken(other) if other == skill else f"{spoken(other)}, near {spoken(skill)}"


class Certifications(BaseMeasure):
    """Certificates by their kind, each with its percent."""

    kind: Literal["certifications"] = "certifications"
    certificates: dict[str, Percent] = Field(min_length=1, max_length=len(CERTIFICATES))

    @model_validator(mode="after")
    def _known(self) -> "Certifications":
        if unknown := sorted(self.certificates.keys() - CERTIFICATES.keys()):
            raise ValueError(f"no such certificate: {', '.join(unknown)}; there are {', '.join(sorted(CERTIFICATES))}")
        return self

    def measure(self, view: View) -> Measured:
        found: dict[str, Mention] = {}
        for order, (written, kinds) in enumerate(view.features.certificates):
            for name in sorted(kinds & self.certificates.keys()):
                _keep(found, name, (self.certificates[name], -order, f"certifications.{written}"))
        if not found:
            return Measured(None, missing="certificates")
        best = sorted((-percent, ref, spoken(name)) for name, (percent, _, ref) in found.items())
        return Measured(
            min(FULL, -10 * sum(percent for percent, _, _ in best)),
            tuple(Fact(ref, name) for _, ref, name in best[:MOST_SAID]),
            "certificates",
        )


class Education(BaseMeasure):
    """The highest degree, by its field. Where it was is not asked."""

    kind: Literal["education"] = "education"
    fields: dict[str, Percent] = Field(min_length=1, max_length=len(FIELDS))
    other_percent: Percent = 50
    degrees: dict[Literal["doctorate", "master", "bachelor", "short", "certificate"], Percent] = Field(
        default={"doctorate": 100, "master": 100, "bachelor": 80, "short": 45, "certificate": 25}
    )

    @model_validator(mode="after")
    def _known(self) -> "Education":
        if unknown := sorted(self.fields.keys() - FIELDS.keys()):
            raise ValueError(f"no such field: {', '.join(unknown)}; there are {', '.join(sorted(FIELDS))}")
        return self

    def measure(self, view: View) -> Measured:
        found = []
        for each in view.features.studies:
            by_field = max(
                (self.fields.get(name, self.other_percent) for name in each.fields), default=self.other_percent
            )
            percent = self.degrees.get(each.degree.name.lower(), 0) * by_field  # type: ignore[call-overload]
            found.append((percent, -each.entry, Fact(f"education.{each.entry}", each.degree.name.lower())))
        if not found or not max(found)[0]:
            return Measured(None, missing="a degree")
        share, _, fact = max(found)
        return Measured(share // 10, (fact,), "a degree")


def _keep(best: dict[str, Mention], key: str, mention: Mention) -> None:
    if key not in best or best[key] < mention:
        best[key] = mention
