"""``def`` and ``class``: function and class values, and their decorators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.evaluator.expressions import evaluate
from replaytag.evaluator.parameters import Defaults
from replaytag.evaluator.state import Frame
from replaytag.evaluator.values import (
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Namespace,
    Value,
    definition,
    is_instance,
)
from replaytag.facts import model
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator


def define_function(ev: Evaluator, node: model.Function, frame: Frame) -> Value:
    """The value that a ``def`` binds."""
    if ev.signatures.opaque:
        within = f"{frame.owner.name}." if frame.owner is not None else ""
        dotted = f"{frame.module.name}.{within}{node.name}"
        if dotted in ev.signatures.opaque:
            return External(dotted)
    scope = frame.environment or frame.enclosing
    defaults = Defaults(ev, node.parameters, frame)
    function = FunctionValue(node, frame.module, scope, defaults, frame.owner)
    ev.add_function(function)
    return _decorate(ev, function, node.decorators, frame)


def define_class(ev: Evaluator, node: model.Class, frame: Frame) -> Value:
    """The value that a ``class`` statement binds; its body is evaluated."""
    bases: list[Value] = []
    keywords: dict[str, Value] = {}
    for argument in node.bases:
        value = evaluate(ev, argument.value, frame)
        if argument.name:
            keywords[argument.name] = value
        elif not argument.star:
            bases.append(value)
    cls = ClassValue(node, frame.module, tuple(bases), Namespace(ev.resolve), keywords)
    enclosing = frame.environment or frame.enclosing
    body = Frame(frame.module, {}, None, enclosing, frame.function, owner=cls)
    body.contexts = frame.contexts
    ev.execute_class_body(cls, body)
    return _decorate(ev, cls, node.decorators, frame)


def _decorate(
    ev: Evaluator,
    target: FunctionValue | ClassValue,
    decorators: tuple[model.Expression, ...],
    frame: Frame,
) -> Value:
    """Applies decorators from the innermost outwards.

    What a library's decorator returns stands for the function itself: such decorators wrap or
    register. What one of the project returns is taken as it is.
    """
    if not decorators:
        return target
    applied: list[Value] = []
    value: Value = target
    for node in reversed(decorators):
        decorator = evaluate(ev, node, frame)
        argument = Decorated(target, value, tuple(applied)) if applied else target
        place = Place(frame.module.path, node.span)
        ev.decorating.append(target)
        try:
            result = ev.call(decorator, (argument,), (), place)
        finally:
            ev.decorating.pop()
        applied.append(decorator)
        if result is argument:
            continue
        if definition(result) is not None or is_instance(result):
            value = result
    return Decorated(target, value, tuple(applied))
