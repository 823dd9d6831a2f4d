"""How calls are written that are entered by ``with``, and what uses the names they are bound to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from replaytag.facts import model
from replaytag.facts.walk import blocks, children, walk
from replaytag.source import Place, frozen

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator


@frozen
class WithItem:
    """The item ``index`` of a ``with`` statement, and what is done with what it binds.

    ``methods`` are the calls of its methods in the body, ``stored`` the attributes that are set
    there; ``handed_on`` is whether the body uses it otherwise, and ``outlives`` whether something
    outside of the statement uses it. ``runs_decorated`` is whether the body calls what a function
    round that which the statement is in has been handed, as decorators do.
    """

    statement: model.With
    index: int
    name: str | None
    methods: tuple[tuple[str, model.Call], ...]
    handed_on: bool
    outlives: bool
    stored: frozenset[str] = frozenset()
    runs_decorated: bool = False

    @property
    def is_alone(self) -> bool:
        """Whether nothing but calls of its methods in the body uses it."""
        return not (self.handed_on or self.outlives or self.stored)


def with_item(ev: Evaluator, place: Place) -> WithItem | None:
    """The item of a ``with`` statement that is the call at ``place``; None: it is no such item."""
    facts = ev.facts(place.path)
    found = _find(facts.body, facts.body, place, ()) if facts is not None else None
    if found is None:
        return None
    statement, index, around, handed = found
    runs_decorated = any(
        isinstance(node, model.Call)
        and isinstance(node.callee, model.Name)
        and node.callee.id in handed
        for node in walk(statement.body)
    )
    target = statement.items[index].target
    if not isinstance(target, (model.Name, type(None))):
        return WithItem(
            statement, index, None, (), handed_on=True, outlives=True, runs_decorated=runs_decorated
        )
    if target is None:
        return WithItem(
            statement,
            index,
            None,
            (),
            handed_on=False,
            outlives=False,
            runs_decorated=runs_decorated,
        )
    methods = tuple(_methods(target.id, statement.body))
    stores = list(_stores(target.id, statement.body))
    called = {_receiver(call).span for _, call in methods} | {one.value.span for one in stores}
    uses = [use.span for part in statement.body for use in _uses(target.id, part)]
    items = (item.value for item in statement.items)
    handed_on = any(span not in called for span in uses) or any(
        True for value in items for _ in _uses(target.id, value)
    )
    # The statement binds the name itself: what is in it does not count.
    outlives = any(True for part in around for _ in _uses(target.id, part))
    stored = frozenset(one.name for one in stores)
    return WithItem(
        statement, index, target.id, methods, handed_on, outlives, stored, runs_decorated
    )


def statement_of(ev: Evaluator, place: Place) -> model.Call | None:
    """The call at ``place`` if it is a statement of its own."""
    facts = ev.facts(place.path)
    body = facts.body if facts is not None else ()
    while True:
        inner = [one for one in body if one.span.contains(place.span)]
        if not inner:
            return None
        statement = inner[0]
        if isinstance(statement, model.Evaluate) and statement.value.span == place.span:
            return statement.value if isinstance(statement.value, model.Call) else None
        body = tuple(part for block in blocks(statement) for part in block)


def _find(
    body: tuple[model.Statement, ...],
    around: tuple[model.Statement, ...],
    place: Place,
    functions: tuple[model.Function, ...],
) -> tuple[model.With, int, tuple[model.Statement, ...], set[str]] | None:
    """The statement, the index, and the body of the function round them, or of the module.

    As well as the names of what the functions round that one are handed.
    """
    for statement in body:
        if not statement.span.contains(place.span):
            continue
        if isinstance(statement, model.With):
            for index, item in enumerate(statement.items):
                if item.value.span == place.span:
                    handed = {p.name for function in functions[:-1] for p in function.parameters}
                    return statement, index, around, handed
        if isinstance(statement, model.Function):
            return _find(statement.body, statement.body, place, (*functions, statement))
        for block in blocks(statement):
            found = _find(block, around, place, functions)
            if found is not None:
                return found
    return None


def _methods(name: str, body: tuple[model.Statement, ...]) -> Iterator[tuple[str, model.Call]]:
    for node in walk(body):
        if isinstance(node, model.Call) and isinstance(node.callee, model.Attribute):
            receiver = node.callee.value
            if isinstance(receiver, model.Name) and receiver.id == name:
                yield node.callee.name, node


def _stores(name: str, body: tuple[model.Statement, ...]) -> Iterator[model.Attribute]:
    for node in walk(body):
        for target in node.targets if isinstance(node, model.Assign) else ():
            match target:
                case model.Attribute(value=model.Name(id=owner)) if owner == name:
                    yield target


def _receiver(call: model.Call) -> model.Expression:
    assert isinstance(call.callee, model.Attribute)
    return call.callee.value


def _uses(name: str, node: object) -> Iterator[model.Name]:
    """The names below ``node`` that mean what ``name`` is bound to there."""
    if isinstance(node, model.Name):
        if node.id == name:
            yield node
        return
    parts: Iterator[object] = children(node)
    if isinstance(node, model.With) and _rebinds(node, name):
        parts = (item.value for item in node.items)
    elif isinstance(node, (model.Function, model.Lambda)) and any(
        parameter.name == name for parameter in node.parameters
    ):
        return
    for part in parts:
        if part is not None and not isinstance(part, str):
            yield from _uses(name, part)


def _rebinds(node: model.With, name: str) -> bool:
    return any(
        isinstance(item.target, model.Name) and item.target.id == name for item in node.items
    )
