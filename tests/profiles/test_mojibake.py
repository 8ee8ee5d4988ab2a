"""Text that was read in the wrong encoding is set right; text that looks a little like it is left alone."""

import pytest

from profiles.mojibake import repaired
from profiles.sources import Record, parse_document


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("JÃ¼rgen MÃ¼ller", "Jürgen Müller"), ("itâ€™s", "it’s"), ("CafÃ© â€“ Bar", "Café – Bar"), ("J\x92s", "J’s")],
)
def test_the_wrong_encoding_is_set_right(wrong: str, right: str) -> None:
    assert repaired(wrong) == (right, True)


@pytest.mark.parametrize(
    "text", ["Jürgen Müller", "SÃO PAULO", "voilà\xa0!", "à «bientôt»", "naïve “x”", "田中 花子", "plain <b>&amp;</b>"]
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert repaired(text) == (text, False)


def test_a_record_is_read_as_it_was_meant_and_says_so() -> None:
    (record,) = parse_document({"basics": {"name": "JÃ¼rgen Adler", "label": "CTO", "summary": "Itâ€™s fine."}})
    assert isinstance(record, Record)
    assert (record.profile.full_name, record.profile.summary) == ("Jürgen Adler", "It’s fine.")
    assert record.warnings == (
        "basics.name was written in the wrong encoding; it was set right.",
        "basics.summary was written in the wrong encoding; it was set right.",
    )
