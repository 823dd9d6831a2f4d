"""Where in the source an object is bound, and the actions that put a hook there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields

from replaytag.actions import Action, AddImport, InsertAfter, ReplaceText
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import ClassValue, FunctionValue, Made
from replaytag.facts import model
from replaytag.facts.walk import blocks, walk
from replaytag.frameworks.records import Recipe
from replaytag.source import Place, Span, frozen


@frozen
class Binding:
    """``target = <call>``: the target as source text, and the span of the statement.

    ``top`` is whether the statement stands at module level and not in a function.
    """

    target: str
    statement: Span
    top: bool


def binding_of(ev: Evaluator, place: Place) -> Binding | None:
    """The assignment whose value is exactly the call at ``place``; None where there is none."""
    module = ev.module(place.path)
    if module is None:
        return None
    for statement, top in _statements(module.body, True):
        if (
            isinstance(statement, model.Assign)
            and statement.value is not None
            and statement.value.span == place.span
        ):
            target = dotted(statement.targets[0])
            return Binding(target, statement.span, top) if target else None
    return None


def app_name(ev: Evaluator, made: Made) -> str:
    """The name an app or router is bound to, else what makes it."""
    binding = binding_of(ev, made.place)
    if binding is not None:
        return binding.target
    callee = made.callee
    name = getattr(callee, "name", "app")
    return f"{name.rpartition('.')[2]}(...)"


def call_at(ev: Evaluator, place: Place) -> model.Call | None:
    """The call whose span is ``place``."""
    module = ev.module(place.path)
    if module is None:
        return None
    for statement, _ in _statements(module.body, True):
        value = getattr(statement, "value", None)
        if isinstance(value, model.Call) and value.span == place.span:
            return value
    return None


def call_around(ev: Evaluator, place: Place) -> tuple[model.Call, Span] | None:
    """The call whose span is ``place``, wherever it stands, and the span of its statement."""
    module = ev.module(place.path)
    found: tuple[model.Call, Span] | None = None
    for statement, _ in _statements(module.body if module else (), True):
        if not statement.span.contains(place.span):
            continue
        for node in walk(_own_parts(statement)):
            if isinstance(node, model.Call) and node.span == place.span:
                found = node, statement.span
    return found


def _own_parts(statement: model.Statement) -> tuple[object, ...]:
    """What a statement is made of, without the statements in it."""
    within = tuple(blocks(statement))
    parts = (getattr(statement, entry.name) for entry in fields(statement))
    return tuple(part for part in parts if part not in within)


def list_at(ev: Evaluator, place: Place) -> tuple[model.Sequence, Span] | None:
    """The list at ``place`` that a statement binds, and the span of that statement."""
    module = ev.module(place.path)
    for statement, _ in _statements(module.body if module else (), True):
        value = statement.value if isinstance(statement, model.Assign) else None
        if isinstance(value, model.Sequence) and value.kind == "list" and value.span == place.span:
            return value, statement.span
    return None


def dotted(node: model.Expression) -> str | None:
    """``a.b.c`` as text; None for anything else."""
    if isinstance(node, model.Name):
        return node.id
    if isinstance(node, model.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.name}" if owner else None
    return None


def _statements(
    body: tuple[model.Statement, ...], top: bool
) -> Iterator[tuple[model.Statement, bool]]:
    """Every statement in ``body``, nested ones included, and whether it is at module level."""
    for statement in body:
        yield statement, top
        inner = top and not isinstance(statement, (model.Function, model.Class))
        for block in blocks(statement):
            yield from _statements(block, inner)


def after_binding(
    ev: Evaluator,
    place: Place,
    code: Callable[[str], str],
    imports: tuple[tuple[str, str | None], ...],
    message: str,
) -> Recipe:
    """Statements straight after the one that binds the object made at ``place``.

    ``code`` writes them, given the name that the object is bound to.
    """
    binding = binding_of(ev, place)
    if binding is None:
        return Recipe(
            message,
            code("app"),
            reason="the app is not bound to a name by a statement of its own",
        )
    snippet = code(binding.target)
    actions: list[Action] = [AddImport(place.path, *entry) for entry in imports]
    actions.append(InsertAfter(place.path, binding.statement, snippet))
    return Recipe(message, snippet, tuple(actions))


def register_function(
    ev: Evaluator,
    place: Place,
    function: FunctionValue | ClassValue,
    decorator: Callable[[str], str] | None,
    call: Callable[[str, str], str],
    message: str,
    elsewhere: Callable[[Binding], tuple[Action, ...]] | None = None,
) -> Recipe:
    """Hooks up an existing top-level function or class to the object made at ``place``.

    In the object's own module, below it, by ``decorator``, or by ``call`` where there is none; from
    elsewhere by importing it and ``call``. ``decorator`` and ``call`` write the code from the
    object's and the function's names; ``elsewhere`` gives other actions than the call straight
    after the object is bound.
    """
    binding = binding_of(ev, place)
    name = function.name
    target = binding.target if binding else "app"
    snippet = f"{call(target, name)}\n"
    if binding is None:
        reason = "the app is not bound to a name by a statement of its own"
        return Recipe(message, snippet, reason=reason)
    node = function.node
    nested = isinstance(function, FunctionValue) and (function.environment or function.owner)
    if nested:
        return Recipe(message, snippet, reason=f"`{name}` is not defined at module level")
    path = function.module.path
    if path == place.path and binding.top and binding.statement.line < node.span.line:
        at = Span.point(node.span.line, node.span.column)
        if decorator is None:
            return Recipe(message, snippet, (InsertAfter(path, at, snippet),))
        text = f"@{decorator(target)}\n"
        return Recipe(message, text, (ReplaceText(path, at, text),))
    actions: tuple[Action, ...] = (InsertAfter(place.path, binding.statement, snippet),)
    if elsewhere is not None:
        actions = elsewhere(binding)
    if path == place.path:
        return Recipe(message, snippet, actions)
    if imports_module(ev, path, place.path):
        reason = f"`{path}` imports `{place.path}`: importing it there would be a cycle"
        return Recipe(message, snippet, reason=reason)
    imported = AddImport(place.path, ev.index.name_of(path), name)
    return Recipe(message, snippet, (imported, *actions))


def imports_module(ev: Evaluator, path: str, wanted: str) -> bool:
    """Whether the file at ``path`` imports the one at ``wanted``, directly or through others."""
    seen: set[str] = set()
    waiting = [path]
    while waiting and len(seen) < 500:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        imported = ev.imported_paths(current)
        if wanted in imported:
            return True
        waiting.extend(imported)
    return False
