"""FastAPI: routers, path operations, dependencies and route classes.

What it shares with Starlette (middleware, mounts, plain routes) is read there. Dependencies and
route classes run for path operations only, never for what is mounted.

## Handlers

- path operations and websockets of apps and routers, as decorators or by `add_api_route`;
- routers that are included, with their own dependencies, and apps that are mounted.

## Hook

`app.add_middleware(...)`, straight after the statement that makes the app. Dependencies of an app,
a router or a route, `@app.middleware("http")` and a custom `route_class` count as they reach.

## Recipe

Inside: a plain ASGI middleware with a guarded `sentry_sdk.set_tag`.

## Left to a person

- apps that no statement binds to a name;
- middleware in a list that is made elsewhere behind `SentryAsgiMiddleware`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Made,
    Member,
    Parameter,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.base import Framework
from replaytag.frameworks.fastapi.parameters import HEADER, Parameters
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS, REQUEST
from replaytag.frameworks.reading.lookups import EXACT_PARAMETER, IGNORES_CASE, PARAMETER, Lookup
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import (
    function_handler,
    instance_handler,
    routes_of,
    unwrapped,
)
from replaytag.frameworks.reading.wrapping import closure_with_continuation
from replaytag.frameworks.records import (
    CONTINUE,
    App,
    Handler,
    Hook,
    Includes,
    Recipe,
    Record,
    Run,
)
from replaytag.frameworks.starlette import recipes
from replaytag.frameworks.starlette.apps import (
    APPS,
    FASTAPI_APPS,
    FASTAPI_ROUTERS,
    owner_of,
)
from replaytag.frameworks.starlette.calls import HTTP_DECORATORS, asgi_calls
from replaytag.frameworks.starlette.lists import constructed, listed
from replaytag.frameworks.writing.placing import app_name

_OWNERS = (*FASTAPI_APPS, *FASTAPI_ROUTERS)
_NAMES = frozenset(
    {
        "APIRoute",
        "APIRouter",
        "Depends",
        "FastAPI",
        "Header",
        "Security",
        "add_api_route",
        "add_api_websocket_route",
        "api_route",
        "get_route_handler",
        "include_router",
        "route_class",
        "websocket",
    }
)
_API_ROUTES = ("fastapi.APIRoute", "fastapi.APIWebSocketRoute")


class FastAPI(Framework):
    """FastAPI."""

    name = "fastapi"
    title = "FastAPI"
    libraries = frozenset({"fastapi", "fastapi_utils", "fastapi_restful", "cadwyn"})
    markers = (b"fastapi", b"APIRouter", b"include_router", b"add_api_route", b"@router.", b"@app.")
    app_classes = FASTAPI_APPS
    app_words = (b"Middleware", b"add_middleware", b"include_router", b"user_middleware")

    def names(self) -> frozenset[str]:
        return _NAMES | {f"@{name}" for name in HTTP_DECORATORS}

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        return _Reader(ev).records()

    def header_read(self, value: Value) -> tuple[Lookup, Value] | None:
        match value:
            case Parameter(_, name, Made() as marker) if is_a(marker, HEADER):
                alias = _alias(marker)
                if alias is not None:
                    return IGNORES_CASE, alias
                kept = marker.keyword("convert_underscores")
                exact = isinstance(kept, Constant) and kept.value is False
                return EXACT_PARAMETER if exact else PARAMETER, Constant(name, marker.place)
            case Made(callee=External()) if is_a(value, HEADER):
                alias = _alias(value)
                return None if alias is None else (IGNORES_CASE, alias)
        return None

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(ev, app, contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, app, target)


def _alias(marker: Made) -> Value | None:
    alias = marker.keyword("alias")
    return None if alias == Constant(None) else alias


class _Reader:
    """Reads one evaluated project."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._calls = asgi_calls(ev)
        self._parameters = Parameters(ev)
        self._route_classes = _route_classes(ev, self._calls)

    def records(self) -> Iterator[Record]:
        for made in self._calls:
            if is_a(made, *FASTAPI_APPS):
                yield App(made, made.place, app_name(self._ev, made), "fastapi")
            elif is_a(made, *FASTAPI_ROUTERS):
                name = app_name(self._ev, made)
                yield App(made, made.place, name, "fastapi", serves=False)
            owner = constructed(self._ev, made)
            if owner is not None and is_a(owner, *_OWNERS):
                yield from self._dependencies(owner, made)
            elif isinstance(made.callee, Member):
                yield from self._method(made, made.callee)
            elif isinstance(made.callee, Made) and isinstance(made.callee.callee, Member):
                yield from self._decorator(made, made.callee, made.callee.callee)
        for entry in listed(self._ev, self._calls, "routes"):
            if isinstance(entry.value, Made) and is_a(entry.value, *_API_ROUTES):
                endpoint = entry.value.argument(1, "endpoint")
                websocket = is_a(entry.value, "fastapi.APIWebSocketRoute")
                yield from self._handlers(
                    entry.owner, endpoint, entry.value, entry.value, websocket
                )

    def _dependencies(self, owner: Value, made: Made) -> Iterator[Record]:
        """``dependencies=[Depends(f)]`` of an app, a router or an inclusion."""
        for depends, runs in self._parameters.dependency_runs(made.keyword("dependencies")):
            target = depends.argument(0, "dependency")
            if runs and target is not None:
                yield Hook(owner, target, depends.place, runs, mounts=False)

    def _method(self, made: Made, callee: Member) -> Iterator[Record]:
        name = callee.name
        if name not in ("include_router", "add_api_route", "add_api_websocket_route"):
            return
        owner = owner_of(callee.owner)
        if not is_a(owner, *_OWNERS):
            return
        if name == "include_router":
            child = made.argument(0, "router")
            for option in options(child) if child is not None else ():
                router = owner_of(option)
                if is_a(router, *_OWNERS, *APPS):
                    yield Includes(owner, router)
                    yield from self._dependencies(router, made)
        else:
            endpoint = made.argument(1, "endpoint")
            websocket = name == "add_api_websocket_route"
            yield from self._handlers(owner, endpoint, made, made, websocket)

    def _decorator(self, made: Made, factory: Made, callee: Member) -> Iterator[Record]:
        websocket = callee.name == "websocket"
        if (callee.name not in HTTP_DECORATORS and not websocket) or not made.arguments:
            return
        owner = owner_of(callee.owner)
        if is_a(owner, *_OWNERS):
            yield from self._handlers(owner, made.arguments[0], made, factory, websocket)

    # --- handlers --------------------------------------------------------------------------------

    def _handlers(
        self, owner: Value, endpoint: Value | None, made: Made, declared: Made, websocket: bool
    ) -> Iterator[Handler]:
        """``declared`` is the call that has the path and the dependencies."""
        routes = routes_of(declared.argument(0, "path"))
        around = [
            run
            for _, runs in self._parameters.dependency_runs(declared.keyword("dependencies"))
            for run in runs
        ]
        if not websocket:
            around.extend(self._route_class_runs(owner, declared))
        for option in options(endpoint) if endpoint is not None else ():
            value, own = self._bound(option)
            bare = unwrapped(value).function
            handler = function_handler(owner, bare, "fastapi", routes, made)
            if handler is None:
                handler = instance_handler(self._ev, owner, value, "fastapi", routes)
            if handler is not None:
                runs = (*around, *own, *self._parameters.runs(value))
                yield replace(handler, runs=tuple(dict.fromkeys(runs)), websocket=websocket)

    def _bound(self, value: Value) -> tuple[Value, tuple[Run, ...]]:
        """A method that is decorated in the body of its class, as on an instance of the class.

        Also what runs for the class's own dependencies.
        """
        written = definition(value)
        if (
            isinstance(written, FunctionValue)
            and written.owner is not None
            and written.receiver is None
        ):
            instance = self._ev.generic_instance(written.owner)
            name = getattr(written.node, "name", "")
            if name in written.owner.namespace and isinstance(instance, Made):
                runs = self._parameters.fill(instance, written.owner)
                return self._ev.attribute(instance, name), runs
        return value, ()

    def _route_class_runs(self, owner: Value, declared: Made) -> Iterator[Run]:
        """What a project's ``APIRoute`` runs round the handlers that its router makes itself."""
        classes = [cls for o in options(owner) for cls in self._route_classes.get(o, ())]
        override = declared.keyword("route_class_override")
        for option in [*classes, *(options(override) if override is not None else ())]:
            cls = undecorated(option)
            if isinstance(cls, ClassValue):
                yield from _route_runs(self._ev, cls)


def _route_classes(ev: Evaluator, calls: list[Made]) -> dict[Value, list[Value]]:
    """The ``route_class`` of each router and app that has one."""
    found: dict[Value, list[Value]] = {}
    for made in calls:
        value = made.keyword("route_class")
        owner = constructed(ev, made) if value is not None else None
        if owner is not None and value is not None:
            found.setdefault(owner, []).extend(options(value))
    for store in list(ev.stores):
        if store.key == "route_class":
            for owner in options(store.owner):
                found.setdefault(owner_of(owner), []).extend(options(store.value))
    return found


def _route_runs(ev: Evaluator, cls: ClassValue) -> Iterator[Run]:
    instance = ev.generic_instance(cls)
    method = find_method(ev, cls, "get_route_handler")
    if method is not None:
        for option in options(ev.call(ev.bound(method, instance), (), (), cls.place)):
            handler = undecorated(option)
            if isinstance(handler, FunctionValue):
                yield Run(closure_with_continuation(handler, _is_original), (REQUEST,))
    handle = find_method(ev, cls, "handle")
    if handle is not None:
        yield Run(ev.bound(handle, instance), CALL_ARGUMENTS)


def _is_original(value: object) -> bool:
    """Whether it is ``super().get_route_handler()``, called by a project's route class."""
    match value:
        case Made(callee=Member(_, "get_route_handler")):
            return True
    return value == CONTINUE


FRAMEWORK = FastAPI()
