"""Pyramid: views of one configurator or of many modules, and Cornice's services.

Sentry's integration patches ``Router.__call__``: tweens, subscribers and views run inside the
request's scope, what is wrapped round the app of ``make_wsgi_app()`` outside it.

## Handlers

- `config.add_view` with a view, an object or a dotted name, and views for pages that are not
  found, for forbidden ones and for exceptions;
- `@view_config` and its kin on functions, methods and classes (`attr=`, `@view_defaults`), also
  behind decorators of the project, in the modules that `config.scan()` reaches;
- services and resources of Cornice.

`config.include` is followed, and so are directives of the project.

## Hook

A subscriber of `NewRequest`, added straight after the configurator is made: it runs for pages that
are not found, too. Tweens by their dotted name, `@subscriber` in a scanned module, view derivers
and `decorator=` of a view count as they reach. A tween with a scope of its own loses errors that
no view handles.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`.

## Left to a person

- configurators that no statement binds to a name;
- apps with a tween that has a scope of its own: what a subscriber tags is lost with that scope;
- wrappers round the app of `make_wsgi_app()` with a plain `set_tag`: they leak;
- what is included by the settings of an ini file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    FunctionValue,
    Made,
    Member,
    Opaque,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.base import Framework
from replaytag.frameworks.pyramid import hooks
from replaytag.frameworks.pyramid.configs import CONFIGURATOR, Configs
from replaytag.frameworks.pyramid.recipe import recipe, registration
from replaytag.frameworks.pyramid.routes import Routes
from replaytag.frameworks.pyramid.views import resource_handlers, view_handlers
from replaytag.frameworks.reading.lookups import ENVIRON, IGNORES_CASE_AND_UNDERSCORES
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import routes_of
from replaytag.frameworks.records import App, Handler, Includes, Recipe, Record, Unresolved
from replaytag.frameworks.writing.placing import app_name

_DECORATORS = (
    "pyramid.view_config",
    "pyramid.notfound_view_config",
    "pyramid.forbidden_view_config",
    "pyramid.exception_view_config",
)
_SUBSCRIBER = "pyramid.subscriber"
_SERVICE = "cornice.Service"
_RESOURCE = "cornice.resource"
_METHODS = frozenset({"add_view", "add_notfound_view", "add_forbidden_view", "add_exception_view"})
_VERBS = frozenset({"get", "post", "put", "delete", "patch", "head", "options"})
_UNSCANNED = Opaque("pyramid.Unscanned")
_NOT_SCANNED = "no scan that can be resolved reaches it, or a decorator above hides it"
_BY_SETTINGS = "settings may include an `includeme` that registers hooks, and no code does"
_EVENTS = ("NewRequest", "BeforeTraversal", "ContextFound", "NewResponse")
_WORDS = (
    b"view_config",
    b"notfound_view_config",
    b"exception_view_config",
    b"cornice",
    b"route_name",
)


class Pyramid(Framework):
    """Pyramid. Decorated views are looked for in the files that a configurator scans."""

    name = "pyramid"
    title = "Pyramid"
    libraries = frozenset({"pyramid", "cornice", "webob", "venusian"})
    markers = (
        b"pyramid",
        b"cornice",
        b"includeme",
        b"view_config",
        b"make_wsgi_app",
        b"add_tween",
        b"route_name",
    )
    app_classes = (CONFIGURATOR,)
    app_words = (b"includeme", b"add_tween", b"add_subscriber", b"make_wsgi_app")
    types = {
        **{f"pyramid.{event}.request": "pyramid.Request" for event in _EVENTS},
        "pyramid.threadlocal.get_current_request": "pyramid.Request",
    }
    headers = {
        **{
            (request, "headers"): IGNORES_CASE_AND_UNDERSCORES
            for request in ("pyramid.Request", "webob.Request", "pyramid.get_current_request")
        },
        ("pyramid.Request", "environ"): ENVIRON,
        ("webob.Request", "environ"): ENVIRON,
        ("pyramid.get_current_request", "environ"): ENVIRON,
    }

    def names(self) -> frozenset[str]:
        return frozenset(
            {
                "Configurator",
                "Service",
                "add_directive",
                "add_exception_view",
                "add_forbidden_view",
                "add_notfound_view",
                "add_route",
                "add_subscriber",
                "add_tween",
                "add_view",
                "add_view_deriver",
                "exception_view_config",
                "forbidden_view_config",
                "make_wsgi_app",
                "notfound_view_config",
                "subscriber",
                "view_config",
            }
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        configs = _configs(ev)
        for config in configs.known:
            yield App(config, config.place, app_name(ev, config), self.name)
        routes = Routes(ev, configs)
        for owner, made, name in configs.calls:
            if name in _METHODS:
                yield from self._declared(ev, configs, owner, made, routes)
            elif isinstance(owner, Made):
                yield from hooks.registered(ev, configs, owner, made)
            elif any(hooks.registered(ev, configs, owner, made)):
                for config in configs.known:
                    yield Unresolved(config, _BY_SETTINGS, made.place)
        yield from self._decorated(ev, configs, routes)
        yield from configs.unresolved
        yield from hooks.wrappers(ev)

    def handlers(self, ev: Evaluator, app: App) -> Iterator[Handler]:
        """Those in scanned files that have not been evaluated, file by file."""
        if not isinstance(app.value, Made):
            return
        configs = _configs(ev)
        routes = Routes(ev, configs)
        for path in configs.scanned(app.value):
            if not any(ev.mentions(path, word.decode()) for word in _WORDS):
                continue
            known = len(ev.made)
            ev.finish(path)
            for made in ev.made[known:]:
                target = definition(made.arguments[0]) if made.arguments else None
                if target is not None and target.module.path == path:
                    yield from self._views(ev, app.value, made, routes)

    def _declared(
        self, ev: Evaluator, configs: Configs, config: Value, made: Made, routes: Routes
    ) -> Iterator[Record]:
        view = made.argument(0, "view")
        for option in options(view) if view is not None else ():
            found = configs.resolved(config, made, option)
            if found is not None:
                yield from view_handlers(
                    ev,
                    config,
                    found,
                    routes.of(made),
                    made,
                    made.keyword("attr"),
                    made.keyword("decorator"),
                )

    # --- decorators ------------------------------------------------------------------------------

    def _decorated(self, ev: Evaluator, configs: Configs, routes: Routes) -> Iterator[Record]:
        scanned: dict[str, list[Value]] = {}
        for root in configs.known:
            for path in configs.scanned(root):
                scanned.setdefault(path, []).append(root)
        found = False
        for made in list(ev.made):
            target = definition(made.arguments[0]) if made.arguments else None
            if target is None:
                continue
            owners = None if _is_hidden(ev, made) else scanned.get(target.module.path)
            for owner in owners or (_UNSCANNED,):
                for handler in self._views(ev, owner, made, routes):
                    yield handler
                    if owner is _UNSCANNED and not found:
                        found = True
                        yield from _unscanned(configs, handler)
                if owner is _UNSCANNED or not is_a(made.callee, _SUBSCRIBER):
                    continue
                if hooks.closing_tweens(ev, configs, owner):
                    yield Unresolved(owner, hooks.CLOSING, made.place)
                else:
                    yield from hooks.subscribers(
                        configs,
                        owner,
                        made,
                        made.arguments[0],
                        hooks.events_of(made.callee),
                        made.callee if isinstance(made.callee, Made) else made,
                        set(),
                    )

    def _views(self, ev: Evaluator, owner: Value, made: Made, routes: Routes) -> Iterator[Handler]:
        """The handlers that ``decorator(...)(view)`` makes, if the decorator is one of these."""
        factory = made.callee
        if not isinstance(factory, Made) or not made.arguments:
            return
        target = made.arguments[0]
        if is_a(factory, *_DECORATORS):
            declared = routes.of(factory) or routes.defaults(target)
            yield from view_handlers(
                ev,
                owner,
                target,
                declared,
                made,
                factory.keyword("attr"),
                factory.keyword("decorator"),
            )
        elif isinstance(factory.callee, Member) and factory.callee.name in _VERBS:
            service = factory.callee.owner
            if is_a(service, _SERVICE):
                for option in options(service):
                    if isinstance(option, Made):
                        path = routes_of(option.argument(1, "path"))
                        yield from view_handlers(ev, owner, target, path, made, None)
        elif getattr(factory.callee, "name", "") == "cornice.resource.resource":
            path = routes_of(factory.argument(0, "path"), factory.keyword("collection_path"))
            yield from resource_handlers(ev, owner, target, path)

    # --- fixing ----------------------------------------------------------------------------------

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        closing = hooks.closing_tweens(ev, _configs(ev), app.value)
        return recipe(ev, app, contract, hooks.CLOSING if closing else "")

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return registration(ev, app, target)


def _is_hidden(ev: Evaluator, made: Made) -> bool:
    """Whether a decorator above has put a wrapper in the place of what ``made`` decorates.

    Scans look at what a module's names are bound to, and only what is decorated itself counts.
    """
    target = definition(made.arguments[0])
    if not isinstance(target, FunctionValue) or target.owner or target.environment:
        return False
    bound = ev.value_of(target.module.path, target.name)
    if bound is None or definition(bound) is not target:
        return False
    return undecorated(bound) is not undecorated(made.arguments[0])


def _unscanned(configs: Configs, handler: Handler) -> Iterator[Record]:
    """What stands for the views that no configurator is seen to scan."""
    yield App(_UNSCANNED, handler.place, "the view", "pyramid", serves=False)
    for config in list(configs.known)[:1]:
        yield Includes(config, _UNSCANNED, hooked=False)
    yield Unresolved(_UNSCANNED, _NOT_SCANNED, handler.place)


def _configs(ev: Evaluator) -> Configs:
    return ev.remembered("pyramid.configs", lambda: Configs(ev))
