"""What changes when somebody is called otherwise, is spoken of otherwise, or studied elsewhere.

`python -m benchmarks.counterfactuals [--people N]` swaps names, pronouns and schools in careers of fictional people.
The fit score may not change by a byte, or it ends with an error. Of the assessment it tells how many prompts are the
same, and by how much the offline evaluator's scores differ where they are not; to a language model, too, the same
prompt is the same question.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module

from benchmarks.judged_agreement import AS_OF, RUBRICS
from profiles.canonical import CanonicalProfile
from profiles.demo import people
from scoring.evaluator.answers import Answers
from scoring.fit.engine import score
from scoring.fit.features import features
from scoring.llm.answers import read_answer
from scoring.llm.facts import facts_of
from scoring.llm.identity import Identity, Redactor
from scoring.llm.prompts import request_body
from scoring.rubrics import Definition

SEED = 11
NAMES = ("Chioma Adeyemi-Frost", "Gregory Whitlock", "Mehmet Karadağ", "Nguyễn Thị Lan", "Svetlana Morozova", "李 伟")
PRONOUNS = {"she": "he", "he": "she", "her": "his", "his": "her", "him": "her", "herself": "himself",
            "himself": "herself"}  # fmt: skip
SCHOOLS = ("Little Harbour Community College", "Royal Imperial University")
_PRONOUN = re.compile(rf"\b({'|'.join(PRONOUNS)})\b", re.IGNORECASE)
_TEMPLATE = import_module("templates_app.migrations.0002_templates")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counterfactuals", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    count = parser.parse_args().people
    rubrics = {path.stem: Definition.model_validate_json(path.read_text("utf-8")) for path in RUBRICS.glob("*.json")}
    answers, fits, same = Answers(), Counter[str](), Counter[str]()
    differences: dict[str, list[int]] = {kind: [] for kind in SWAPS}
    tried: Counter[str] = Counter()
    for career in told(count):
        before = {role: (_fit(career, rubric), _asked(career, role, rubric)) for role, rubric in rubrics.items()}
        for kind, other in swapped(career):
            for role, rubric in rubrics.items():
                fit, asked = before[role]
                now = _asked(other, role, rubric)
                tried[kind] += 1
                fits[kind] += _fit(other, rubric) != fit
                same[kind] += now == asked
                scores = [0] if now == asked else [_scored(answers, each, rubric) for each in (now, asked)]
                differences[kind].append(max(scores) - min(scores))
    print(f"{count} people, {len(rubrics)} roles")
    for kind in SWAPS:
        changed = [each for each in differences[kind] if each]
        print(
            f"{kind:8} {tried[kind]:6,} swaps: fit score changed {fits[kind]}; prompt the same {same[kind]:,}, "
            f"assessment changed {len(changed)}" + (f", by {max(changed)} at most" if changed else "")
        )
    return 1 if fits.total() else 0


def told(count: int) -> Iterator[CanonicalProfile]:
    """Demo people, whose careers speak of them by name and pronoun, too."""
    for number, career in enumerate(people(count, SEED)):
        name, (they, their) = career.full_name, (("She", "her"), ("He", "his"))[number % 2]
        told = f"{career.summary} {they} built the team that {name.split()[0]} leads today; {their} work is known."
        yield career.model_copy(update={"summary": told})


def swapped(career: CanonicalProfile) -> Iterator[tuple[str, CanonicalProfile]]:
    for kind, swap in SWAPS.items():
        yield from ((kind, other) for other in swap(career))


def _names(career: CanonicalProfile) -> Iterator[CanonicalProfile]:
    given, family = career.full_name.split()[0], career.full_name.split()[-1]
    for name in NAMES:
        yield _with(career, lambda text, name=name: text.replace(career.full_name, name).replace(given, name.split()[0])
                    .replace(family, name.split()[-1]))  # fmt: skip


def _pronouns(career: CanonicalProfile) -> Iterator[CanonicalProfile]:
    yield _with(career, lambda text: _PRONOUN.sub(lambda found: _like(found[0], PRONOUNS[found[0].lower()]), text))


def _schools(career: CanonicalProfile) -> Iterator[CanonicalProfile]:
    for school in SCHOOLS:
        studied = [each.model_copy(update={"school": school}) if each.school else each for each in career.education]
        yield career.model_copy(update={"education": tuple(studied)})


SWAPS = {"names": _names, "pronouns": _pronouns, "schools": _schools}


def _like(written: str, word: str) -> str:
    return word.capitalize() if written[0].isupper() else word


def _with(career: CanonicalProfile, change: Callable[[str], str]) -> CanonicalProfile:
    """The same career with every text of it changed."""

    def changed(value: object) -> object:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, list):
            return [changed(each) for each in value]
        return {name: changed(each) for name, each in value.items()} if isinstance(value, dict) else value

    return CanonicalProfile.model_validate(changed(career.model_dump(mode="json")))


def _fit(career: CanonicalProfile, rubric: Definition) -> str:
    return json.dumps(asdict(score(features(career, AS_OF), rubric)))


def _asked(career: CanonicalProfile, role: str, rubric: Definition) -> dict[str, object]:
    identity = Identity.of(career, schools=True)
    facts = facts_of(career, as_of=AS_OF, redact=Redactor(identity))
    return request_body(
        template=_TEMPLATE.INTRODUCTIONS[role] + _TEMPLATE.METHOD,
        role={"name": role.upper(), "short_name": role.upper()},
        definition=rubric,
        facts=facts,
        model="offline-evaluator",
        parameters={},
    )


def _scored(answers: Answers, body: dict[str, object], rubric: Definition) -> int:
    return rubric.score(read_answer(answers.content(body), rubric, 256).by_criterion())


if __name__ == "__main__":
    sys.exit(main())
