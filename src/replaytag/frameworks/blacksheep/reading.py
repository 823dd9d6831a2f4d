"""Reads one evaluated project: apps, routers, controllers, handlers and middleware.

Source: BlackSheep 2.6 and sentry-sdk 2.75, run against real requests. No integration opens a scope
for a request: only ``SentryAsgiMiddleware`` round the app does. Errors that a handler does not
catch are logged by the app, outside of all middleware.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replaytag.evaluator.classes import bind_method, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Store
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Made,
    Member,
    Operation,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.blacksheep.kinds import (
    APPS,
    CONTROLLERS,
    DECORATORS,
    DEFAULT_ROUTER,
    REQUEST,
    ROUTERS,
    WEBSOCKET_METHODS,
)
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS
from replaytag.frameworks.reading.types import is_a, short, subclasses
from replaytag.frameworks.reading.views import function_handler, routes_of
from replaytag.frameworks.reading.wrapping import outer_hooks, scope_of
from replaytag.frameworks.records import (
    CONTINUE,
    App,
    Handler,
    Hook,
    Includes,
    Record,
    Run,
    Scope,
    Unresolved,
)
from replaytag.frameworks.writing.placing import app_name
from replaytag.source import Place

_NAME = "blacksheep"
EVENTS = frozenset({"on_middlewares_configuration", "on_start", "after_start"})
"""Events of an app, at which functions are called with it."""
_ADDERS = frozenset({"add_route", "add", *(f"add_{name}" for name in DECORATORS)})
_UNKNOWN = "some of its middleware cannot be resolved"


class Reader:
    """Yields the records of a project."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        for store in list(ev.stores):
            self._configure(store)
        self._calls = list(iter_made(ev))
        self._apps = [made for made in self._calls if is_a(made, *APPS)]
        self._scopes = {app: scope_of(ev, app) for app in self._apps}
        everywhere = set(self._scopes.values())
        self._scope = Scope.INSIDE if everywhere == {Scope.INSIDE} else Scope.BARE
        """Where a handler runs of which it is not known which app serves it."""
        self._default: Place | None = None

    def _configure(self, store: Store) -> None:
        """``app.on_middlewares_configuration += configure``."""
        if store.key in EVENTS and isinstance(store.value, Operation):
            for part in store.value.operands:
                if isinstance(undecorated(part), FunctionValue):
                    self._ev.call(part, (store.owner,), (), store.place)

    def records(self) -> Iterator[Record]:
        """Everything that there is."""
        for made in self._apps:
            yield App(made, made.place, app_name(self._ev, made), _NAME)
            yield from self._own_call(made)
        for made in self._calls:
            if is_a(made, *ROUTERS):
                yield App(made, made.place, app_name(self._ev, made), _NAME, serves=False)
                yield from self._children(made, made.keyword("sub_routers"))
            if isinstance(made.callee, Member):
                yield from self._method(made, made.callee)
            elif isinstance(made.callee, Made):
                yield from self._decorator(made, made.callee)
        for store in list(self._ev.stores):
            yield from self._stored(store)
        yield from self._controllers()
        yield from self._routers()
        yield from outer_hooks(self._ev, lambda value: is_a(value, *APPS), CALL_ARGUMENTS)

    def _scope_at(self, owner: Value) -> Scope:
        """Where handlers of ``owner`` and its middleware run."""
        scope = self._scopes.get(owner) if isinstance(owner, Made) else None
        if scope is None:
            return self._scope
        return Scope.INSIDE if scope is Scope.INSIDE else Scope.BARE

    # --- apps and routers ------------------------------------------------------------------------

    def _own_call(self, made: Made) -> Iterator[Record]:
        """``__call__`` of a subclass: what a server calls, round all that the app does."""
        cls = undecorated(made.callee)
        method = find_method(self._ev, cls, "__call__") if isinstance(cls, ClassValue) else None
        if method is not None:
            # What it calls on itself is the rest of the app.
            run = Run(bind_method(self._ev, method, CONTINUE), CALL_ARGUMENTS)
            yield Hook(made, cls, method.place, (run,), scope=self._scopes[made])

    def _routers(self) -> Iterator[Record]:
        """What each app serves: its own router, or the default one."""
        if self._default is not None:
            name = "the default router"
            yield App(DEFAULT_ROUTER, self._default, name, _NAME, serves=False)
        for app in self._apps:
            given = _constructor(self._calls, app).keyword("router")
            if given is None:
                yield Includes(app, DEFAULT_ROUTER)
            else:
                yield from self._children(app, given)

    def _children(self, owner: Value, value: Value | None) -> Iterator[Record]:
        for option in options(value) if value is not None else ():
            if isinstance(option, SequenceValue):
                for element in option.elements:
                    yield from self._children(owner, element)
            elif is_a(option, *ROUTERS):
                yield Includes(owner, option)

    def _owner(self, value: Value) -> Value | None:
        """The app or router that ``value`` is, or is the router of."""
        if isinstance(value, Member) and value.name in ("router", "controllers_router"):
            value = value.owner
        if isinstance(value, External) and short(value.name) == short(DEFAULT_ROUTER.name):
            return DEFAULT_ROUTER
        return value if is_a(value, *APPS, *ROUTERS) else None

    # --- handlers --------------------------------------------------------------------------------

    def _method(self, made: Made, callee: Member) -> Iterator[Record]:
        """``router.add_get("/", f)``, ``app.mount("/", other)``, ``app.middlewares.append(f)``."""
        if callee.name in ("append", "insert", "extend") and made.arguments:
            holder = callee.owner
            if isinstance(holder, Member) and holder.name == "middlewares":
                yield from self._added(made, holder.owner, callee.name)
            return
        owner = self._owner(callee.owner)
        if owner is None:
            return
        if callee.name == "mount":
            for option in options(made.argument(1, "app") or Constant(None)):
                if is_a(option, *APPS):
                    yield Includes(owner, option, mounted=True)
        elif callee.name in _ADDERS:
            # (method, pattern, handler), or without the method.
            shift = 1 if callee.name in ("add_route", "add") else 0
            pattern, handler = (
                made.argument(shift, "pattern"),
                made.argument(shift + 1, "handler"),
            )
            if handler is not None:
                websocket = callee.name == "add_ws"
                yield from self._handlers(owner, handler, routes_of(pattern), made, websocket)

    def _decorator(self, made: Made, factory: Made) -> Iterator[Record]:
        """``@get("/")``, ``@app.router.get("/")`` and ``@router.route("/", methods=[...])``."""
        callee = factory.callee
        owner: Value | None = None
        name = ""
        if isinstance(callee, External):
            library, _, name = short(callee.name).partition(".")
            owner = DEFAULT_ROUTER if library == _NAME else None
        elif isinstance(callee, Member):
            name, owner = callee.name, self._owner(callee.owner)
        if owner is None or name not in DECORATORS or not made.arguments:
            return
        routes = routes_of(factory.argument(0, "pattern")) or ("/",)
        target = made.arguments[0]
        function = definition(target)
        if isinstance(function, FunctionValue) and function.owner is not None:
            if subclasses(function.owner, *CONTROLLERS):
                owner = function.owner
        elif owner is DEFAULT_ROUTER:
            self._default = self._default or made.place
        yield from self._handlers(owner, target, routes, made, name in WEBSOCKET_METHODS)

    def _handlers(
        self,
        owner: Value,
        target: Value,
        routes: tuple[str, ...],
        made: Made,
        websocket: bool,
    ) -> Iterator[Handler]:
        for option in options(target):
            handler = function_handler(owner, option, _NAME, routes, made)
            if handler is None:
                continue
            function = definition(option)
            assert isinstance(function, FunctionValue)
            cls, bound = function.owner, undecorated(option)
            value = option
            if cls is not None and isinstance(bound, FunctionValue) and bound.receiver is None:
                value = bind_method(self._ev, bound, self._ev.generic_instance(cls))
            yield replace(
                handler,
                runs=(Run(value),),
                group=cls.name if cls is not None else "",
                group_place=cls.place if cls is not None else None,
                scope=self._scope_at(owner),
                websocket=websocket,
            )

    def _controllers(self) -> Iterator[Record]:
        for cls in self._ev.classes():
            if not subclasses(cls, *CONTROLLERS):
                continue
            self._default = self._default or cls.place
            yield App(cls, cls.place, cls.name, _NAME, serves=False)
            yield Includes(DEFAULT_ROUTER, cls)
            method = find_method(self._ev, cls, "on_request")
            if method is not None:
                bound = bind_method(self._ev, method, self._ev.generic_instance(cls))
                run = Run(bound, (REQUEST,))
                yield Hook(cls, method, method.place, (run,), scope=self._scope)

    # --- middleware ------------------------------------------------------------------------------

    def _added(self, made: Made, app: Value, name: str) -> Iterator[Record]:
        for owner in options(app):
            if not is_a(owner, *APPS):
                continue
            value = made.arguments[1 if name == "insert" and len(made.arguments) > 1 else 0]
            yield from self._entries(owner, value, made.place, listed=name == "extend")

    def _stored(self, store: Store) -> Iterator[Record]:
        """``app.middlewares = [f]``, and what ``+=`` adds."""
        if store.key == "middlewares":
            for owner in options(store.owner):
                if is_a(owner, *APPS):
                    yield from self._entries(owner, store.value, store.place, listed=True)

    def _entries(
        self, owner: Value, value: Value, place: Place, *, listed: bool
    ) -> Iterator[Record]:
        for option in options(value):
            if listed and isinstance(option, SequenceValue):
                for element in option.elements:
                    yield from self._entries(owner, element, place, listed=False)
                if not option.complete:
                    yield Unresolved(owner, _UNKNOWN, place)
            elif isinstance(option, External) or _is_of_library(option):
                continue
            elif (function := self._middleware(option)) is not None:
                run = Run(function, (REQUEST, CONTINUE))
                target = option.callee if isinstance(option, Made) else option
                yield Hook(owner, target, place, (run,), scope=self._scope_at(owner))
            else:
                yield Unresolved(owner, _UNKNOWN, place)

    def _middleware(self, value: Value) -> Value | None:
        """The function, or ``__call__`` of the instance, that is called with the handler."""
        if isinstance(undecorated(value), FunctionValue):
            return value
        if isinstance(value, Made) and isinstance(value.callee, ClassValue):
            method = find_method(self._ev, value.callee, "__call__")
            return None if method is None else bind_method(self._ev, method, value)
        return None


def _constructor(calls: list[Made], app: Made) -> Made:
    """The call that has the options of ``app``: its own, or ``super().__init__(...)``."""
    for made in calls:
        if made.callee == Member(app, "__init__"):
            return made
    return app


def _is_of_library(value: Value) -> bool:
    return isinstance(value, Made) and isinstance(value.callee, External)
