"""Passages that go, and what of a profile quotes them."""

import re
from typing import Any

import pytest

from profiles.mentions import passages_in
from profiles.passages import Passage, Words, without

NAME = re.compile(r"(?<!\w)zaphodia\W{1,3}quuxenberg(?!\w)")


def passage(text: str, number: int = 0) -> Passage:
    return list(passages_in({"said": text}, NAME))[number]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Reported to Zaphodia Quuxenberg.", "Reported to [removed]."),
        ("ZAPHODIA QUUXENBERG", "[removed]"),
        ("von Záphodia\nQuuxenberg, ß ﬁn", "von [removed], ß ﬁn"),
        ("Zaphodia Quuxenber\u0301g; Zaphodia Quuxenberg", "[removed]; [removed]"),
        ("Zaphodia Quuxenberger and Anna-Zaphodia", "Zaphodia Quuxenberger and Anna-Zaphodia"),
    ],
)
def test_exactly_the_words_go(text: str, left: str) -> None:
    document = {"a": [{"b": text}], "c": 1}
    assert without(document, list(passages_in(document, NAME))) == {"a": [{"b": left}], "c": 1}


def test_passages_that_lie_in_one_another_go_once() -> None:
    text = "Anna Maria Lopez led"
    overlapping = [Passage(("a",), 0, 16, text), Passage(("a",), 5, 16, text)]
    assert without({"a": text}, overlapping) == {"a": "[removed] led"}


@pytest.mark.parametrize(
    ("quoted", "left"),
    [
        ("She reported to Zaphodia Quuxenberg for years", "She reported to [removed] for years"),
        ("Zaphodia  Quuxenberg", "[removed]"),
        ('{"summary": "Led.\\nZaphodia Quuxenberg\\u2019s team"}', '{"summary": "Led.\\n[removed]\\u2019s team"}'),
        ("Zaphodia Quuxenberger", "Zaphodia Quuxenberger"),
        ("MaZaphodia Quuxenberg", "MaZaphodia Quuxenberg"),
        ("Zaphodia met Quuxenberg", "Zaphodia met Quuxenberg"),
        (
            {"facts": [{"text": "by Zaphodia Quuxenberg", "number": 3}]},
            {"facts": [{"text": "by [removed]", "number": 3}]},
        ),
    ],
)
def test_what_quotes_them_loses_them(quoted: Any, left: Any) -> None:
    assert Words([passage("Reported to Zaphodia Quuxenberg.")], []).out_of(quoted) == left


@pytest.mark.parametrize(
    ("stays", "quoted"),
    [
        ("CTO at Zaphodia Quuxenberg GmbH", "Role: CTO at Zaphodia Quuxenberg GmbH, 2014"),
        ("CTO at Zaphodia Quuxenberg GmbH", "Zaphodia Quuxenberg GmbH"),
        ("Reported to Zaphodia Quuxenberg GmbH", "Reported to Zaphodia Quuxenberg GmbH"),
        ("Married Anna Zaphodia Quuxenberg", "with Anna Zaphodia Quuxenberg."),
        ("Zaphodia Quuxenberg-Lind led", "To Zaphodia Quuxenberg-Lind"),
    ],
)
def test_what_quotes_a_passage_that_was_left_stays(stays: str, quoted: str) -> None:
    words = Words([passage("Reported to Zaphodia Quuxenberg.")], [passage(stays)])
    assert words.out_of(quoted) == quoted
    assert words.out_of("Reported to Zaphodia Quuxenberg. Led") == "Reported to [removed]. Led"
    assert words.out_of("The boss was Zaphodia Quuxenberg") == "The boss was [removed]"


def test_where_the_left_one_stood_alone_only_what_quotes_the_other_goes() -> None:
    words = Words([passage("Reported to Zaphodia Quuxenberg.")], [passage("Zaphodia Quuxenberg")])
    assert words.out_of("CTO at Zaphodia Quuxenberg, 2014") == "CTO at Zaphodia Quuxenberg, 2014"
    assert words.out_of("He reported to Zaphodia Quuxenberg") == "He reported to [removed]"


def test_words_as_the_model_was_told_them_go_too_but_never_a_mark_alone() -> None:
    words = Words([passage("Zaphodia Quuxenberg")], [])
    assert words.also(lambda form: "[name] Quuxenberg").out_of("to [name] Quuxenberg") == "to [removed]"
    assert words.also(lambda form: "[name]").out_of("to [name]") == "to [name]"


def test_names_without_blanks_go_from_the_middle_of_a_text() -> None:
    text = "上司は山田太郎でした"
    found = list(passages_in({"said": text}, re.compile("山田太郎")))
    assert without({"said": text}, found) == {"said": "上司は[removed]でした"}
    assert Words(found, []).out_of("元上司山田太郎氏") == "元上司[removed]氏"


def test_a_name_that_ends_on_the_next_line_of_a_document_goes_whole() -> None:
    lines = [["to Zaphodia", 1, "Zaphodia Quuxenberg"], ["Quuxenberg in 2014", 1], ["Led 40", 2]]
    found = list(passages_in({"lines": lines}, NAME))
    assert [passage.words for passage in found] == ["Zaphodia\nQuuxenberg", "Zaphodia Quuxenberg"]
    assert found[0].before + "|" + found[0].after == "to | in 2014\nLed 40"
    left = [["to [removed]", 1, "Zaphodia Quuxenberg"], ["[removed] in 2014", 1], ["Led 40", 2]]
    assert without({"lines": lines}, found[:1]) == {"lines": left}
    assert Words(found[:1], []).out_of("to Zaphodia Quuxenberg in 2014") == "to [removed] in 2014"


def test_an_address_stays_where_it_is_part_of_a_longer_one() -> None:
    words = Words([Passage(("a",), 5, 20, "Mail ann@lee.example")], [])
    assert words.out_of("ann@lee.example, ann@lee.example.org, mary-ann@lee.example") == (
        "[removed], ann@lee.example.org, mary-ann@lee.example"
    )


@pytest.mark.parametrize(
    ("before", "after", "is_part"),
    [
        ("to Zaphodia Quuxenberg, 2014", "to [removed], 2014", True),
        ("to Zaphodia\nQuuxenberg, 2014", "to [removed]\n[removed], 2014", True),
        ("to Zaphodia Quuxenberg. Then much more was said, 2014", "to [removed], 2014", False),
        ("to Zaphodia Quuxenberg, 2014", "to [removed]", False),
        ("to Zaphodia Quuxenberg", "to Zaphodia Quuxenberg", False),
        ("of Zaphodia Quuxenberg", "to [removed]", False),
    ],
)
def test_texts_that_differ_by_marks_alone(before: str, after: str, is_part: bool) -> None:
    assert Words([passage("Zaphodia Quuxenberg")], []).part(before, after) is is_part


def test_a_text_full_of_names_is_read_to_its_end() -> None:
    text = "Zaphodia Quuxenberg. " * 20_000 + "end"
    found = list(passages_in({"said": text}, NAME))
    left = without({"said": text}, found)["said"]
    words = Words(found[:1], [])
    assert words.part(text, left)
    assert not words.part(text, left + "s")
    assert words.out_of(text) == left


def test_a_piece_of_a_name_goes_only_with_what_stood_around_it() -> None:
    pieces = Words([Passage(("a",), 12, 16, "reported to José")], [], needs=2)
    assert pieces.out_of("He reported to José (F4).") == "He reported to [removed] (F4)."
    assert pieces.out_of("José was the boss") == "José was the boss"
    assert Words([Passage(("a",), 0, 4, "José")], [], needs=2).out_of(["José", "José led"]) == ["[removed]", "José led"]
