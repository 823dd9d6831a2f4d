"""Route handlers: functions, methods of controllers, websocket listeners, ASGI applications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replaytag.evaluator.classes import bind_method, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    NONE,
    ClassValue,
    FunctionValue,
    Item,
    Made,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.facts import model
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.litestar.kinds import (
    ASGI_HANDLERS,
    HEADER_PARAMETERS,
    PLAIN_HEADERS,
    WEBSOCKET_HANDLERS,
    both,
)
from replaytag.frameworks.litestar.layers import Registered
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS, SCOPE
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, routes_of
from replaytag.frameworks.records import Handler, Run

_PROVIDE = both("Provide")
_LISTENING = ("on_accept", "on_receive", "on_disconnect")
_RESERVED = {"headers": PLAIN_HEADERS, "scope": SCOPE}
"""Parameters that a handler is passed by their names; others have an annotation that tells."""
_DEPTH = 10


class Handlers:
    """Makes the handlers' records."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._provided = _provided(ev)

    def of(self, known: Registered) -> Handler | None:
        """The handler that a decorated function is."""
        owner = known.function.owner
        value = known.value
        instance = None
        if owner is not None:
            instance = self._ev.generic_instance(owner)
            function = undecorated(value)
            if isinstance(function, FunctionValue):
                value = bind_method(self._ev, function, instance)
        routes = routes_of(known.factory.argument(0, "path")) or ("/",)
        handler = function_handler(known.function, known.value, "litestar", routes, known.made)
        if handler is None:
            return None
        if is_a(known.factory, *ASGI_HANDLERS):
            runs: tuple[Run, ...] = (Run(value, CALL_ARGUMENTS),)
        else:
            runs = tuple(self._runs(value, 0))
        group = owner.name if owner is not None else ""
        return replace(
            handler,
            runs=runs,
            group=group,
            group_place=owner.place if owner is not None else None,
            websocket=is_a(known.factory, *WEBSOCKET_HANDLERS),
        )

    def listener(self, cls: ClassValue) -> Handler:
        """The handler that a ``WebsocketListener`` is."""
        instance = self._ev.generic_instance(cls)
        methods = [m for m in (find_method(self._ev, cls, n) for n in _LISTENING) if m is not None]
        runs = tuple(Run(bind_method(self._ev, method, instance)) for method in methods)
        routes = routes_of(cls.namespace.get("path"))
        return Handler(cls, cls.place, cls.name, "litestar", routes, runs, websocket=True)

    def _runs(self, value: Value, depth: int) -> Iterator[Run]:
        """The calls of a handler's dependencies, then of itself."""
        names = _parameters(value)
        for name in names if depth < _DEPTH else ():
            providers = self._provided.get(name, {})
            if len(providers) == 1:
                yield from self._runs(next(iter(providers)), depth + 1)
        given = ((name, _RESERVED.get(name) or _declared(value, name)) for name in names)
        yield Run(value, keywords=tuple((name, v) for name, v in given if v is not None))


def _parameters(value: Value) -> list[str]:
    function = undecorated(value)
    if not isinstance(function, FunctionValue) or not isinstance(function.node, model.Function):
        return []
    parameters = function.node.parameters
    own = parameters[1:] if function.receiver is not None else parameters
    return [p.name for p in own if p.kind not in ("*", "**")]


def _declared(value: Value, name: str) -> Value | None:
    """The declaration of a parameter that is passed a header."""
    function = undecorated(value)
    assert isinstance(function, FunctionValue)
    annotation = function.defaults.get(f"{name}:")
    markers = list(options(function.defaults.get(name) or NONE))
    if isinstance(annotation, Item) and isinstance(annotation.key, SequenceValue):
        markers += annotation.key.elements
    return next((marker for marker in markers if is_a(marker, *HEADER_PARAMETERS)), None)


def _provided(ev: Evaluator) -> dict[str, dict[Value, None]]:
    """What provides dependencies, by the name that handlers ask for them by."""
    found: dict[str, dict[Value, None]] = {}
    providers = {made for made in iter_made(ev) if is_a(made, *_PROVIDE)}
    if not providers:
        return found
    mappings = [made.keyword("dependencies") for made in iter_made(ev)]
    mappings += [cls.namespace.get("dependencies") for cls in ev.classes()]
    for mapping in mappings:
        for option in options(mapping) if mapping is not None else ():
            for key, value in getattr(option, "entries", ()):
                name = getattr(key, "value", None)
                for made in options(value):
                    if isinstance(name, str) and isinstance(made, Made) and made in providers:
                        target = made.argument(0, "dependency")
                        if target is not None and definition(target) is not None:
                            found.setdefault(name, {})[target] = None
    return found
