"""Reads one evaluated project: its layers, what each includes, and the hooks of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replaytag.evaluator.classes import mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import FunctionValue, Made, Member, Value, options
from replaytag.frameworks.litestar.handlers import Handlers
from replaytag.frameworks.litestar.hooks import entries, layer_hooks
from replaytag.frameworks.litestar.kinds import APPS, ASGI_HANDLERS
from replaytag.frameworks.litestar.layers import Layer, Layers
from replaytag.frameworks.litestar.plugins import Plugins
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import App, Handler, Includes, Record
from replaytag.frameworks.writing.placing import app_name

_NAME = "litestar"


class Reader:
    """Yields the records of a project.

    A handler belongs to the layers that list it. One with hooks of its own is a layer, too, as is
    one that nothing lists.
    """

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._plugins = Plugins(ev, Layers(ev).apps)
        self._layers = Layers(ev)  # plug-ins may have made more
        self._handlers: dict[FunctionValue, Handler] = {}
        self._hooks: dict[FunctionValue, list[Record]] = {}
        self._listed: set[Value] = set()
        """Controllers and routers that something includes."""
        self._placed: set[FunctionValue] = set()

    def records(self) -> Iterator[Record]:
        """Everything that there is."""
        handlers = Handlers(self._ev)
        for known in self._layers.handlers.values():
            function = known.function
            handler = handlers.of(known)
            if handler is not None:
                layer = Layer(function, known.factory.place, known.factory)
                self._handlers[function] = handler
                self._hooks[function] = list(layer_hooks(self._ev, layer))
        yield from self._calls()
        yield from self._plugins.hooks()
        for addition in self._plugins.additions():
            yield from self._included(addition.owner, addition.value)
        yield from self._classes(handlers)
        for function, handler in self._handlers.items():
            if function not in self._placed:
                yield App(function, handler.place, handler.name, _NAME, serves=False)
                yield handler
                yield from self._hooks[function]
        yield from outer_hooks(self._ev, lambda value: is_a(value, *APPS), CALL_ARGUMENTS)

    def _calls(self) -> Iterator[Record]:
        """Apps and routers, and what is registered on them."""
        for layer in (*self._layers.apps, *self._layers.routers):
            made = layer.owner
            assert isinstance(made, Made)
            serves = layer in self._layers.apps
            yield App(made, layer.place, app_name(self._ev, made), _NAME, serves)
            yield from layer_hooks(self._ev, layer)
            for entry in entries(layer.setting("route_handlers", 0 if serves else -1)):
                if entry is not None:
                    yield from self._included(made, entry)
        for call in self._layers.registering:
            value = call.argument(0, "value")
            assert isinstance(call.callee, Member)
            if value is not None:
                for option in options(call.callee.owner):
                    yield from self._included(option, value)

    def _classes(self, handlers: Handlers) -> Iterator[Record]:
        """Controllers, and websocket listeners."""
        known = (*self._layers.controllers, *self._layers.listeners)
        bases = {base for cls in known for base in mro(cls)[1:]}
        for cls in known:
            if cls in bases and cls not in self._listed:
                continue
            yield App(cls, cls.place, cls.name, _NAME, serves=False)
            yield from layer_hooks(self._ev, Layer(cls, cls.place, cls))
            if cls in self._layers.listeners:
                yield handlers.listener(cls)
            for function in self._layers.methods(cls):
                yield from self._included(cls, function)

    def _included(self, owner: Value, value: Value) -> Iterator[Record]:
        """What an entry of ``route_handlers`` adds to ``owner``."""
        for child in self._layers.registered(value):
            if not isinstance(child, FunctionValue):
                self._listed.add(child)
                yield Includes(owner, child)
                continue
            mounted = is_a(self._layers.handlers[child].factory, *ASGI_HANDLERS)
            if mounted or self._hooks.get(child):
                yield Includes(owner, child, mounted=mounted)
            elif child in self._handlers:
                self._placed.add(child)
                yield replace(self._handlers[child], owner=owner)
