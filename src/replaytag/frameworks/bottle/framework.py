"""Bottle: the default app and objects, mounted and merged apps, hooks and plugins.

Sentry's integration patches ``Bottle.__call__``: hooks, plugins and handlers run inside the
request's scope, a wrapper round the app object outside it. An error is captured round the handler
and its plugins: what a hook raises is not reported at all.

## Handlers

- `@route`, `@get`, `@post`, ... of the module, which are for the default app, and of apps;
- `app.route(rule, "GET", callback)`, `callback=`, `app.add_route(Route(...))`;
- what an app mounts or merges is served by the parent.

## Hook

`before_request` of the app that is served: it runs for all that is mounted or merged, and for pages
that are not found. Hooks of a merged app never run. Those of a mounted one run where the prefix
does not end with a slash; where it does, only before Bottle 0.13.

A plugin that is installed counts for the handlers of that app alone, `apply=` for its route.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`, after the statement that makes the app; for the default app
before it is first used in the module that runs it.

## Left to a person

- apps that no statement binds to a name;
- a default app that several modules register on and none of them runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Constant,
    Decorated,
    External,
    FunctionValue,
    Made,
    Member,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.bottle import plugins as bottle_plugins
from replaytag.frameworks.bottle import recipes
from replaytag.frameworks.bottle.apps import (
    APPS,
    DEFAULT,
    ROUTERS,
    Registration,
    default_apps,
    is_app,
    is_default,
    registrations,
)
from replaytag.frameworks.reading import wsgi
from replaytag.frameworks.reading.lookups import ENVIRON, IGNORES_CASE_AND_UNDERSCORES
from replaytag.frameworks.reading.tracing import uses_sentry
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, routes_of
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import (
    App,
    Earlier,
    Hook,
    Includes,
    Recipe,
    Record,
    Run,
    Unresolved,
    When,
)
from replaytag.frameworks.writing.placing import app_name

_REQUESTS = ("bottle.Request", "bottle.LocalRequest", "bottle.BaseRequest")
_HOOKS = {"before_request": When.BEFORE, "after_request": When.LATE}
_IN_TIME = Earlier("after_request", "before_request")
_ROUTE = "bottle.Route"
_BY_VERSION = "hooks of an app that is mounted at `/.../` run only before Bottle 0.13"


class Bottle(Framework):
    """Bottle's apps."""

    name = "bottle"
    title = "Bottle"
    libraries = frozenset({"bottle"})
    markers = (b"bottle", b".route(", b".hook(", b"add_hook", b"before_request", b".mount(")
    app_classes = APPS
    app_words = (b"bottle", b"default_app")
    types = {
        "bottle.request": "bottle.LocalRequest",
        **{f"{name}.headers": "bottle.WSGIHeaderDict" for name in _REQUESTS},
        **{f"{name}.environ": "wsgi.Environ" for name in _REQUESTS},
    }
    headers = {
        **{(name, "headers"): IGNORES_CASE_AND_UNDERSCORES for name in _REQUESTS},
        **{(name, "environ"): ENVIRON for name in _REQUESTS},
        **{(name, ""): ENVIRON for name in _REQUESTS},
        ("bottle.WSGIHeaderDict", ""): IGNORES_CASE_AND_UNDERSCORES,
    }
    readers = {(name, "get_header"): IGNORES_CASE_AND_UNDERSCORES for name in _REQUESTS}

    def names(self) -> frozenset[str]:
        return frozenset(
            {
                *("Bottle", "add_hook", "before_request", "bottle", "callback", "default_app"),
                *("hook", "install", "merge", "mount", "route"),
                *(f"@{name}" for name in ROUTERS),
            }
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        found = list(registrations(ev))
        for made in iter_made(ev):
            if is_a(made, *APPS) and not is_default(made):
                yield App(made, made.place, app_name(ev, made), self.name)
        yield from default_apps(ev, found)
        dropped: dict[Value, str] = {}
        for one in found:
            for record in _included(one):
                yield record
                if not record.mounted:
                    dropped[record.child] = _BY_VERSION if one.method == "mount" else ""
        plugins = _installed(found)
        for one in found:
            yield from _registered(ev, one, plugins, dropped)
        for made in iter_made(ev):
            if is_a(made, _ROUTE):
                yield from _route(ev, made, plugins)
        yield from outer_hooks(ev, is_app, wsgi.CALL_ARGUMENTS)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(ev, app, contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, app, target)


_Plugins = dict[Value, list[tuple[Value, Made]]]
"""The plugins that are installed on each app, and the calls that do so."""


def _owner(value: Value) -> Value:
    """An app; the default app by one of its names."""
    return DEFAULT if is_default(value) else value


def _included(one: Registration) -> Iterator[Includes]:
    """``app.mount("/x", child)`` and ``app.merge(child)``."""
    if one.target is not None or one.method not in ("mount", "merge"):
        return
    arguments = (*one.call.arguments, *(value for _, value in one.call.keywords))
    for argument in arguments:
        for option in options(argument):
            match option:
                case Member(owner, "routes"):
                    child = owner
                case _:
                    child = option
            if is_app(child):
                kept = one.method == "mount" and _is_by_wsgi(one.call)
                yield Includes(one.owner, child, mounted=kept)


def _is_by_wsgi(call: Made) -> bool:
    """Whether a mounted app stays an app of its own in every version: its hooks run."""
    prefix = call.argument(0, "prefix")
    if len(call.arguments) > 2 or len(call.keywords) > 0:
        return not {name for name, _ in call.keywords} <= {"prefix", "app"}
    ends = [o.value for o in options(prefix or Constant(None)) if isinstance(o, Constant)]
    return bool(ends) and not any(isinstance(end, str) and end.endswith("/") for end in ends)


def _installed(found: list[Registration]) -> _Plugins:
    plugins: _Plugins = {}
    for one in found:
        plugin = one.call.argument(0, "plugin") if one.method == "install" else None
        if plugin is not None and one.target is None:
            for option in options(plugin):
                plugins.setdefault(_owner(one.owner), []).append((option, one.call))
    return plugins


def _registered(
    ev: Evaluator, one: Registration, plugins: _Plugins, dropped: dict[Value, str]
) -> Iterator[Record]:
    call, target = one.call, one.target
    if one.method == "install" and target is None:
        plugin = call.argument(0, "plugin")
        for option in options(plugin) if plugin is not None else ():
            if bottle_plugins.runs(ev, option, call.place) is None:
                reason = "a plugin that is installed here cannot be resolved"
                yield Unresolved(one.owner, reason, call.place)
    elif one.method == "hook" and target is not None:
        yield from _hook(ev, one, call.argument(0, "name"), target, dropped)
    elif one.method == "add_hook" and target is None:
        hook = call.argument(1, "func")
        if hook is not None:
            yield from _hook(ev, one, call.argument(0, "name"), hook, dropped)
    elif one.method in ROUTERS:
        callback = target
        path = call.argument(0, "path")
        if target is None:
            callback = call.keyword("callback")
            if callback is None and one.method == "route" and len(call.arguments) > 2:
                callback = call.arguments[2]
            if callback is None and path is not None and _is_function(path):
                callback, path = path, None
        if callback is not None:
            yield from _handlers(ev, one.owner, callback, routes_of(path), call, one.made, plugins)


def _is_function(value: Value) -> bool:
    return isinstance(undecorated(value), FunctionValue)


def _hook(
    ev: Evaluator, one: Registration, name: Value | None, target: Value, dropped: dict[Value, str]
) -> Iterator[Record]:
    """``dropped`` are apps whose routes another one has taken over, and what is known of hooks."""
    place = one.made.place
    for option in options(name) if name is not None else ():
        when = _HOOKS.get(str(getattr(option, "value", "")))
        for function in options(target) if when is not None else ():
            if isinstance(function, External) or when is None:
                continue
            run = Run(function, (), when)
            if not isinstance(function, (FunctionValue, Decorated, Made)):
                reason = "a hook that is registered here cannot be resolved"
                yield Unresolved(one.owner, reason, place)
            elif one.owner not in dropped:
                yield Hook(one.owner, function, place, (run,), earlier=_IN_TIME)
            elif dropped[one.owner] and when is When.BEFORE and uses_sentry(ev, run):
                yield Unresolved(one.owner, dropped[one.owner], place)


def _route(ev: Evaluator, made: Made, plugins: _Plugins) -> Iterator[Record]:
    """``Route(app, rule, method, callback)``, which ``add_route`` takes."""
    owner, callback = made.argument(0, "app"), made.argument(3, "callback")
    for option in options(owner) if owner is not None else ():
        if is_app(option) and callback is not None:
            routes = routes_of(made.argument(1, "rule"))
            yield from _handlers(ev, option, callback, routes, made, made, plugins)


def _handlers(
    ev: Evaluator,
    owner: Value,
    callback: Value,
    routes: tuple[str, ...],
    call: Made,
    made: Made,
    plugins: _Plugins,
) -> Iterator[Record]:
    around: list[Run] = []
    skip = call.keyword("skip")
    installed = plugins.get(_owner(owner), [])
    own = [(plugin, call) for plugin in bottle_plugins.listed(call.keyword("apply"))]
    for plugin, place in (*installed, *own):
        if not bottle_plugins.skips(ev, skip, plugin):
            around += bottle_plugins.runs(ev, plugin, place.place) or ()
    for option in options(callback):
        handler = function_handler(owner, option, "bottle", routes, made)
        if handler is not None:
            yield replace(handler, runs=(*around, *handler.runs))


FRAMEWORK = Bottle()
