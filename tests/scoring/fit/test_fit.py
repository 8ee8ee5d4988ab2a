"""The fit score: the same bytes for the same input, nothing for who somebody is, and never less for more evidence."""

import json
import os
import random
import re
import subprocess
import sys
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.judged_agreement import AS_OF, JUDGED, RUBRICS, judged, spearman
from profiles.canonical import CanonicalProfile
from scoring.fit.engine import Fit, _mean, score
from scoring.fit.features import Employer, features
from scoring.fit.kinds import Measure
from scoring.rubrics import Definition

ROLES = ("cto", "cio", "ciso")


@cache
def rubric(role: str) -> Definition:
    return Definition.model_validate_json((RUBRICS / f"{role}.json").read_text(encoding="utf-8"))


@cache
def careers() -> list[dict[str, Any]]:
    with (JUDGED / "careers.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["profile"] for line in lines]


def fit(profile: dict[str, Any], role: str = "cto", employers: dict[int, Employer] | None = None) -> Fit:
    return score(features(CanonicalProfile.model_validate(profile), AS_OF, employers), rubric(role))


@pytest.mark.parametrize("role", ROLES)
def test_careers_are_scored_as_people_have_judged_them(role: str) -> None:
    those = [each for each in judged(JUDGED / "judgements.csv") if each.role == role]
    assert sum(each.is_in_band for each in those) >= 0.75 * len(those)
    assert spearman([-each.order for each in those], [each.fit.overall for each in those]) >= 0.85


@pytest.mark.parametrize(("zone", "language", "seed"), [("Pacific/Kiritimati", "tr_TR.UTF-8", "1"), ("UTC", "C", "77")])
def test_another_process_zone_and_language_give_the_same_bytes(zone: str, language: str, seed: str) -> None:
    code = (
        "import json; from dataclasses import asdict; from tests.scoring.fit.test_fit import careers, fit, ROLES;"
        "print(json.dumps([asdict(fit(each, role)) for each in careers() for role in ROLES]))"
    )
    environment = {**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
    printed = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout
    assert json.loads(printed) == json.loads(
        json.dumps([asdict(fit(each, role)) for each in careers() for role in ROLES])
    )


@pytest.mark.parametrize("role", ROLES)
def test_the_order_of_skills_and_certificates_changes_no_byte(role: str) -> None:
    for profile in careers():
        mixed = dict(profile)
        for part in ("skills", "certifications"):
            mixed[part] = random.Random(1).sample(profile.get(part, []), len(profile.get(part, [])))
        assert json.dumps(asdict(fit(profile, role))) == json.dumps(asdict(fit(mixed, role)))


PRONOUNS = {"she": "he", "her": "his", "hers": "his", "herself": "himself", "mrs": "mr", "elle": "il", "sie": "er"}


@pytest.mark.parametrize("role", ROLES)
def test_pronouns_change_nothing(role: str) -> None:
    swap = re.compile(rf"\b({'|'.join(PRONOUNS)})\b", re.IGNORECASE)
    for profile in careers():
        first, *others = profile["experience"]
        told = {
            **first,
            "description": f"She and her team did it herself, says Mrs; elle, sie. {first.get('description', '')}",
        }
        hers = {**profile, "experience": [told, *others]}
        his = json.loads(swap.sub(lambda found: PRONOUNS[found[0].lower()], json.dumps(hers)))
        his["full_name"] = profile["full_name"]
        assert his["experience"][0] != told
        assert fit(his, role) == fit(hers, role)


def test_a_photo_has_no_place_in_a_career() -> None:
    with pytest.raises(ValueError, match="Extra inputs"):
        CanonicalProfile.model_validate({**careers()[0], "photo": "https://example.com/me.jpg"})


@pytest.mark.parametrize("name", ["Chief Security Board", "Ana María Öztürk-O'Neil", "李 伟", "Cloud Platform"])
@pytest.mark.parametrize("role", ROLES)
def test_who_somebody_is_and_where_they_studied_changes_nothing(role: str, name: str) -> None:
    for profile in careers():
        schools = [
            {**entry, "school": "Cyber Security Academy" if entry.get("school") else ""}
            for entry in profile.get("education", [])
        ]
        swapped = json.loads(json.dumps({**profile, "education": schools}).replace(profile["full_name"], name))
        swapped["full_name"] = name
        assert fit(swapped, role) == fit({**profile, "education": profile.get("education", [])}, role)


@pytest.mark.parametrize(
    ("more", "role"),
    [
        ({"certifications": [{"name": "CISSP"}, {"name": "CISM"}]}, "ciso"),
        ({"certifications": [{"name": "AWS Certified Solutions Architect"}]}, "cto"),
        ({"certifications": [{"name": "ITIL Expert"}]}, "cio"),
        ({"skills": ["ISO 27001", "Incident response", "Zero trust"]}, "ciso"),
        ({"skills": ["ERP", "Outsourcing", "Data warehouse"]}, "cio"),
        ({"skills": ["Kubernetes", "Machine learning", "M&A"]}, "cto"),
        ({"education": [{"degree": "PhD", "field": "Computer Science"}]}, "cto"),
    ],
)
def test_more_evidence_never_lowers_any_criterion(more: dict[str, Any], role: str) -> None:
    for profile in careers():
        added = {part: [*profile.get(part, []), *entries] for part, entries in more.items()}
        before, after = fit(profile, role), fit({**profile, **added}, role)
        for one, other in zip(before.criteria, after.criteria, strict=True):
            assert other.share >= one.share, (profile["full_name"], one.key)


@pytest.mark.parametrize(
    "sentence", ["Led a team of 12 engineers.", "Budget of $30m.", "Reported to the board.", "Cut costs by 20%."]
)
@pytest.mark.parametrize("role", ROLES)
def test_a_further_sentence_of_evidence_never_lowers_any_criterion(role: str, sentence: str) -> None:
    for profile in careers():
        first, *others = profile["experience"]
        told = {**first, "description": f"{first.get('description', '')} {sentence}"}
        before, after = fit(profile, role), fit({**profile, "experience": [told, *others]}, role)
        for one, other in zip(before.criteria, after.criteria, strict=True):
            assert other.share >= one.share, (profile["full_name"], one.key)


texts = st.text(max_size=60) | st.sampled_from(
    [
        "CTO",
        "VP Eng",
        "Leiter IT",
        "led 40 engineers",
        "$3.5bn budget",
        "board",
        "1.234.567 Mitarbeiter",
        "% € 12,5 Mio.",
    ]
)
dates = st.none() | st.from_regex(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?", fullmatch=True)
jobs = st.fixed_dictionaries(
    {"title": texts, "company": st.just("Acme"), "start": dates, "end": dates, "description": texts}
)
studies = st.fixed_dictionaries({"school": st.just("X"), "degree": texts, "field": texts})
people = st.fixed_dictionaries(
    {
        "full_name": st.just("Ada Novak"),
        "summary": texts,
        "experience": st.lists(jobs, max_size=5),
        "education": st.lists(studies, max_size=2),
        "skills": st.lists(texts.filter(lambda text: bool(text.strip().strip("\x00"))), max_size=4),
    }
)
employers = st.dictionaries(
    st.integers(0, 5), st.builds(Employer, st.none() | st.integers(0, 10**9), texts, texts, texts), max_size=5
)


@settings(deadline=None)
@given(people, employers, st.sampled_from(ROLES))
def test_no_career_breaks_the_engine_and_every_number_is_in_its_range(
    profile: dict[str, Any], known: dict[int, Employer], role: str
) -> None:
    try:
        CanonicalProfile.model_validate(profile)
    except ValueError:
        return
    done = fit(profile, role, known)
    assert 0 <= done.overall <= 100
    assert 0 <= done.confidence <= 100
    assert all(0 <= each.share <= 1000 for each in done.criteria)
    assert done == fit(profile, role, known)


careers_of_any_kind = st.sampled_from(range(72)).map(lambda number: careers()[number]) | people
EVIDENCE: dict[str, list[Any]] = {
    "skills": ["ISO 27001", "Incident response", "ERP", "Outsourcing", "Kubernetes", "M&A", "Board reporting"],
    "certifications": [{"name": "CISSP"}, {"name": "CISM"}, {"name": "ITIL Expert"}, {"name": "TOGAF 9"}],
    "education": [
        {"degree": "PhD", "field": "Computer Science"},
        {"degree": "MBA", "field": ""},
        {"degree": "BSc", "field": "Informatik"},
    ],
    "experience": [
        {"title": title, "company": "Belacqua", "start": "2012-03", "end": "2014-02", "description": told}
        for title in ("CTO", "CIO", "CISO", "VP Engineering", "IT Director", "Head of Security", "Engineer")
        for told in ("", "Led 80 people. Budget of $12m. Reported to the board. Cut costs by 20%.")
    ],
}
evidence = st.sampled_from([(part, entry) for part, entries in EVIDENCE.items() for entry in entries])


def _valid(profile: dict[str, Any]) -> dict[str, Any] | None:
    try:
        CanonicalProfile.model_validate(profile)
    except ValueError:
        return None
    return profile


@settings(deadline=None)
@given(careers_of_any_kind.filter(_valid), st.lists(evidence, min_size=1, max_size=4), st.sampled_from(ROLES))
def test_whatever_is_added_in_evidence_no_criterion_is_worth_less(
    profile: dict[str, Any], added: list[tuple[str, Any]], role: str
) -> None:
    more = {part: [*profile.get(part, [])] for part in EVIDENCE}
    # What began and has no end that can be ends where the next one begins: a further one says that it was shorter.
    is_open = any(
        each.get("start") and (each.get("end") or "") <= each["start"] and not each.get("is_current")
        for each in more["experience"]
    )
    for part, entry in added:
        if not (part == "experience" and is_open):
            more[part].append(entry)
    before, after = fit(profile, role), fit({**profile, **more}, role)
    for one, other in zip(before.criteria, after.criteria, strict=True):
        assert other.share >= one.share, one.key


names = st.from_regex(r"[A-ZÀ-Þ][a-zà-ÿ]{1,8}( [A-ZÀ-Þ][a-zà-ÿ'-]{1,9}){0,2}", fullmatch=True)


@settings(deadline=None)
@given(careers_of_any_kind.filter(_valid), names, names, st.randoms(use_true_random=False), st.sampled_from(ROLES))
def test_another_name_another_school_and_another_order_of_skills_change_no_byte(
    profile: dict[str, Any], name: str, school: str, chance: random.Random, role: str
) -> None:
    other = {**profile, "full_name": name}
    if profile.get("education"):
        other["education"] = [{**each, "school": school if each.get("school") else ""} for each in profile["education"]]
    if profile.get("skills"):
        other["skills"] = chance.sample(profile["skills"], len(profile["skills"]))
    if profile["full_name"] in json.dumps({**profile, "full_name": ""}, ensure_ascii=False):
        return  # what is said of the person then names somebody else
    assert json.dumps(asdict(fit(other, role))) == json.dumps(asdict(fit(profile, role)))


@given(st.dictionaries(st.text(min_size=1), st.tuples(st.integers(0, 1000), st.integers(1, 100)), min_size=1))
def test_a_mean_lies_between_what_it_is_of(weighed: dict[str, tuple[int, int]]) -> None:
    values = [value for value, _ in weighed.values()]
    assert min(values) <= _mean(weighed.values()) <= max(values)


@pytest.mark.parametrize("role", ROLES)
def test_a_score_is_the_weighted_mean_of_its_criteria_and_so_is_each_category(role: str) -> None:
    of = rubric(role)
    assert sum(criterion.weight for criterion in of.criteria) == 100
    for profile in careers():
        done = fit(profile, role)
        shares = {each.key: each.share for each in done.criteria}
        assert abs(done.overall - sum(shares[each.key] * each.weight for each in of.criteria) / 1000) <= 0.55
        for category in of.categories:
            total = sum(shares[each.key] * each.weight for each in category.criteria)
            assert abs(done.categories[category.key] - total / category.weight / 10) <= 0.55


def test_an_empty_career_is_weak_and_nothing_is_known() -> None:
    done = fit({"full_name": "Ada Novak"})
    assert (done.overall, done.band, done.confidence) == (0, "Weak", 0)


def test_unknown_is_not_nothing() -> None:
    chief = {"title": "CTO", "company": "Acme", "start": "2015", "is_current": True}
    bare = fit({"full_name": "Ada Novak", "experience": [chief]})
    shown = {each.key: each for each in bare.criteria}
    assert shown["budget_and_scope"].known == 0
    assert shown["budget_and_scope"].share > 300
    assert bare.confidence < 70


@pytest.mark.parametrize("month", ["2026-11", "2031-11"])
def test_what_was_left_long_ago_counts_less(month: str) -> None:
    left = {"title": "CTO", "company": "Acme", "start": "2010", "end": "2020-06"}
    profile = CanonicalProfile.model_validate({"full_name": "Ada Novak", "experience": [left]})
    now = score(features(profile, month), rubric("cto")).overall
    later = score(replace(features(profile, month), as_of=features(profile, month).as_of + 36), rubric("cto")).overall
    assert later < now


def test_every_kind_of_measure_is_documented_with_its_parameters() -> None:
    told = (Path(__file__).parents[3] / "docs" / "rubrics.md").read_text(encoding="utf-8")
    rows = {row.split("|")[1].strip(" `"): row for row in told.splitlines() if row.startswith("| `")}
    kinds = get_args(get_args(Measure)[0])
    assert rows.keys() == {kind.model_fields["kind"].default for kind in kinds}
    for kind in kinds:
        for parameter in kind.model_fields.keys() - {"kind", "weight"}:
            assert f"`{parameter}`" in rows[kind.model_fields["kind"].default], parameter
