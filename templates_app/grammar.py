"""What a template may say: its variables, texts, whole numbers, comparisons, a few filters, “if”, and loops in no loop.

The kind of every expression is known without rendering, so a mistake is found in branches that no example takes. Kinds
are Python's own types: str, int, bool, a TypedDict for what has parts, and a list of those. What is allowed is listed
rather than what is not, so nothing that Jinja2 learns later opens by itself. Pure.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

from jinja2 import nodes

# The time in which Jinja2 compiles grows steeply with depth and about evenly with nodes.
MAX_DEPTH = 12  # of blocks and, in them, of operators, filters and dots
MAX_NODES = 2_000
MAX_NUMBER = 999_999_999
UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no half of a pair

Names = Mapping[str, Any]  # the variables in reach, and the kind of each


class LoopVariables(TypedDict):
    index: int
    index0: int
    length: int
    first: bool
    last: bool


# What takes long on a long text, as “title” does, or makes it longer, as “join” does, is left out.
_FILTERS: dict[str, Any] = {
    **dict.fromkeys(("capitalize", "lower", "trim", "upper"), str),
    **dict.fromkeys(("count", "length"), int),
}
_TESTS = ("even", "odd")
_COMPARED: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("eq", "ne"), (str, int, bool)),
    **dict.fromkeys(("in", "notin"), (str,)),
}
_WORDS: dict[Any, str] = {str: "a text", int: "a number", bool: "a truth value", list: "a list"}


class NotAllowed(ValueError):
    """The message is for the template's author."""


def check_tree(tree: nodes.Template, variables: type) -> None:
    """Raise NotAllowed unless `tree` is small and says only what renders with any value of `variables`, a TypedDict."""
    _check_size(tree)
    _check_block(tree.body, get_type_hints(variables))


def _check_size(tree: nodes.Template) -> None:
    # Level by level: the tree may be too deep for anything that recurses.
    level: list[nodes.Node] = [tree]
    size = depth = 0
    while level:
        size, depth = size + len(level), depth + 1
        if size > MAX_NODES:
            raise NotAllowed(f"The template has more than {MAX_NODES:,} variables, operators and blocks.")
        if depth > MAX_DEPTH:
            raise NotAllowed(f"Line {level[0].lineno}: nested too deeply.")
        level = [child for node in level for child in node.iter_child_nodes()]


def _check_block(body: Iterable[nodes.Node], names: Names) -> None:
    for node in body:
        match node:
            case nodes.Output(nodes=parts):
                for part in parts:
                    if not isinstance(part, nodes.TemplateData):
                        _expect(_kind(part, names), (str, int, bool), part, "what is printed")
            case nodes.If():
                _kind(node.test, names)
                _check_block([*node.body, *node.elif_, *node.else_], names)
            case nodes.For():
                _check_loop(node, names)
            case _:
                raise _not_available(node)


def _check_loop(loop: nodes.For, names: Names) -> None:
    if "loop" in names:
        raise NotAllowed(f"Line {loop.lineno}: a loop cannot be in another loop.")
    kind = _kind(loop.iter, names) if isinstance(loop.iter, nodes.Name) else None
    if get_origin(kind) is not list or loop.recursive:
        raise NotAllowed(f"Line {loop.lineno}: a loop can only go over a list such as “criteria”.")
    if not isinstance(loop.target, nodes.Name):
        raise NotAllowed(f"Line {loop.lineno}: a loop gives one variable at a time.")
    item = loop.target.name
    if item in {*names, "loop"}:
        raise NotAllowed(f"Line {loop.lineno}: “{item}” is taken; give the loop's variable another name.")
    inside = {**names, item: get_args(kind)[0]}
    if loop.test:
        _kind(loop.test, inside)
    _check_block(loop.body, {**inside, "loop": LoopVariables})
    _check_block(loop.else_, names)


def _kind(node: nodes.Node, names: Names) -> Any:
    match node:
        case nodes.Const():
            return _kind_of_constant(node)
        case nodes.Name(name=name):
            if name not in names:
                raise _unknown(node, names)
            return names[name]
        case nodes.Getattr(node=owner, attr=attribute):
            kind = _kind(owner, names)
            if attribute not in _parts(kind):
                raise _unknown(node, {_spelled(owner): kind})
            return _parts(kind)[attribute]
        case nodes.Filter(node=nodes.Node() as operand, name=name) if name in _FILTERS:
            _expect_no_arguments(node)
            _expect(
                _kind(operand, names),
                (str, list) if _FILTERS[name] is int else (str,),
                node,
                f"what goes into “{name}”",
            )
            return _FILTERS[name]
        case nodes.Test(node=operand, name=name) if name in _TESTS:
            _expect_no_arguments(node)
            _expect(_kind(operand, names), (int,), node, f"what is “{name}”")
            return bool
        case nodes.Compare(expr=first, ops=operands):
            kind = _kind(first, names)
            for other in operands:
                _expect(kind, _COMPARED.get(other.op, (str, int)), node, "what is compared")
                _expect(_kind(other.expr, names), (kind,), node, "what it is compared with")
            return bool
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            _kind(left, names)
            _kind(right, names)
            return bool
        case nodes.Not(node=operand):
            _kind(operand, names)
            return bool
        case nodes.CondExpr(expr2=nodes.Node() as otherwise):
            _kind(node.test, names)
            kind = _kind(node.expr1, names)
            _expect(_kind(otherwise, names), (kind,), node, "what follows “else”")
            return kind
    raise _not_available(node)


def _kind_of_constant(node: nodes.Const) -> type:
    kind = type(node.value)
    if kind not in _WORDS:
        raise NotAllowed(f"Line {node.lineno}: a value is a text, a whole number, true or false.")
    if kind is int and node.value > MAX_NUMBER:
        raise NotAllowed(f"Line {node.lineno}: numbers go up to {MAX_NUMBER:,}.")
    if kind is str and UNSTORABLE.search(node.value):
        raise NotAllowed(f"Line {node.lineno}: the text has a character that cannot be stored.")
    return kind


def _parts(kind: Any) -> Names:
    return get_type_hints(kind) if is_typeddict(kind) else {}


def _expect(kind: Any, accepted: tuple[Any, ...], node: nodes.Node, what: str) -> None:
    if kind not in accepted and get_origin(kind) not in accepted:
        words = " or ".join(_word(one) for one in accepted)
        raise NotAllowed(f"Line {node.lineno}: {what} must be {words}, not {_word(kind)}.")


def _word(kind: Any) -> str:
    return _WORDS.get(get_origin(kind) or kind) or f"something with {', '.join(_parts(kind))}"


def _expect_no_arguments(node: nodes.Filter | nodes.Test) -> None:
    if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise NotAllowed(f"Line {node.lineno}: “{node.name}” takes no arguments.")


def _unknown(node: nodes.Name | nodes.Getattr, available: Names) -> NotAllowed:
    def spelled() -> Iterable[str]:
        for name, kind in available.items():
            if items := get_args(kind):
                yield f"{name} (a list; each has {', '.join(_parts(items[0]))})"
            else:
                yield from [f"{name}.{part}" for part in _parts(kind)] or [name]

    return NotAllowed(f"Unknown variable “{_spelled(node)}” (line {node.lineno}). Available: {', '.join(spelled())}.")


def _spelled(node: nodes.Node) -> str:
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=owner, attr=attribute):
            return f"{_spelled(owner)}.{attribute}"
    return "(…)"


def _not_available(node: nodes.Node) -> NotAllowed:
    match node:
        case nodes.Filter(name=name):
            problem = f"the filter “{name}” is not available. Available: {', '.join(sorted(_FILTERS))}"
        case nodes.Test(name=name):
            problem = f"the test “{name}” is not available. Available: {', '.join(_TESTS)}"
        case nodes.Getitem():
            problem = "nothing is taken out by number or in square brackets; write a dot and a name, as in “role.name”"
        case nodes.CondExpr():
            problem = "an “if” between braces needs an “else”"
        case _:
            problem = f"“{type(node).__name__.lower()}” is not available in a template"
    return NotAllowed(f"Line {node.lineno}: {problem}.")
