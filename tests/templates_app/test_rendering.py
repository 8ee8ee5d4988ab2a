"""What a template may say, and what it may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates_app.rendering import EXAMPLE, MAX_OUTPUT, MAX_TEXT, TemplateRefused, check, render


def test_variables_are_filled_in() -> None:
    text = "For {{ role.short_name }}:{% for c in criteria %} {{ loop.index }}. {{ c.name|upper }}{% endfor %}"
    check(text)
    assert render(text, EXAMPLE) == "For CTO: 1. TEAM SCALE"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("a\n{{ candidate_name }}", "“candidate_name” \\(line 2\\).*Available: role.name"),
        ("{{ role.salary }}", "Unknown variable.*salary"),
        ("{% for c in criteria %}{{ c.secret }}{% endfor %}", "Unknown variable.*secret"),
        ("line\n{% if %}", "Line 2"),
        ("{{ unfinished", "Line 1"),
        ("x" * (MAX_TEXT + 1), "limit is 20,000"),
        ("x" * 1_000_000, "1,000,000 characters"),
        ("{% for i in range(10**9) %}x{% endfor %}", "Unknown variable “range”"),
        ("{% for a in 'aaaa' %}x{% endfor %}", "only go over a list"),
        ("{% for a in criteria|list %}x{% endfor %}", "only go over a list"),
        (
            "{% for a in criteria %}" * 3 + "x" + "{% endfor %}" * 3,
            "2 deep at most",
        ),
        ("{% for a in criteria recursive %}{{ loop(criteria) }}{% endfor %}", "only go over a list"),
        ("{{ 'a' * 1000000000 }}", "“mul” is not available"),
        ("{{ 10 ** 10 ** 10 }}", "“pow” is not available"),
        ("{{ role.name.__class__ }}", "Unknown variable|unsafe|rendered"),
        ("{{ role['__class__'] }}", "Unknown variable|unsafe|rendered"),
        ("{{ role.name.format(1) }}", "“call” is not available"),
        ("{% set x = 1 %}", "“assign” is not available"),
        ("{% macro m() %}{% endmacro %}", "“macro” is not available"),
        ("{% include 'settings.py' %}", "“include” is not available"),
        ("{% import 'os' as os %}", "“import” is not available"),
        ("{{ role.name|attr('upper') }}", "filter “attr” is not available"),
        ("{{ role.name|center(100000000) }}", "filter “center” is not available"),
        ("{{ role is callable }}", "test “callable” is not available"),
        ("{% for c in criteria %}{{ loop.cycle }}{% endfor %}", "“loop.cycle” is not available"),
        ("{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}", "nested too deeply"),
        ("{% if role %}" * 200 + "{% endif %}" * 200, "nested too deeply"),
    ],
)
def test_text_that_cannot_be_a_template_is_refused_with_its_cause(text: str, message: str) -> None:
    with pytest.raises(TemplateRefused, match=message):
        check(text)


def test_output_is_bounded() -> None:
    many = {**EXAMPLE, "criteria": EXAMPLE["criteria"] * 100}
    with pytest.raises(TemplateRefused, match=f"past {MAX_OUTPUT:,}"):
        render("{% for c in criteria %}" + "x" * 1_000 + "{% endfor %}", many)


@given(st.text(alphabet="{}%|.()[]'\"* \nforincriteriaroleifend_0", max_size=120))
def test_any_text_either_renders_within_bounds_or_is_refused(text: str) -> None:
    try:
        check(text)
    except TemplateRefused:
        return
    assert len(render(text, EXAMPLE)) <= MAX_OUTPUT
