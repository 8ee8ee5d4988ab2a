"""What the apps above do when people are merged, deleted or exported, or lose words about others. They say so when a
process starts, so nothing that reads documents or compares names is imported here: every process would load it."""

on_delete: list[str] = []
on_merge: dict[str, str] = {}
on_export: dict[str, str] = {}
on_take_out: list[str] = []


def also_when_deleted(handler: str) -> None:
    """`handler` is the dotted path of a function of profile ids, called in the transaction that deletes them."""
    on_delete.append(handler)


def also_when_merged(model: str, handler: str = "") -> None:
    """Rows of `model` (its label) are not moved: `handler`, the dotted path of a function of profile ids, makes them
    again out of what was moved, in the same transaction; without one, whoever follows the outbox does."""
    on_merge[model] = handler


def also_export(name: str, part: str) -> None:
    """`part` is the dotted path of a function of a profile; what it returns stands under `name` in the document."""
    on_export[name] = part


def also_take_out(handler: str) -> None:
    """`handler` is the dotted path of a function of a profile's id and `passages.Words`, called in the transaction that
    takes these out of the profile."""
    on_take_out.append(handler)
