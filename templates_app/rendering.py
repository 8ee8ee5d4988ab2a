"""Template text to prompt text: a small, closed part of Jinja2 that cannot loop for long or reach out.

Pure. What a template may say is a list of allowed node kinds rather than of forbidden ones, so
nothing that Jinja2 learns later opens by itself.
"""

from collections.abc import Iterator
from typing import Any, TypedDict

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_TEXT = 20_000  # characters of a template's text
MAX_OUTPUT = 60_000  # characters of a rendered prompt
MAX_LOOP_DEPTH = 2


class RoleVariables(TypedDict):
    name: str
    short_name: str


class CriterionVariables(TypedDict):
    key: str
    name: str
    category: str
    description: str
    weight: int


class Variables(TypedDict):
    """Everything that a template can see."""

    role: RoleVariables
    criteria: list[CriterionVariables]


EXAMPLE: Variables = {
    "role": {"name": "Chief Technology Officer", "short_name": "CTO"},
    "criteria": [
        {
            "key": "team_scale",
            "name": "Team scale",
            "category": "Technical leadership",
            "description": "Led engineering organisations of more than 100 people.",
            "weight": 15,
        }
    ],
}

_ALLOWED_NODES = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem),
    *(nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.Filter, nodes.Test),
)
_ALLOWED_FILTERS = frozenset(
    {"capitalize", "count", "first", "join", "last", "length", "lower", "title", "trim", "upper"}
)
_ALLOWED_TESTS = frozenset({"defined", "eq", "even", "ge", "gt", "le", "lt", "ne", "odd"})
_LOOP_ATTRIBUTES = frozenset({"index", "index0", "first", "last", "length"})


class TemplateRefused(ValueError):
    """The text cannot be a template; the message is for its author and names the line where there is one."""


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.clear()
    return environment


_ENVIRONMENT = _environment()


def check(text: str) -> None:
    """Raise TemplateRefused unless `text` renders, within bounds, with the variables that exist."""
    if not text.strip():
        raise TemplateRefused("The template is empty.")
    if len(text) > MAX_TEXT:
        raise TemplateRefused(f"The template has {len(text):,} characters; the limit is {MAX_TEXT:,}.")
    try:
        tree = _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        raise TemplateRefused(f"Line {error.lineno}: {error.message}.") from None
    except RecursionError:
        raise TemplateRefused("The template is nested too deeply.") from None
    _check_variables(tree)
    for problem in _forbidden(tree, depth=0):
        raise TemplateRefused(problem)
    render(text, EXAMPLE)


def render(text: str, variables: Variables) -> str:
    """The prompt text. Raises TemplateRefused where the template asks for something that is not there."""
    parts: list[str] = []
    size = 0
    try:
        for part in _ENVIRONMENT.from_string(text).generate(dict(variables)):
            size += len(part)
            if size > MAX_OUTPUT:
                raise TemplateRefused(f"The prompt grows past {MAX_OUTPUT:,} characters.")
            parts.append(part)
    except (RecursionError, SyntaxError):
        raise TemplateRefused("The template is nested too deeply.") from None
    except UndefinedError as error:
        raise TemplateRefused(f"Unknown variable: {error.message}. {_what_exists()}") from None
    except (TemplateError, SecurityError, TypeError, ValueError) as error:
        if isinstance(error, TemplateRefused):
            raise
        raise TemplateRefused(f"The template cannot be rendered: {error}.") from None
    return "".join(parts).strip()


def _check_variables(tree: nodes.Template) -> None:
    unknown = meta.find_undeclared_variables(tree) - set(EXAMPLE)
    if unknown:
        lines = {node.name: node.lineno for node in reversed(list(tree.find_all(nodes.Name))) if node.name in unknown}
        named = ", ".join(f"“{name}” (line {lines[name]})" for name in sorted(unknown))
        raise TemplateRefused(f"Unknown variable {named}. {_what_exists()}")


def _forbidden(node: nodes.Node, depth: int) -> Iterator[str]:
    if not isinstance(node, _ALLOWED_NODES):
        yield f"Line {node.lineno}: “{type(node).__name__.lower()}” is not available in a template."
    if isinstance(node, nodes.For):
        depth += 1
        if depth > MAX_LOOP_DEPTH:
            yield f"Line {node.lineno}: loops may be nested {MAX_LOOP_DEPTH} deep at most."
        if node.recursive or not isinstance(node.iter, nodes.Name):
            yield f"Line {node.lineno}: a loop can only go over a list such as “criteria”."
    if isinstance(node, nodes.Filter) and node.name not in _ALLOWED_FILTERS:
        available = ", ".join(sorted(_ALLOWED_FILTERS))
        yield f"Line {node.lineno}: the filter “{node.name}” is not available. Available: {available}."
    if isinstance(node, nodes.Test) and node.name not in _ALLOWED_TESTS:
        yield f"Line {node.lineno}: the test “{node.name}” is not available."
    match node:
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=attribute) if attribute not in _LOOP_ATTRIBUTES:
            yield f"Line {node.lineno}: “loop.{attribute}” is not available."
    for child in node.iter_child_nodes():
        yield from _forbidden(child, depth)


def _what_exists() -> str:
    def names(prefix: str, value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from names(f"{prefix}.{key}" if prefix else key, inner)
        elif isinstance(value, list):
            yield f"{prefix} (a list; each has {', '.join(value[0])})"
        else:
            yield prefix

    return f"Available: {', '.join(names('', EXAMPLE))}."
