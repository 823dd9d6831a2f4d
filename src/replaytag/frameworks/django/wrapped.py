"""Wrappers that decorators of the project make: which view is inside."""

from __future__ import annotations

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Environment
from replaytag.evaluator.values import (
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Made,
    Value,
    definition,
    options,
)
from replaytag.facts import model
from replaytag.facts.walk import walk


def wrapped_view(ev: Evaluator, value: Value) -> Value | None:
    """The view inside the function ``value``; None where ``value`` is a view of its own.

    ``value`` wraps it if it says so with ``functools.wraps``, or if it closes over a function and
    passes it its own first argument. A ``view`` made by a project's own ``as_view`` is its class.
    """
    target = definition(value)
    if not isinstance(target, FunctionValue) or target.environment is None:
        return None
    if isinstance(value, Decorated):
        for decorator in value.decorators:
            if isinstance(decorator, Made) and decorator.callee == External("functools.wraps"):
                return decorator.arguments[0] if decorator.arguments else None
    return _called_view(ev, target, target.environment) or _class_of_view(ev, target)


def _called_view(ev: Evaluator, target: FunctionValue, scope: Environment) -> Value | None:
    parameters = target.node.parameters
    if not parameters:
        return None
    first = parameters[0].name
    named: dict[str, None] = {}
    nodes = list(walk(target.node.body))
    returned = tuple(node for node in nodes if isinstance(node, model.Return))
    calls = [node for node in (*walk(returned), *nodes) if isinstance(node, model.Call)]
    for call in calls:
        names = [a.value.id for a in call.arguments if isinstance(a.value, model.Name)]
        if first in names:
            if isinstance(call.callee, model.Name):
                names.insert(0, call.callee.id)
            named.update(dict.fromkeys(names))
    # What the nearest function was handed: outer ones got the decorator's own arguments.
    level: Environment | None = scope
    while level is not None:
        for name in named:
            if name in level.names and _is_view(ev.resolve(level.names[name]), scope):
                return ev.resolve(level.names[name])
        level = level.parent
    return None


def _class_of_view(ev: Evaluator, target: FunctionValue) -> Value | None:
    """The class whose ``as_view`` made this function."""
    scope = target.environment
    while scope is not None:
        found = scope.names.get("cls")
        if found is not None:
            cls = ev.resolve(found)
            return cls if isinstance(cls, ClassValue) else None
        scope = scope.parent
    return None


def _is_view(value: Value, scope: Environment) -> bool:
    """Whether ``value`` may be a view that was handed in; not what ``scope`` itself defines."""
    for option in options(value):
        target = definition(option)
        if isinstance(option, Made) and not isinstance(option.callee, ClassValue):
            return True
        if isinstance(target, FunctionValue) and target.environment is not scope:
            return True
    return False
