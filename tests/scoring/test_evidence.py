from scoring.evidence import read
from scoring.rubrics import Band, Category, Criterion, Definition


def criterion(key: str, weight: int) -> Criterion:
    return Criterion(key=key, name=key.title(), description="x", weight=weight)


DEFINITION = Definition(
    categories=(
        Category(key="lead", name="Leadership", criteria=(criterion("teams", 40), criterion("boards", 20))),
        Category(key="know", name="Knowledge", criteria=(criterion("clouds", 40),)),
    ),
    bands=(Band(name="All", threshold=0),),
)
RATINGS = [
    {"criterion": "teams", "rating": 4, "reason": "Led 220 (F2).", "facts": [2]},
    {"criterion": "boards", "rating": 0, "reason": "No board named.", "facts": []},
    {"criterion": "clouds", "rating": 2, "reason": "Some.", "facts": [2, 3]},
]
FACTS = [
    {"number": number, "kind": "Summary", "text": f"text {number}", "ref": ref}
    for number, ref in ((1, "summary"), (2, "experience.0"), (3, "experience.0"))
]
EVIDENCE = read(DEFINITION, RATINGS, FACTS, [3])


def test_each_category_has_its_own_score() -> None:
    assert [(category.name, category.score) for category in EVIDENCE.categories] == [
        ("Leadership", 67),
        ("Knowledge", 50),
    ]


def test_what_is_not_shown_is_listed_apart() -> None:
    assert [reading.criterion.key for reading in EVIDENCE.missing] == ["boards"]
    assert [reading.criterion.key for reading in EVIDENCE.categories[0].shown] == ["teams"]


def test_ratings_have_words() -> None:
    assert [reading.word for reading in EVIDENCE.categories[0].readings] == ["strongly shown", "not shown"]


def test_a_fact_leads_to_the_first_reason_that_rests_on_it() -> None:
    assert [fact.cited_by for fact in EVIDENCE.facts] == ["", "teams", "clouds"]


def test_facts_stand_under_the_entry_that_they_come_from() -> None:
    assert {ref: [fact.number for fact in facts] for ref, facts in EVIDENCE.under.items()} == {
        "summary": [1],
        "experience.0": [2, 3],
    }


def test_a_fact_that_reads_like_an_instruction_is_flagged() -> None:
    assert [fact.number for fact in EVIDENCE.flagged] == [3]
