"""The Lambda handlers that call Powertools' resolvers, and the scope that they bring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import FunctionValue, Value, definition, options
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.frameworks.aws_lambda.functions import candidates
from replaytag.frameworks.aws_lambda.integration import has_integration
from replaytag.frameworks.powertools.names import APPS
from replaytag.frameworks.reading.invoked import is_serverless_function
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import App, Scope
from replaytag.frameworks.writing.placing import dotted
from replaytag.source import Place

Resolving: TypeAlias = list[tuple[Value, Value]]
"""Handlers and the apps that they hand their event to."""


def scope_of(ev: Evaluator, owner: Value, place: Place, resolving: Resolving) -> Scope:
    """Where what is registered on ``owner`` at ``place`` runs.

    Without any scope of Sentry's a scope of one's own is no help: the app logs what nothing
    handles, and that is after all middlewares have returned.
    """
    own = [function for function, app in resolving if app is owner]
    callers = own or [function for function, _ in resolving]
    isolated = bool(callers) and all(is_serverless_function(function) for function in callers)
    return Scope.INSIDE if isolated or has_integration(ev, place.path) else Scope.BARE


def handler_of(ev: Evaluator, app: App) -> tuple[FunctionValue | None, bool]:
    """What calls ``app.resolve``, and whether Sentry's `@serverless_function` is on it."""
    paths = tuple(module.path for module in ev.modules())
    for value, resolver in resolving_functions(ev, paths):
        function = definition(value)
        if resolver is app.value and isinstance(function, FunctionValue):
            return function, is_serverless_function(value)
    return None, False


def resolving_functions(ev: Evaluator, paths: tuple[str, ...]) -> Iterator[tuple[Value, Value]]:
    """The Lambda handlers that call ``app.resolve(event, context)``, and their apps."""
    for value, _ in candidates(ev, paths):
        function = definition(value)
        assert isinstance(function, FunctionValue)
        for node in walk(function.node.body):
            match node:
                case (
                    model.Call(callee=model.Attribute(value=owner, name="resolve"))
                    | model.Call(callee=model.Name() as owner)
                ):
                    found = _value_of(ev, function, owner)
                    for option in options(found) if found is not None else ():
                        if is_a(option, *APPS):
                            yield value, option


def _value_of(ev: Evaluator, function: FunctionValue, node: model.Expression) -> Value | None:
    """What a name, or an attribute of what one means, holds in the function's module."""
    name = dotted(node)
    if name is None:
        return None
    root, *rest = name.split(".")
    value = ev.value_of(function.module.path, root)
    for attribute in rest if value is not None else ():
        assert value is not None
        value = ev.attribute(value, attribute)
    return value
