"""How far the fit score agrees with people who judged careers by hand.

`python -m benchmarks.judged_agreement [FILE.csv]` prints for each role how many careers land in the band that they were
judged to be in, and how alike the orders are (Spearman, ties sharing their places). Other people's judgements are a
file with the columns of benchmarks/judged/judgements.csv.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from profiles.canonical import CanonicalProfile
from scoring.fit.engine import Fit, score
from scoring.fit.features import Employer, features
from scoring.rubrics import Definition

JUDGED = Path(__file__).parent / "judged"
RUBRICS = Path(__file__).parent.parent / "scoring" / "fit" / "rubrics"
AS_OF = "2026-11"


@dataclass(frozen=True)
class Judged:
    career: str
    role: str
    band: str
    order: int
    fit: Fit

    @property
    def is_in_band(self) -> bool:
        return self.fit.band == self.band


def judged(judgements: Path) -> Iterator[Judged]:
    lines = (JUDGED / "careers.jsonl").read_text(encoding="utf-8").splitlines()
    careers = {line["id"]: line for line in map(json.loads, lines)}
    rubrics = {
        path.stem: Definition.model_validate_json(path.read_text(encoding="utf-8")) for path in RUBRICS.glob("*.json")
    }
    with judgements.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            fit = score(features(*_read(careers[row["id"]])), rubrics[row["role"]])
            yield Judged(row["id"], row["role"], row["band"], int(row["order"]), fit)


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """-1 to 1; 0 where all of one are equal."""
    one, other = _places(first), _places(second)
    middle = (len(one) - 1) / 2
    spread = [sum((place - middle) ** 2 for place in places) for places in (one, other)]
    shared = sum((a - middle) * (b - middle) for a, b in zip(one, other, strict=True))
    return shared / (spread[0] * spread[1]) ** 0.5 if all(spread) else 0.0


def _places(values: Sequence[float]) -> list[float]:
    return [
        sum(other < value for other in values) + (sum(other == value for other in values) - 1) / 2 for value in values
    ]


def _read(line: dict[str, object]) -> tuple[CanonicalProfile, str, dict[int, Employer]]:
    profile = CanonicalProfile.model_validate(line["profile"])
    known = line.get("employers") or {}
    employers = {
        place: Employer(
            told.get("employees"), told.get("industry", ""), told.get("kind", ""), told.get("funding_stage", "")
        )
        for place, entry in enumerate(profile.experience)
        if (told := known.get(entry.company))  # type: ignore[attr-defined]
    }
    return profile, AS_OF, employers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judgements", nargs="?", type=Path, default=JUDGED / "judgements.csv")
    everyone = list(judged(parser.parse_args().judgements))
    for role in sorted({each.role for each in everyone}):
        those = sorted((each for each in everyone if each.role == role), key=lambda each: each.order)
        alike = spearman([-each.order for each in those], [each.fit.overall for each in those])
        in_band = sum(each.is_in_band for each in those)
        print(f"{role}: {in_band} of {len(those)} in their band, Spearman {alike:.3f}")
        for each in those:
            mark = "" if each.is_in_band else f"  judged {each.band}"
            print(f"  {each.order:>2} {each.career:8} {each.fit.overall:>3} {each.fit.band:8}{mark}")
    print(f"all: {sum(each.is_in_band for each in everyone)} of {len(everyone)} in their band")


if __name__ == "__main__":
    main()
