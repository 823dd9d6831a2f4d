"""Routes of ``aiohttp.web``: lists, tables, the router's methods, and what answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Element,
    External,
    FunctionValue,
    Item,
    Made,
    Member,
    Parameter,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.aiohttp.objects import APP, REQUEST, TABLE, owner_of
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import (
    function_handler,
    instance_handler,
    routes_of,
    unwrapped,
    view_handlers,
)
from replaytag.frameworks.records import Handler, Includes, Record, Run
from replaytag.source import Place

NAME = "aiohttp"

_VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "view")
_DEFINITIONS = {f"aiohttp.{name}" for name in (*_VERBS, "route", "RouteDef")}
_METHODS = {f"add_{name}" for name in (*_VERBS, "route", "routes")}
_DECORATORS = frozenset({*_VERBS, "route"})
_AFTER_VERB = ("route", "RouteDef", "add_route")
"""What takes the HTTP method first, before the path."""
_HTTP = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "connect")


def route_records(ev: Evaluator, calls: list[Made]) -> Iterator[Record]:
    """The handlers that ``calls`` register, and the tables that apps take in."""
    reader = _Reader(ev)
    for made in calls:
        if isinstance(made.callee, Member):
            yield from reader.method(made, made.callee)
        elif isinstance(made.callee, Made) and isinstance(made.callee.callee, Member):
            yield from reader.decorator(made, made.callee, made.callee.callee)
    for made in calls:
        if made not in reader.seen and _is_definition(made):
            # One owner for each file: a list that is built in ways that cannot be followed.
            owner = Item(External("aiohttp.web"), Constant(made.place.path))
            yield from reader.defined(owner, made)


def registered_on(made: Made) -> Value | None:
    """The app or table on which a call registers a handler, or what serves as one."""
    callee = made.callee
    if isinstance(callee, Member) and (
        callee.name in _METHODS or callee.name in ("add_static", "register_resource")
    ):
        return owner_of(callee.owner)
    return None


class _Reader:
    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self.seen: set[Made] = set()
        """The definitions of routes that are known to be added somewhere."""
        self._sockets = {
            made.within
            for made in ev.made
            if isinstance(made.callee, External) and made.callee.name.endswith(".WebSocketResponse")
        }

    def method(self, made: Made, callee: Member) -> Iterator[Record]:
        """``app.add_routes([...])``, ``app.router.add_get("/", f)``, ``resource.add_route``."""
        if callee.name not in _METHODS:
            return
        owner = owner_of(callee.owner)
        if not is_a(owner, APP, TABLE) and not _is_handed_over(callee):
            return
        if callee.name == "add_routes":
            yield from self._listed(owner, made.argument(0, "routes"))
        elif isinstance(callee.owner, Made) and not is_a(callee.owner, APP, TABLE):
            # Of a resource: the path has been said where that was made.
            endpoint = made.argument(1, "handler")
            yield from self._handlers(owner, endpoint, _resource_path(callee.owner), made)
        else:
            yield from self.defined(owner, made)

    def decorator(self, made: Made, factory: Made, callee: Member) -> Iterator[Record]:
        """``@routes.get("/")`` and ``@routes.view("/")`` over a function or a view class."""
        if callee.name not in _DECORATORS or not made.arguments or not is_a(callee.owner, TABLE):
            return
        path = factory.argument(int(callee.name == "route"), "path")
        yield from self._handlers(callee.owner, made.arguments[0], path, made)

    def defined(self, owner: Value, made: Made) -> Iterator[Handler]:
        """The handlers of ``web.get("/", f)`` or of ``router.add_get("/", f)``."""
        name = getattr(made.callee, "name", "").rpartition(".")[2]
        first = int(name in _AFTER_VERB)
        path, endpoint = made.argument(first, "path"), made.argument(first + 1, "handler")
        yield from self._handlers(owner, endpoint, path, made)

    def _listed(self, owner: Value, value: Value | None) -> Iterator[Record]:
        """What ``add_routes`` is given: a table, a list of definitions and tables unpacked."""
        for option in options(value) if value is not None else ():
            if is_a(option, TABLE):
                yield Includes(owner, option)
            elif isinstance(option, SequenceValue):
                for element in option.elements:
                    yield from self._listed(owner, element)
            elif isinstance(option, Element):
                yield from self._listed(owner, option.owner)
            elif isinstance(option, Made) and _is_definition(option):
                self.seen.add(option)
                yield from self.defined(owner, option)

    def _handlers(
        self, owner: Value, endpoint: Value | None, path: Value | None, made: Made
    ) -> Iterator[Handler]:
        ev, routes = self._ev, routes_of(path)
        for option in options(endpoint) if endpoint is not None else ():
            bare = unwrapped(option)
            if isinstance(definition(bare.function), ClassValue):
                yield from view_handlers(ev, owner, bare.function, NAME, routes, _HTTP, _entry(ev))
                continue
            handler = function_handler(owner, bare.function, NAME, routes, made)
            if handler is not None:
                run = Run(bare.function, (*bare.arguments, REQUEST), keywords=bare.keywords)
                yield replace(handler, runs=(run,), websocket=self._is_socket(handler.place))
                continue
            handler = instance_handler(ev, owner, option, NAME, routes)
            if handler is not None:
                socket = self._is_socket(handler.place)
                yield replace(handler, runs=(Run(option, (REQUEST,)),), websocket=socket)

    def _is_socket(self, place: Place) -> bool:
        return place in self._sockets


def _is_definition(made: Made) -> bool:
    """Whether this is ``web.get(...)`` or the like, of the server: a client has none."""
    callee = made.callee
    if not isinstance(callee, External):
        return False
    root, _, rest = callee.name.partition(".")
    module, _, name = rest.rpartition(".")
    return root == "aiohttp" and module.startswith("web") and f"aiohttp.{name}" in _DEFINITIONS


def _is_handed_over(callee: Member) -> bool:
    """Whether it is ``app.router.add_get`` of an ``app`` that is a parameter of unknown type."""
    match callee.owner:
        case Member(Parameter(annotation=None), "router"):
            return callee.name.removeprefix("add_") in _VERBS
    return False


def _resource_path(resource: Made) -> Value | None:
    """The path of ``app.router.add_resource("/x")``, wrapped by ``cors.add`` or not."""
    while resource.arguments and isinstance(resource.arguments[0], Made):
        resource = resource.arguments[0]
    return resource.argument(0, "path")


def _entry(ev: Evaluator) -> Callable[[ClassValue, Value], tuple[Run, ...]]:
    """What runs before a method of a view class: ``_iter``, where the project has its own."""

    def entry(cls: ClassValue, instance: Value) -> tuple[Run, ...]:
        if find_method(ev, cls, "_iter") is None:
            return ()
        method = ev.attribute(instance, "_iter")
        return (Run(method),) if isinstance(undecorated(method), FunctionValue) else ()

    return entry
