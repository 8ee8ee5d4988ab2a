"""Template text to prompt text: a small, closed part of Jinja2 that cannot run for long or reach out. Pure."""

import re
from functools import lru_cache
from typing import TypedDict

from jinja2 import StrictUndefined, Template, TemplateSyntaxError
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from templates_app.grammar import UNSTORABLE, NotAllowed, check_tree

MAX_TEXT = 20_000  # characters of a template's text
MAX_OUTPUT = 60_000  # characters of a rendered prompt
# The tree shows no parentheses, and how many of them the parser can take depends on its caller's stack.
_PARENTHESES = re.compile(r"(?:\(\s*){13}")


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
        },
        {
            "key": "board_work",
            "name": "Board work",
            "category": "Business and strategy",
            "description": "Reported to a board or an investor.",
            "weight": 10,
        },
    ],
}


class TemplateRefused(ValueError):
    """The text cannot be a template; the message is for its author and names the line where there is one."""


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, optimized=False
    )
    environment.globals.clear()
    return environment


_ENVIRONMENT = _environment()


def check(text: str) -> None:
    """Raise TemplateRefused unless `text` renders, within bounds, with the variables that exist."""
    render(text, EXAMPLE)


def render(text: str, variables: Variables) -> str:
    """The prompt text. Raises TemplateRefused where the text cannot be a template or the prompt grows too long."""
    template = _compiled(text)
    parts: list[str] = []
    size = 0
    try:
        for part in template.generate(dict(variables)):
            size += len(part)
            if size > MAX_OUTPUT:
                raise TemplateRefused(f"The prompt grows past {MAX_OUTPUT:,} characters.")
            parts.append(part)
    except TemplateError as error:
        raise TemplateRefused(f"The template cannot be rendered: {error}.") from None
    return "".join(parts).strip()


@lru_cache(maxsize=16)
def _compiled(text: str) -> Template:
    if not text.strip():
        raise TemplateRefused("The template is empty.")
    if len(text) > MAX_TEXT:
        raise TemplateRefused(f"The template has {len(text):,} characters; the limit is {MAX_TEXT:,}.")
    if UNSTORABLE.search(text):
        raise TemplateRefused("The template has a character that cannot be stored.")
    if _PARENTHESES.search(text):
        raise TemplateRefused("The template is nested too deeply.")
    try:
        tree = _ENVIRONMENT.parse(text)
        check_tree(tree, Variables)
        return _ENVIRONMENT.from_string(tree)
    except TemplateSyntaxError as error:
        raise TemplateRefused(f"Line {error.lineno}: {error.message}.") from None
    except RecursionError:
        raise TemplateRefused("The template is nested too deeply.") from None
    except NotAllowed as problem:
        raise TemplateRefused(str(problem)) from None
    except ValueError:
        # What Jinja2 leaves to Python: int() reads no more than 4,300 digits.
        raise TemplateRefused("A number in the template is too long.") from None
