"""Whatever the bytes: people, or a sentence; quickly, and never an exception."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.sources import MAX_FILE_BYTES, SOURCES, Record, Refusal, parse_document
from profiles.sources.documents import check_size
from tests.profiles.sources.people import APOLLO, EVERYONE, JSON_RESUME
from tests.profiles.sources.uploads import one, read

GOOD = json.dumps(JSON_RESUME)


def reasons(data: bytes, filename: str = "") -> list[tuple[str, str]]:
    return [(item.where, item.reason) for item in read({filename: data}) if isinstance(item, Refusal)]


# (why it is bad, bytes, place, sentence)
BAD: list[tuple[str, bytes, str, str]] = [
    ("empty", b"", "file", "The file is empty."),
    ("blank", b" \n\t ", "file", "The file is empty."),
    ("only a BOM", b"\xef\xbb\xbf", "file", "The file is empty."),
    ("binary", b"\x7fELF\x02\x01\x01\x00\x00", "file", "The file is binary, not text."),
    ("PDF", b"%PDF-1.7 ...", "document", "The PDF is damaged or incomplete and cannot be opened."),
    (
        "ZIP",
        b"PK\x03\x04...",
        "file",
        "The ZIP archive is damaged or incomplete: its table of contents cannot be read.",
    ),
    ("UTF-16", GOOD.encode("utf-16"), "file", "The file is UTF-16 text; save it as UTF-8."),
    (
        "Latin-1",
        '{"name": "Jürgen"}'.encode("latin-1"),
        "file",
        "It is not UTF-8 text (byte 0xFC at offset 11); save it as UTF-8.",
    ),
    (
        "truncated",
        b'{"basics": {"name": "Il',
        "file",
        "The JSON breaks off at line 1, column 21; the file is incomplete.",
    ),
    (
        "truncated between",
        b'{"basics":\n {',
        "file",
        "The JSON breaks off at line 2, column 3; the file is incomplete.",
    ),
    ("damaged", b'{"basics" {}}', "file", "The JSON is damaged at line 1, column 11: Expecting ':' delimiter."),
    ("more behind", b'{"basics": {}\n} x', "file", "After the end of the JSON more follows at line 2, column 3."),
    ("10,000 deep", b"[" * 10_000 + b"]" * 10_000, "file", "The JSON is nested more than 100 levels deep."),
    ("deep, unclosed", b'{"a":' * 100_000, "file", "The JSON is nested more than 100 levels deep."),
    ("a huge number", b'{"a": ' + b"9" * 5_000 + b"}", "file", "The JSON holds a number of more than 4,300 digits."),
    ("web page", b"<!DOCTYPE html><html></html>", "file", "This is a web page or XML, not JSON."),
    ("a picture", b"\x89PNG\r\n", "file", "The file is a picture. CVs, tables, JSON and ZIP archives can be read."),
    ("API description", b"openapi: 3.0.3\ninfo:\n", "file", "This is an API description (OpenAPI), not a person."),
    (
        "an error in words",
        b"Invalid API key. See the docs.",
        "file",
        "This is an error answer from the provider: Invalid API key. See the docs.",
    ),
    ("CSV", b"name,title\nAnn,CTO\n", "file", "This is not JSON; it begins with 'name,title'."),
    ("a number", b"42", "file", "This is not JSON; it begins with '42'."),
    (
        "not a number",
        b'{"basics": {"name": "Ann Lee"}, "x": NaN}',
        "document",
        "It holds a number that is none (NaN or infinite).",
    ),
    (
        "infinite",
        b'{"basics": {"name": "Ann Lee"}, "x": 1e999}',
        "document",
        "It holds a number that is none (NaN or infinite).",
    ),
    (
        "no person",
        b'{"a": 1}',
        "document",
        "There is no person's name in it (looked in basics.name, name, full_name, firstName).",
    ),
    ("damaged JSON in a string", b'"{\\"a\\": "', "document", "It is text that holds damaged JSON: Expecting value."),
]


@pytest.mark.parametrize(("data", "where", "reason"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_file_is_refused_with_the_cause(data: bytes, where: str, reason: str) -> None:
    assert reasons(data) == [(where, reason)]


@pytest.mark.parametrize("depth", [99, 101, 500, 900])
def test_depth_is_limited_before_anything_else_gives_way(depth: int) -> None:
    nested: Any = "x"
    for _ in range(depth):
        nested = {"a": nested}
    (outcome,) = parse_document({"basics": {"name": "Ann Lee"}, "x": nested})
    assert isinstance(outcome, Record) == (depth < 100)


def test_a_file_of_100_megabytes_is_refused_by_its_size_alone() -> None:
    check_size(MAX_FILE_BYTES)
    with pytest.raises(ValueError, match=r"^The file is 100 MB; the limit for one file is 20 MB\.$"):
        check_size(100_000_000)


def test_too_large_bytes_are_refused_unread() -> None:
    started = time.perf_counter()
    assert reasons(b"[" * (MAX_FILE_BYTES + 1)) == [("file", "The file is 21 MB; the limit for one file is 20 MB.")]
    assert time.perf_counter() - started < 1


def test_a_file_of_nothing_but_brackets_is_not_unfolded_in_memory() -> None:
    data = b"[" + b"{}," * 1_000_000 + b"{}]"
    assert reasons(data) == [
        ("file", "The JSON has more than 1,000,000 objects and lists; split it, or write one person a line.")
    ]


@pytest.mark.parametrize("opening", ["<!--", "<script>", "<br ", "&amp", "a*"])
def test_markup_that_never_closes_takes_no_time(opening: str) -> None:
    started = time.perf_counter()
    list(parse_document({"basics": {"name": "Ann Lee", "summary": opening * 200_000}}))
    assert time.perf_counter() - started < 2


def test_a_bom_and_windows_line_ends_are_no_harm() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(JSON_RESUME, indent=1).replace("\n", "\r\n").encode()
    assert one({"": data}).profile.full_name == "Ilse Vandermolen"


@pytest.mark.parametrize("filename", ["people.ndjson", "PEOPLE.JSONL", "people.json", ""])
def test_one_person_a_line_is_read_line_by_line(filename: str) -> None:
    lines = [GOOD, "", '{"error": "gone"}', '{"basics": {', json.dumps(APOLLO)]
    outcomes = read({filename: "\r\n".join(lines).encode()})
    assert [type(item) for item in outcomes] == [Record, Refusal, Refusal, Record]
    assert reasons("\n".join(lines).encode(), filename) == [
        ("line 3", "This is an error answer from the provider: gone"),
        ("line 4", "The JSON is damaged at column 13: Expecting property name enclosed in double quotes."),
    ]


def test_a_line_may_be_bad_in_its_own_way() -> None:
    lines = [b'{"name": "J\xfcrgen"}', b'"' + b"x" * 2_000_001 + b'"', b"[" * 5_000, GOOD.encode()]
    assert reasons(b"\n".join(lines), "people.ndjson") == [
        ("line 1", "It is not UTF-8 text (byte 0xFC at offset 11); save it as UTF-8."),
        ("line 2", "The line is longer than 2 MB."),
        ("line 3", "The JSON is nested more than 100 levels deep."),
    ]


def test_characters_that_the_database_cannot_store_are_taken_out() -> None:
    record = one({"": b'{"basics": {"name": "Ann\\u0000 Lee", "label": "CTO\\ud800", "x\\u0000": "\\ud83d\\ude80"}}'})
    assert record.profile.full_name == "Ann Lee"
    assert record.payload == {"basics": {"name": "Ann Lee", "label": "CTO", "x": "🚀"}}
    assert record.warnings == ("3 texts held characters that cannot be stored; these were taken out.",)


def every_value(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each place in a JSON value where something else could stand: its container and the key in it."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield value, key
        yield from every_value(item)


@pytest.mark.parametrize("source", EVERYONE)
def test_no_value_of_the_wrong_type_anywhere_breaks_the_reading(source: str) -> None:
    places = len(list(every_value(EVERYONE[source])))
    for wrong in (None, True, 7, -0.5, "", "<b>", [], [[]], ["x"], [None, {}], {}, {"name": {}}, "x" * 30_000):
        for number in range(places):
            document = json.loads(json.dumps(EVERYONE[source]))
            container, key = list(every_value(document))[number]
            container[key] = wrong
            for outcome in parse_document(document):
                assert isinstance(outcome, Record | Refusal)
                if isinstance(outcome, Record):
                    assert outcome.profile.full_name


@pytest.mark.parametrize("source", SOURCES)
def test_json_of_another_kind_is_refused_by_every_source(source: str) -> None:
    (outcome,) = parse_document({"colour": "green"}, source)
    assert isinstance(outcome, Refusal)
    assert outcome.reason


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(json_values, st.sampled_from([None, *SOURCES]))
def test_any_json_ends_in_people_or_refusals(document: Any, source: str | None) -> None:
    for outcome in parse_document(document, source):
        assert isinstance(outcome, Record | Refusal)


@settings(deadline=None)
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda noise: GOOD.encode()[:300] + noise))
def test_any_bytes_end_in_people_or_refusals(data: bytes) -> None:
    for filename in ("", "x.ndjson"):
        for outcome in read({filename: data}):
            assert isinstance(outcome, Record | Refusal)
            assert not isinstance(outcome, Refusal) or outcome.reason
