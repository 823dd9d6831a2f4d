"""The layers of an app: the app, its routers and controllers, and each handler.

Every layer has the same settings: ``middleware``, ``guards``, ``before_request`` and others. Source
of the order in which they apply: Litestar's ``ownership_layers``.
"""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import find, find_method, mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Made,
    Member,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.litestar.kinds import (
    APPS,
    CONFIGURED,
    CONTROLLERS,
    HANDLERS,
    LISTENERS,
    ROUTERS,
)
from replaytag.frameworks.reading.types import is_a, short, subclasses
from replaytag.source import Place, frozen


@frozen
class Layer:
    """A layer that ``owner`` is, and the call or class that has its settings."""

    owner: Value
    place: Place
    source: Made | ClassValue

    def setting(self, name: str, position: int = -1) -> Value | None:
        """The value of a setting; None where the layer does not have it."""
        if isinstance(self.source, ClassValue):
            return find(self.source, name)
        return self.source.argument(position, name)

    @property
    def complete(self) -> bool:
        """Whether all settings are known."""
        return isinstance(self.source, ClassValue) or self.source.complete


@frozen
class Registered:
    """A function that the call ``made`` of a handler's decorator ``factory`` registers."""

    function: FunctionValue
    value: Value
    made: Made
    factory: Made


class Layers:
    """The layers of one evaluated project."""

    def __init__(self, ev: Evaluator) -> None:
        self.apps: list[Layer] = []
        self.routers: list[Layer] = []
        self.handlers: dict[FunctionValue, Registered] = {}
        self.registering: list[Made] = []
        """Calls of ``app.register(...)`` and of ``router.register(...)``."""
        self.controllers = _classes(ev, CONTROLLERS)
        self.listeners = _classes(ev, LISTENERS)
        for made in iter_made(ev):
            self._take(ev, made)
        # A class that nothing is made of is looked at by an instance that is no call's.
        calls = set(ev.made)
        self.apps = [app for app in self.apps if app.owner in calls]

    def _take(self, ev: Evaluator, made: Made) -> None:
        callee = made.callee
        if isinstance(callee, Made):
            if isinstance(callee.callee, External) and short(callee.callee.name) in HANDLERS:
                for value in made.arguments[:1]:
                    function = definition(value)
                    if isinstance(function, FunctionValue):
                        self.handlers[function] = Registered(function, value, made, callee)
            return
        if isinstance(callee, Member):
            if callee.name == "register" and is_a(callee.owner, *APPS, *ROUTERS):
                self.registering.append(made)
            elif callee.name == "__init__" and is_a(callee.owner, *APPS, *ROUTERS):
                self._add(callee.owner, made)
        elif is_a(made, *APPS, *ROUTERS, *CONFIGURED):
            if isinstance(callee, ClassValue) and find_method(ev, callee, "__init__") is not None:
                return  # its own constructor calls the library's
            config = made.argument(0, "config") if is_a(made, *CONFIGURED) else made
            self._add(made, config if isinstance(config, Made) else made)

    def _add(self, owner: Value, source: Made) -> None:
        assert isinstance(owner, Made)
        layers = self.routers if is_a(owner, *ROUTERS) else self.apps
        layers.append(Layer(owner, owner.place, source))

    def registered(self, value: Value) -> Iterator[Value]:
        """The owners of the layers that ``value``, an entry of ``route_handlers``, may be."""
        for option in options(value):
            function = self._function(option)
            cls = undecorated(option)
            if function is not None:
                yield function
            elif isinstance(cls, ClassValue) and cls in (*self.controllers, *self.listeners):
                yield cls
            elif is_a(option, *ROUTERS):
                yield option

    def _function(self, value: Value) -> FunctionValue | None:
        """The handler that a decorated function is, or that the decorator was called to make."""
        while isinstance(value, Decorated):
            target = definition(value)
            if target in self.handlers:
                break
            value = value.value
        if isinstance(value, Made) and isinstance(value.callee, Made) and value.arguments:
            value = value.arguments[0]
        function = definition(value)
        known = isinstance(function, FunctionValue) and function in self.handlers
        return function if isinstance(function, FunctionValue) and known else None

    def methods(self, cls: ClassValue) -> Iterator[FunctionValue]:
        """The handlers of a controller, inherited ones included."""
        names = {
            name: None
            for base in mro(cls)
            if isinstance(base, ClassValue)
            for name, _ in base.namespace.defined()
        }
        for name in names:
            value = find(cls, name)
            function = self._function(value) if value is not None else None
            if function is not None:
                yield function


def _classes(ev: Evaluator, kinds: tuple[str, ...]) -> dict[ClassValue, None]:
    return {cls: None for cls in ev.classes() if subclasses(cls, *kinds)}
