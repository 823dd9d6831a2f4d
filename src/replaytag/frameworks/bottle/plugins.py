"""Bottle's plugins: wrappers round the handlers of one app, and of nothing that it mounts."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import find
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Decorated,
    External,
    FunctionValue,
    Made,
    Opaque,
    SequenceValue,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.records import CONTINUE, Run
from replaytag.source import Place

_ROUTE = Opaque("bottle.Route")


def listed(value: Value | None) -> Iterator[Value]:
    """The plugins in an argument: one, or a list of them."""
    for option in options(value) if value is not None else ():
        if isinstance(option, SequenceValue):
            for element in option.elements:
                yield from options(element)
        elif option != Constant(None):
            yield option


def runs(ev: Evaluator, plugin: Value, place: Place) -> Iterator[Run] | None:
    """How a plugin is called for a request; None where that cannot be resolved."""
    if isinstance(plugin, Made) and isinstance(plugin.callee, External):
        return iter(())
    if isinstance(plugin, External):
        return iter(())
    applied: Value = plugin
    if isinstance(plugin, Made) and isinstance(plugin.callee, ClassValue):
        if find(plugin.callee, "apply") is not None:
            applied = ev.attribute(plugin, "apply")
            return _wrapped(ev, applied, (CONTINUE, _ROUTE), place)
        return _wrapped(ev, plugin, (CONTINUE,), place)
    if isinstance(plugin, (FunctionValue, Decorated)):
        return _wrapped(ev, plugin, (CONTINUE,), place)
    return None


def _wrapped(
    ev: Evaluator, factory: Value, arguments: tuple[Value, ...], place: Place
) -> Iterator[Run]:
    ev.budget = ev.BUDGET
    for wrapped in options(ev.call(factory, arguments, (), place)):
        if isinstance(undecorated(wrapped), FunctionValue) or (
            isinstance(wrapped, Made) and isinstance(wrapped.callee, ClassValue)
        ):
            yield Run(wrapped)


def skips(ev: Evaluator, skip: Value | None, plugin: Value) -> bool:
    """Whether a route's ``skip=`` names a plugin: all of them, itself, its class or its name."""
    cls = plugin.callee if isinstance(plugin, Made) else None
    name = ev.attribute(plugin, "name") if isinstance(plugin, Made) else None
    known = name.value if isinstance(name, Constant) else None
    return any(
        entry in (plugin, cls)
        or (isinstance(entry, Constant) and (entry.value is True or entry.value == known))
        for entry in listed(skip)
    )
