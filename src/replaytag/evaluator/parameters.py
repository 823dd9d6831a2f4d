"""Parameters: what a call binds them to, their default values and annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.evaluator.state import Frame
from replaytag.evaluator.values import (
    Constant,
    FunctionValue,
    MappingValue,
    Parameter,
    SequenceValue,
    Unknown,
    Value,
    choice,
)
from replaytag.facts import model

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator
    from replaytag.evaluator.state import Binding


class Defaults:
    """Default values by parameter name, annotations by name and colon; evaluated when asked for."""

    __slots__ = ("_ev", "_nodes", "_scope", "_values")

    def __init__(
        self, ev: Evaluator, parameters: tuple[model.Parameter, ...], frame: Frame
    ) -> None:
        self._ev = ev
        self._scope = (
            frame.module,
            frame.names,
            frame.environment,
            frame.enclosing,
            frame.function,
        )
        self._nodes: dict[str, model.Expression] = {}
        for parameter in parameters:
            if parameter.default is not None:
                self._nodes[parameter.name] = parameter.default
            if parameter.annotation is not None:
                self._nodes[f"{parameter.name}:"] = parameter.annotation
        self._values: dict[str, Value] = {}

    def get(self, name: str) -> Value | None:
        """The default of the parameter ``name``, or with a colon its annotation; None: none."""
        if name not in self._values:
            node = self._nodes.get(name)
            if node is None:
                return None
            self._values[name] = Unknown("a default that refers to itself")
            frame = Frame(*self._scope)
            with self._ev.entered(frame):
                if name.endswith(":"):
                    self._values[name] = evaluate_annotation(self._ev, node, frame)
                else:
                    self._values[name] = self._ev.evaluate(node, frame)
        return self._values[name]


def evaluate_annotation(ev: Evaluator, node: model.Expression, frame: Frame) -> Value:
    """An annotation; one written as a string is read as the dotted name it holds."""
    if isinstance(node, model.Literal) and isinstance(node.value, str):
        names = node.value.strip().split(".")
        if all(name.isidentifier() for name in names):
            value = ev.lookup(names[0], frame)
            for name in names[1:]:
                value = ev.attribute(value, name)
            return value
        return Unknown("an annotation in a string")
    return ev.evaluate(node, frame)


def bind_parameters(
    function: FunctionValue,
    arguments: tuple[Value, ...],
    keywords: tuple[tuple[str, Value], ...],
    complete: bool,
) -> dict[str, Binding]:
    """The parameters of ``function`` by name, as a call with these arguments binds them.

    Where a call is not ``complete``, a parameter that is not passed may be its default or anything.
    """
    names: dict[str, Binding] = {}
    left = list(arguments)
    named = dict(keywords)
    for parameter in function.node.parameters:
        if parameter.kind == "*":
            names[parameter.name] = SequenceValue("tuple", tuple(left), complete)
            left = []
        elif parameter.kind == "**":
            entries = tuple((Constant(key), value) for key, value in named.items())
            names[parameter.name] = MappingValue(entries, complete)
        elif parameter.kind in ("positional", "posonly") and left:
            names[parameter.name] = left.pop(0)
        elif parameter.name in named:
            names[parameter.name] = named.pop(parameter.name)
        else:
            names[parameter.name] = _missing(function, parameter.name, complete)
    return names


def _missing(function: FunctionValue, name: str, complete: bool) -> Value:
    unset = Parameter(function.place, name, function.defaults.get(f"{name}:"))
    default = function.defaults.get(name)
    if default is None:
        return unset
    return default if complete else choice([default, unset])
