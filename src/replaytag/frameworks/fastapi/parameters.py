"""What FastAPI passes to a function: requests, headers, and the results of dependencies."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.calls import Keywords
from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Item,
    Made,
    Operation,
    Parameter,
    SequenceValue,
    Unknown,
    Value,
    choice,
    definition,
    options,
    undecorated,
)
from replaytag.facts import model
from replaytag.frameworks.reading.asgi import REQUEST, WEBSOCKET
from replaytag.frameworks.reading.types import annotated_types, is_a, subclasses
from replaytag.frameworks.reading.views import unwrapped
from replaytag.frameworks.records import Run
from replaytag.source import Place, frozen

HEADER = "fastapi.Header"
_DEPENDS = ("fastapi.Depends", "fastapi.Security")
_REQUESTS = (
    "starlette.Request",
    "starlette.HTTPConnection",
    "fastapi.Request",
    "fastapi.HTTPConnection",
)
_WEBSOCKETS = ("starlette.WebSocket", "fastapi.WebSocket")
_DEPTH = 20
"""Dependencies of dependencies that are followed."""


@frozen
class Solved:
    """What a callable gives to what depends on it, and all calls that this takes."""

    value: Value
    runs: tuple[Run, ...]


class Parameters:
    """Solves the parameters of handlers and dependencies, each dependency once."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._solved: dict[Value, Solved] = {}
        self._depth = 0

    def runs(self, function: Value) -> tuple[Run, ...]:
        """The calls that a request makes: of the dependencies of ``function``, then of itself."""
        self._ev.budget = self._ev.BUDGET
        return self._solve(function).runs

    def dependency_runs(self, dependencies: Value | None) -> Iterator[tuple[Made, tuple[Run, ...]]]:
        """The calls for each ``Depends(f)`` in the list ``dependencies=[...]``."""
        for option in options(dependencies) if dependencies is not None else ():
            if isinstance(option, SequenceValue):
                for element in option.elements:
                    for depends in options(element):
                        if isinstance(depends, Made) and is_a(depends, *_DEPENDS):
                            yield depends, self._depends(depends, None).runs

    def fill(self, instance: Made, cls: ClassValue) -> tuple[Run, ...]:
        """Gives an instance of a class of views its dependencies; the calls that these take."""
        runs: list[Run] = []
        for name, value in cls.namespace.items():
            for marker in options(value):
                if isinstance(marker, Made) and is_a(marker, *_DEPENDS):
                    solved = self._depends(marker, None)
                    instance.attributes[name] = solved.value
                    runs.extend(solved.runs)
                elif isinstance(marker, Made) and is_a(marker, HEADER):
                    instance.attributes[name] = self._read(cls.place, name, marker)
        return tuple(runs)

    def _depends(self, marker: Made, annotation: Value | None) -> Solved:
        """``Depends(f)``; ``Depends()`` stands for the annotated class."""
        target = marker.argument(0, "dependency") or annotation
        if target is None or target == Constant(None):
            return Solved(Unknown("a dependency without a type"), ())
        return self._solve(target)

    def _solve(self, target: Value) -> Solved:
        values: list[Value] = []
        runs: list[Run] = []
        for option in options(target):
            if option not in self._solved:
                self._depth += 1
                known = self._depth <= _DEPTH
                self._solved[option] = self._called(option) if known else _unknown()
                self._depth -= 1
            values.append(self._solved[option].value)
            runs.extend(self._solved[option].runs)
        return Solved(choice(values), tuple(dict.fromkeys(runs)))

    def _called(self, target: Value) -> Solved:
        bare = unwrapped(target)
        callee = undecorated(bare.function)
        if isinstance(callee, ClassValue):
            return self._instance(callee)
        if isinstance(callee, FunctionValue):
            place = callee.place
            keywords, runs = self._keywords(bare.function)
        elif (method := _call_method(self._ev, callee)) is not None:
            place = method.place
            keywords, runs = self._keywords(method)
        else:
            return _unknown()
        keywords = tuple({**dict(keywords), **dict(bare.keywords)}.items())
        value = self._ev.call(bare.function, bare.arguments, keywords, place)
        if isinstance(value, SequenceValue) and value.kind == "generator":
            value = choice(list(value.elements))
        run = Run(bare.function, bare.arguments, keywords=keywords)
        return Solved(value, (*runs, run))

    def _instance(self, cls: ClassValue) -> Solved:
        """A class as a dependency: its constructor's parameters, or a dataclass's fields."""
        init = find_method(self._ev, cls, "__init__")
        if init is not None:
            keywords, runs = self._keywords(init)
            made = self._ev.call(cls, (), keywords, cls.place)
            run = Run(self._ev.bound(init, made), (), keywords=keywords)
            return Solved(made, (*runs, run))
        fields: dict[str, Value] = {}
        for name in _fields(cls):
            for marker in options(cls.namespace.get(name) or Constant(None)):
                if isinstance(marker, Made) and is_a(marker, HEADER):
                    fields[name] = self._read(cls.place, name, marker)
        return Solved(self._ev.call(cls, (), tuple(fields.items()), cls.place), ())

    def _keywords(self, function: Value) -> tuple[Keywords, tuple[Run, ...]]:
        keywords: dict[str, Value] = {}
        runs: list[Run] = []
        for owner, parameter in _parameters(function):
            solved = self._parameter(owner, parameter)
            keywords[parameter.name] = solved.value
            runs.extend(solved.runs)
        return tuple(keywords.items()), tuple(runs)

    def _parameter(self, function: FunctionValue, parameter: model.Parameter) -> Solved:
        name = parameter.name
        annotation = function.defaults.get(f"{name}:")
        default = function.defaults.get(name)
        plain, metadata = _annotated(annotation)
        for marker in (*options(default or Constant(None)), *reversed(metadata)):
            if isinstance(marker, Made) and is_a(marker, *_DEPENDS):
                return self._depends(marker, plain)
            if isinstance(marker, Made) and is_a(marker, HEADER):
                return Solved(self._header(function, name, plain, marker), ())
        types = set(annotated_types(annotation)) if annotation is not None else set()
        if types.intersection(_REQUESTS):
            return Solved(REQUEST, ())
        if types.intersection(_WEBSOCKETS):
            return Solved(WEBSOCKET, ())
        return Solved(Parameter(function.place, name, annotation), ())

    def _header(
        self, function: FunctionValue, name: str, annotation: Value | None, marker: Made
    ) -> Value:
        """A header, or a model whose fields are headers."""
        cls = undecorated(annotation) if annotation is not None else None
        if isinstance(cls, ClassValue) and subclasses(cls, "pydantic.BaseModel"):
            place = function.place
            fields = tuple((field, self._read(place, field, marker)) for field in _fields(cls))
            return self._ev.call(cls, (), fields, place)
        return self._read(function.place, name, marker)

    def _read(self, place: Place, name: str, marker: Made) -> Value:
        read = Parameter(place, name, marker)
        self._ev.items[read] = None
        return read


def _unknown() -> Solved:
    return Solved(Unknown("a dependency that is not of this project"), ())


def _call_method(ev: Evaluator, instance: Value) -> FunctionValue | None:
    if isinstance(instance, Made) and isinstance(instance.callee, ClassValue):
        method = find_method(ev, instance.callee, "__call__")
        return None if method is None else ev.bound(method, instance)
    return None


def _parameters(function: Value) -> Iterator[tuple[FunctionValue, model.Parameter]]:
    """The parameters that FastAPI fills: of the function as written, and of what wraps it."""
    for value in (definition(function), undecorated(function)):
        if not isinstance(value, FunctionValue):
            continue
        for index, parameter in enumerate(value.node.parameters):
            bound = value.receiver is not None or parameter.name in ("self", "cls")
            if parameter.kind in ("*", "**") or (index == 0 and bound):
                continue
            yield value, parameter


def _annotated(annotation: Value | None) -> tuple[Value | None, tuple[Value, ...]]:
    """The type in ``Annotated[type, metadata, ...]`` and its metadata; several levels as one."""
    match annotation:
        case Item(External(name), SequenceValue(_, (first, *rest))) if name.endswith("Annotated"):
            plain, inner = _annotated(first)
            return plain, (*inner, *rest)
        case Operation("|", (first, Constant(None))):
            return _annotated(first)
    return annotation, ()


def _fields(cls: ClassValue) -> Iterator[str]:
    for statement in cls.node.body:
        if isinstance(statement, model.Assign) and statement.annotation is not None:
            for target in statement.targets:
                if isinstance(target, model.Name):
                    yield target.id
