"""The tagging subscriber, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.actions import Action, AddImport, DefineBefore, InsertAfter, InsertBefore
from replaytag.contract import Contract
from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import ClassValue, FunctionValue, Value, definition
from replaytag.facts import model
from replaytag.facts.walk import blocks, walk
from replaytag.frameworks.records import App, Recipe
from replaytag.frameworks.writing.placing import binding_of, dotted, imports_module
from replaytag.source import Place, Span, frozen

_FUNCTION = '''\
def tag_openreplay_session(event):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = event.request.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
'''
_MESSAGE = "Tag every request in a subscriber of `NewRequest`"
_UNBOUND = "the configurator is not bound to a name by a statement of its own"


@frozen
class _Spot:
    """What a configurator is bound to by the statement at ``span``.

    ``inside`` is the first statement of the ``with`` block that it is entered by.
    """

    target: str
    span: Span
    inside: Span | None

    def insert(self, path: str, code: str) -> Action:
        """``code`` straight after the configurator is there."""
        if self.inside is not None:
            return InsertBefore(path, self.inside, code)
        return InsertAfter(path, self.span, code)


def recipe(ev: Evaluator, app: App, contract: Contract, reason: str) -> Recipe:
    """Defines the subscriber in the app's module and adds it first.

    ``reason`` is why it would not work; empty if it does.
    """
    path = app.place.path
    code = _FUNCTION.format(header=contract.header, tag=contract.tag)
    spot = _spot(ev, app.place)
    call = f"{spot.target if spot else 'config'}.add_subscriber(tag_openreplay_session, NewRequest)"
    snippet = f"{code}\n\n{call}\n"
    if reason or spot is None:
        return Recipe(_MESSAGE, snippet, reason=reason or _UNBOUND)
    actions = (
        AddImport(path, "sentry_sdk"),
        AddImport(path, "pyramid.events", "NewRequest"),
        DefineBefore(path, spot.span, code),
        spot.insert(path, f"{call}\n"),
    )
    return Recipe(_MESSAGE, snippet, actions)


def registration(ev: Evaluator, app: App, target: Value) -> Recipe | None:
    """Registers an existing subscriber or tween."""
    found = definition(target)
    if found is None:
        return None
    tween = _is_tween(ev, found)
    if not tween and not _is_subscriber(found):
        return None
    path, own = app.place.path, found.module.path
    spot = _spot(ev, app.place)
    owner = spot.target if spot else "config"
    message = f"Add `{found.name}` as a {'tween' if tween else 'subscriber of `NewRequest`'}"
    if tween:
        code = f'{owner}.add_tween("{ev.index.name_of(own)}.{found.name}")\n'
    else:
        code = f"{owner}.add_subscriber({found.name}, NewRequest)\n"
    if spot is None:
        return Recipe(message, code, reason=_UNBOUND)
    actions: list[Action] = [spot.insert(path, code)]
    if not tween:
        actions.insert(0, AddImport(path, "pyramid.events", "NewRequest"))
        if own != path:
            if imports_module(ev, own, path):
                reason = f"`{own}` imports `{path}`: importing it there would be a cycle"
                return Recipe(message, code, reason=reason)
            actions.insert(0, AddImport(path, ev.index.name_of(own), found.name))
    return Recipe(message, code, tuple(actions))


def _is_subscriber(found: FunctionValue | ClassValue) -> bool:
    """Whether it is a function at module level that takes an event: it uses ``event.request``."""
    if not isinstance(found, FunctionValue) or found.environment or found.owner:
        return False
    parameters = found.node.parameters
    if len(parameters) != 1 or not isinstance(found.node, model.Function):
        return False
    return any(
        isinstance(node, model.Attribute)
        and node.name == "request"
        and isinstance(node.value, model.Name)
        and node.value.id == parameters[0].name
        for node in walk(found.node.body)
    )


def _is_tween(ev: Evaluator, found: FunctionValue | ClassValue) -> bool:
    """Whether it is a factory at module level: it takes ``handler`` and ``registry``."""
    if isinstance(found, ClassValue):
        init = find_method(ev, found, "__init__")
        callable_ = find_method(ev, found, "__call__") is not None
        return callable_ and init is not None and len(init.node.parameters) == 3
    if found.environment or found.owner or not isinstance(found.node, model.Function):
        return False
    inner = any(isinstance(node, model.Function) for node in found.node.body)
    return inner and len(found.node.parameters) == 2


def _spot(ev: Evaluator, place: Place) -> _Spot | None:
    binding = binding_of(ev, place)
    if binding is not None:
        return _Spot(binding.target, binding.statement, None)
    module = ev.module(place.path)
    for statement in _withs(module.body if module else ()):
        for item in statement.items:
            if item.value.span == place.span and item.target is not None:
                target = dotted(item.target)
                if target is not None and len(statement.items) == 1:
                    return _Spot(target, statement.span, statement.body[0].span)
    return None


def _withs(body: tuple[model.Statement, ...]) -> Iterator[model.With]:
    for statement in body:
        if isinstance(statement, model.With):
            yield statement
        for block in blocks(statement):
            yield from _withs(block)
