"""What a template may say, and what it may not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates_app.grammar import MAX_DEPTH, MAX_NODES
from templates_app.rendering import EXAMPLE, MAX_OUTPUT, MAX_TEXT, TemplateRefused, Variables, check, render

NOBODY: Variables = {**EXAMPLE, "criteria": []}
TWENTY: Variables = {**EXAMPLE, "criteria": EXAMPLE["criteria"] * 10}


def _in_loop(text: str) -> str:
    return "{% for c in criteria %}" + text + "{% endfor %}"


def _in_untaken_branch(text: str) -> str:
    return _in_loop("{% if loop.index > 99 %}" + text + "{% endif %}") + "x"


def test_variables_are_filled_in() -> None:
    text = "For {{ role.short_name }}:{% for c in criteria %} {{ loop.index }}. {{ c.name|upper }}{% endfor %}"
    check(text)
    assert render(text, EXAMPLE) == "For CTO: 1. TEAM SCALE 2. BOARD WORK"


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("{{ criteria|length }} of {{ role.name|lower|capitalize }}", "2 of Chief technology officer"),
        ("{% for c in criteria if c.weight > 10 %}{{ c.key }}{% else %}none{% endfor %}", "team_scale"),
        (_in_loop("{{ c.category }}{{ '' if loop.last else ', ' }}"), "Technical leadership, Business and strategy"),
        (_in_loop("{% if c.weight is even and 'Board' in c.name %}{{ loop.index0 }}{% endif %}"), "1"),
        ("{% if not criteria %}a{% elif role.short_name == 'CIO' %}b{% else %}{{ 12 }}{% endif %}", "12"),
        ("{% raw %}{{ kept }}{% endraw %}{# dropped #}", "{{ kept }}"),
        ("Call " + "1" * 5_000, "Call " + "1" * 5_000),
        ("{{ " + "(" * 12 + "1" + ")" * 12 + " }}", "1"),
        ("{{ role.name" + "|upper" * (MAX_DEPTH - 4) + " }}", "CHIEF TECHNOLOGY OFFICER"),
    ],
)
def test_what_a_template_may_say(text: str, prompt: str) -> None:
    check(text)
    assert render(text, EXAMPLE) == prompt


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
        ("{% for i in range(10**9) %}x{% endfor %}", "only go over a list"),
        ("{% for a in 'aaaa' %}x{% endfor %}", "only go over a list"),
        ("{% for a in role %}x{% endfor %}", "only go over a list"),
        ("{% for a in criterai %}x{% endfor %}", "Unknown variable “criterai” \\(line 1\\)"),
        ("{% for a, b in criteria %}x{% endfor %}", "one variable at a time"),
        ("{% for a in criteria|list %}x{% endfor %}", "only go over a list"),
        (_in_loop(_in_loop("x")), "cannot be in another loop"),
        ("{% for loop in criteria %}x{% endfor %}", "“loop” is taken"),
        ("{% for role in criteria %}x{% endfor %}", "“role” is taken"),
        ("{% for criteria in criteria %}x{% endfor %}", "“criteria” is taken"),
        ("{% for a in criteria recursive %}{{ loop(criteria) }}{% endfor %}", "only go over a list"),
        ("{{ 'a' * 1000000000 }}", "“mul” is not available"),
        ("{{ 10 ** 10 ** 10 }}", "“pow” is not available"),
        ("{{ role.name.__class__ }}", "Unknown variable “role.name.__class__” .*Available: role.name."),
        ("{{ role['__class__'] }}", "in square brackets"),
        ("{{ role.name.format(1) }}", "“call” is not available"),
        ("{% set x = 1 %}", "“assign” is not available"),
        ("{% macro m() %}{% endmacro %}", "“macro” is not available"),
        ("{% include 'settings.py' %}", "“include” is not available"),
        ("{% import 'os' as os %}", "“import” is not available"),
        ("{{ role.name|attr('upper') }}", "filter “attr” is not available"),
        ("{{ role.name|center(100000000) }}", "filter “center” is not available"),
        ("{{ role is callable }}", "test “callable” is not available"),
        (_in_loop("{{ loop.cycle }}"), "“loop.cycle” .*Available: loop.index, "),
        ("{{ loop.index }}", "Unknown variable “loop”"),
        (_in_loop("x") + "{{ c.name }}", "Unknown variable “c”"),
        ("{% for c in criteria if loop.first %}x{% endfor %}", "Unknown variable “loop”"),
        ("{% for c in criteria %}x{% else %}{{ c.name }}{% endfor %}", "Unknown variable “c”"),
        ("{{ criteria|join(criteria|join(criteria|join)) }}", "filter “join” is not available"),
        ("{{ role.name|title }}", "filter “title” is not available"),
        ("{{ role.name|trim('x') }}", "“trim” takes no arguments"),
        ("{{ " + "1" * 5_000 + " }}", "number in the template is too long"),
        ("\n{{ " + "1" * 10 + " }}", "Line 2: numbers go up to 999,999,999"),
        ("{{ 0x" + "f" * 5_000 + " }}", "numbers go up to"),
        ("{{ 1e999 }}", "a whole number"),
        ("{{ none }}", "a whole number"),
        ("{{ '\\0' }}", "Line 1: .* cannot be stored"),
        ("{{ '\\ud800' }}", "Line 1: .* cannot be stored"),
        ("a\0b", "cannot be stored"),
        ("a\ud800b", "cannot be stored"),
        ("{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}", "nested too deeply"),
        ("{{ " + "( " * 13 + "1" + ")" * 13 + " }}", "nested too deeply"),
        ("{% if role %}" * 200 + "{% endif %}" * 200, "nested too deeply"),
        ("{{ role.name" + "|upper" * (MAX_DEPTH - 3) + " }}", "Line 1: nested too deeply"),
        ("{{ role.name" + "|upper" * 3_000 + " }}", "nested too deeply"),
        ("{{ role" + ".name" * 3_000 + " }}", "nested too deeply"),
        ("{{ " + "not " * 600 + "true }}", "nested too deeply"),
        ("{{ " + "not " * 4_500 + "true }}", "nested too deeply"),
        ("{{ 1" + " and 1" * 3_000 + " }}", "nested too deeply"),
        ("{{ 1" + " == 1" * (MAX_NODES // 2) + " }}", "more than 2,000"),
        ("{{ role.name }}" * (MAX_NODES // 2), "more than 2,000"),
        ("{% if not role %}{% endif %}" * (MAX_NODES // 3 + 1), "more than 2,000"),
    ],
)
def test_text_that_cannot_be_a_template_is_refused_with_its_cause(text: str, message: str) -> None:
    with pytest.raises(TemplateRefused, match=message):
        check(text)


def test_output_is_bounded() -> None:
    many = {**EXAMPLE, "criteria": EXAMPLE["criteria"] * 100}
    with pytest.raises(TemplateRefused, match=f"past {MAX_OUTPUT:,}"):
        render("{% for c in criteria %}" + "x" * 1_000 + "{% endfor %}", many)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ c.nme }}", "Unknown variable “c.nme” \\(line 1\\). Available: c.key, c.name, c.category, "),
        ("\n\n{{ role.nme }}", "Unknown variable “role.nme” \\(line 3\\). Available: role.name, role.short_name."),
        ("{{ loop.idx }}", "Unknown variable “loop.idx”"),
        ("{{ criteria.name }}", "Unknown variable “criteria.name” .*a list; each has key"),
        ("{{ nobody }}", "Unknown variable “nobody” .*c.key.*loop.index"),
        ("{{ c['nme'] }}", "in square brackets"),
        ("{{ criteria[1].nme }}", "in square brackets"),
        ("{{ criteria.0.nme }}", "taken out by number"),
        ("{{ 'a' if c.nme else 'b' }}", "Unknown variable “c.nme”"),
        ("{{ 'a' if c.name }}", "needs an “else”"),
        ("{{ c }}", "what is printed must be a text or a number or a truth value, not something with key"),
        ("{{ criteria }}", "not a list"),
        ("{{ c.weight|length }}", "“length” must be a text or a list, not a number"),
        ("{{ c.weight|upper }}", "“upper” must be a text, not a number"),
        ("{{ c.name is odd }}", "“odd” must be a number, not a text"),
        ("{{ c.weight < c.name }}", "compared with must be a number, not a text"),
        ("{{ c.weight in c.name }}", "must be a text, not a number"),
        ("{{ loop.first < loop.last }}", "must be a text or a number, not a truth value"),
    ],
)
def test_mistake_in_a_branch_that_the_example_does_not_take_is_refused(text: str, message: str) -> None:
    with pytest.raises(TemplateRefused, match=message):
        check(_in_untaken_branch(text))


PATHS = st.sampled_from(
    "role.name role.short_name role criteria c c.name c.nme c.weight loop loop.index loop.last criteria.0".split()
)
CONSTANTS = st.sampled_from(["'a'", "''", "0", "1", "999", "1" * 5_000, "1e999", "true", "none", "'\\0'"])
EXPRESSIONS = st.recursive(
    PATHS | CONSTANTS,
    lambda inner: st.one_of(
        st.builds("{}|{}".format, inner, st.sampled_from("upper title trim length count join first list".split())),
        st.builds("{}|join({})".format, inner, inner),
        st.builds("({}) {} ({})".format, inner, st.sampled_from("and or == != < >= in + * ~".split()), inner),
        st.builds("not {}".format, inner),
        st.builds("({}) is {}".format, inner, st.sampled_from("odd even defined none".split())),
        st.builds("{} if {} else {}".format, inner, inner, inner),
        st.builds("{}[{}]".format, inner, inner),
        st.builds(lambda text, times: text + "|upper" * times, inner, st.integers(1, 400)),
        st.builds(lambda text, times: "not " * times + text, inner, st.integers(1, 900)),
    ),
    max_leaves=6,
)
BLOCKS = st.recursive(
    st.builds("{{{{ {} }}}}".format, EXPRESSIONS),
    lambda inner: st.one_of(
        st.builds("{}\n{}".format, inner, inner),
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, EXPRESSIONS, inner, inner),
        st.builds("{{% for {} in {} %}}{}{{% endfor %}}".format, st.sampled_from(["c", "d", "loop"]), PATHS, inner),
        st.builds("{{% for c in criteria if {} %}}{}{{% endfor %}}".format, EXPRESSIONS, inner),
        st.builds(lambda text, times: text * times, inner, st.integers(1, 400)),
    ),
    max_leaves=5,
)
CHARACTERS = st.text(alphabet="{}%|.()[]'\"* \\\nforincriteriaroleifend_0123456789e<=~-+", max_size=120)


TOO_LONG = f"The prompt grows past {MAX_OUTPUT:,} characters."


def _refusal(text: str, variables: Variables) -> str:
    try:
        assert len(render(text, variables)) <= MAX_OUTPUT
    except TemplateRefused as refusal:
        return str(refusal)
    return ""


@settings(deadline=None)  # a busy machine is no fault of the template
@given(CHARACTERS | st.builds("{{{{ {} }}}}".format, CHARACTERS) | BLOCKS)
def test_any_text_either_renders_whatever_the_criteria_are_or_is_refused(text: str) -> None:
    if not _refusal(text, EXAMPLE):
        assert _refusal(text, NOBODY) in {"", TOO_LONG}
        assert _refusal(text, TWENTY) in {"", TOO_LONG}
