"""Functions that a platform invokes one by one: what runs round them."""

from __future__ import annotations

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Choice,
    Decorated,
    External,
    FunctionValue,
    Made,
    Value,
    definition,
    is_instance,
)
from replaytag.facts import model
from replaytag.frameworks.reading.types import short
from replaytag.frameworks.records import CONTINUE, Run, Scope
from replaytag.source import Place

_SERVERLESS = "sentry_sdk.serverless_function"


def runs_of(
    ev: Evaluator,
    value: Value,
    arguments: tuple[Value, ...],
    scope: Scope,
    adapters: frozenset[str] = frozenset(),
    *,
    keywords: tuple[tuple[str, Value], ...] = (),
    whole: bool = False,
) -> tuple[Run, ...]:
    """How a handler is called: the wrappers that decorators of the project make of it, and itself.

    Each wrapper is looked at by itself: one that does not call the next answers in its place.
    ``scope`` is where the platform calls it; what is under ``@serverless_function`` runs inside.
    ``adapters`` are library decorators of a function that gets the handler and its arguments.
    ``keywords`` and ``whole`` are as for :class:`Run`.
    """
    target = definition(value)
    if not isinstance(value, Decorated) or target is None:
        return (Run(value, arguments, keywords=keywords, scope=scope, whole=whole),)
    inner = Scope.INSIDE if is_serverless_function(value) else scope
    runs = [Run(target, arguments, keywords=keywords, scope=inner, whole=whole)]
    for decorator in value.decorators:
        if _SERVERLESS in _names((decorator,)):
            inner = scope
        elif isinstance(decorator, Decorated) and adapters & _names(decorator.decorators):
            runs.append(
                Run(decorator.target, (CONTINUE, *arguments), keywords=keywords, scope=inner)
            )
        elif not isinstance(decorator, External):
            made = ev.call(decorator, (CONTINUE,), (), target.place)
            for option in made.options if isinstance(made, Choice) else (made,):
                if definition(option) is not None or is_instance(option):
                    runs.append(Run(option, arguments, keywords=keywords, scope=inner))
    return tuple(runs)


def _names(decorators: tuple[Value, ...]) -> set[str]:
    return {short(d.name) for d in map(_factory, decorators) if isinstance(d, External)}


def _factory(decorator: Value) -> Value:
    return decorator.callee if isinstance(decorator, Made) else decorator


def is_serverless_function(value: Value) -> bool:
    """Whether Sentry's ``@serverless_function`` stands on a function."""
    if not isinstance(value, Decorated):
        return False
    return _SERVERLESS in _names(value.decorators)


def parameter_names(function: FunctionValue) -> list[str] | None:
    """The names of a function's parameters; None where it takes any number."""
    parameters = function.node.parameters
    if any(parameter.kind.startswith("*") for parameter in parameters):
        return None
    return [parameter.name for parameter in parameters]


def is_async(function: FunctionValue) -> bool:
    """Whether a function is an ``async def``."""
    return isinstance(function.node, model.Function) and function.node.is_async


def is_top_level(value: Value | None) -> bool:
    """Whether ``value`` is a function that a module defines at its top."""
    target = definition(value) if value is not None else None
    return (
        isinstance(target, FunctionValue)
        and isinstance(target.node, model.Function)
        and target.environment is None
        and target.owner is None
    )


def name_place(function: FunctionValue) -> Place:
    """Where the name of a ``def`` stands."""
    node = function.node
    span = node.name_span if isinstance(node, model.Function) else node.span
    return Place(function.module.path, span)
