"""CherryPy: objects that expose their methods, mounted on a tree.

Sentry has no integration for CherryPy: errors reach it because CherryPy logs them, and nobody opens
a scope for a request. Threads serve one request after the other, so that a tag which is set without
a scope of its own is still there for the next one.

## Handlers

- exposed methods (`@cherrypy.expose`, `exposed = True`) of the objects that lead from the root of
  `cherrypy.quickstart`, `cherrypy.tree.mount` or `cherrypy.Application`, be they attributes of
  classes or of instances;
- `GET`, `POST` and so on of exposed classes (`MethodDispatcher`);
- actions that a `RoutesDispatcher` connects.

## Hook

A tool at `on_start_resource` that enters an isolation scope and has it left at `on_end_request`,
switched on for all apps, for one, or for some objects and methods. Middleware in `wsgi.pipeline`
of an app or round the tree counts inside `SentryWsgiMiddleware` or with a scope of its own; a tool
that takes the last request's tag away first counts, too.

## Recipe

Outside: the tool enters `sentry_sdk.isolation_scope()` and leaves it when the request ends.

## Left to a person

- tools and handlers that set the tag without a scope of their own: they leak, and have to go first;
- tools that a configuration file may switch on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Decorated,
    External,
    FunctionValue,
    Made,
    Member,
    SequenceValue,
    Value,
    options,
)
from replaytag.frameworks.base import Framework
from replaytag.frameworks.cherrypy.mounts import Mount, find_mounts, is_served
from replaytag.frameworks.cherrypy.recipe import recipe, registration
from replaytag.frameworks.cherrypy.tools import Tools
from replaytag.frameworks.cherrypy.trees import Exposed, Page, Tree
from replaytag.frameworks.reading import wsgi
from replaytag.frameworks.reading.lookups import ENVIRON, IGNORES_CASE
from replaytag.frameworks.reading.scopes import hands_on_inside
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import (
    CONTINUE,
    App,
    Hook,
    Reach,
    Recipe,
    Record,
    Run,
    Scope,
    Unresolved,
)
from replaytag.source import Place

_FILE = "a configuration file may switch on tools, and is not read"
_SENTRY = "SentryWsgiMiddleware"


class CherryPy(Framework):
    """CherryPy. Nobody opens a request's scope."""

    name = "cherrypy"
    title = "CherryPy"
    libraries = frozenset({"cherrypy"})
    markers = (b"cherrypy", b"exposed")
    app_classes = ("cherrypy.Application",)
    app_words = (b"quickstart", b"mount", b"tools", b"expose")
    everyday = frozenset({"expose", "mount", "tools"})
    types = {
        "cherrypy.request": "cherrypy.Request",
        "cherrypy.serving.request": "cherrypy.Request",
    }
    headers = {
        ("cherrypy.Request", "headers"): IGNORES_CASE,
        ("cherrypy.Request", "wsgi_environ"): ENVIRON,
    }

    def names(self) -> frozenset[str]:
        return frozenset(
            {"cherrypy", "expose", "quickstart", "MethodDispatcher", "RoutesDispatcher"}
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        mounts = find_mounts(ev)
        tools, exposed = Tools(ev), Exposed(ev)
        around = list(outer_hooks(ev, is_served, wsgi.CALL_ARGUMENTS, everywhere=True))
        for mount in mounts:
            yield App(mount.made, mount.made.place, _name(mount), self.name)
            outer = [
                replace(hook, owner=mount.made, sees_errors=True)
                for hook in (*around, *_pipeline(ev, mount))
                if hook.owner in (mount.made, External("cherrypy.tree"))
            ]
            yield from outer
            scope = _scope(ev, mount, outer)
            yield from _hooks(tools, mount, scope)
            for page in self._pages(ev, exposed, mount, mounts, scope):
                yield _with_tools(tools, mount, page, scope)
            if tools.known and (tools.is_open or mount.is_open()):
                yield Unresolved(mount.made, _FILE, mount.made.place)

    def _pages(
        self, ev: Evaluator, exposed: Exposed, mount: Mount, mounts: list[Mount], scope: Scope
    ) -> Iterator[Page]:
        tree = Tree(ev, exposed, mount.made, scope)
        if mount.root is not None:
            yield from tree.pages(mount.root, mount.path)
        for made in list(ev.made):
            match made:
                case Made(callee=Member(dispatcher, "connect")) if _is_dispatcher(dispatcher):
                    if dispatcher in mount.setting("request.dispatch") or len(mounts) == 1:
                        action, route = made.keyword("action"), made.argument(1, "route")
                        controller = made.argument(2, "controller")
                        name = str(action.value) if isinstance(action, Constant) else "index"
                        path = str(route.value) if isinstance(route, Constant) else ""
                        if controller is not None:
                            yield from tree.action(controller, name, f"{mount.path}{path}")

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipe(ev, app, contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return registration(ev, app, target)


def _name(mount: Mount) -> str:
    for option in options(mount.root) if mount.root is not None else ():
        cls = option.callee if isinstance(option, Made) else option
        if isinstance(cls, ClassValue):
            return cls.name
    return "the app"


def _is_dispatcher(value: Value) -> bool:
    return isinstance(value, Made) and getattr(value.callee, "name", "").endswith(
        ".RoutesDispatcher"
    )


def _pipeline(ev: Evaluator, mount: Mount) -> Iterator[Hook]:
    """The middleware of ``wsgi.pipeline``, the outermost first."""
    scope = Scope.OUTSIDE
    for factory, place in _entries(ev, mount):
        if isinstance(factory, External):
            if factory.name.endswith(_SENTRY):
                scope = Scope.INSIDE
            continue
        for wrapped in options(ev.call(factory, (CONTINUE,), (), mount.made.place)):
            if isinstance(wrapped, (Made, FunctionValue)):
                run = Run(wrapped, wsgi.CALL_ARGUMENTS)
                yield Hook(mount.made, factory, place, (run,), Reach.APP, scope)


def _entries(ev: Evaluator, mount: Mount) -> Iterator[tuple[Value, Place]]:
    listed = [v for v in mount.setting("wsgi.pipeline") if isinstance(v, SequenceValue)]
    pairs = [element for value in listed for element in value.elements]
    for made in ev.made:
        match made:
            case Made(
                callee=Member(Member(Member(owner, "wsgiapp"), "pipeline"), "append"),
                arguments=(pair,),
            ) if owner is mount.made:
                pairs.append(pair)
    for pair in pairs:
        if isinstance(pair, SequenceValue) and len(pair.elements) == 2:
            for option in options(pair.elements[1]):
                if isinstance(option, (ClassValue, FunctionValue, Decorated, External)):
                    yield option, mount.made.place


def _scope(ev: Evaluator, mount: Mount, outer: list[Hook]) -> Scope:
    """Whether something round the app has opened a scope for each request."""
    if any(hands_on_inside(ev, run) for hook in outer for run in hook.runs):
        return Scope.INSIDE
    for factory, _ in _entries(ev, mount):
        if isinstance(factory, External) and factory.name.endswith(_SENTRY):
            return Scope.INSIDE
    sentry = (
        made
        for made in ev.made
        if isinstance(made.callee, External) and made.callee.name.endswith(_SENTRY)
    )
    wrapped = any(_holds(argument, mount) for made in sentry for argument in made.arguments)
    return Scope.INSIDE if wrapped else Scope.OUTSIDE


def _holds(value: Value, mount: Mount) -> bool:
    """Whether ``value`` is the app or the tree, wrapped or not."""
    return any(
        option in (mount.made, External("cherrypy.tree"))
        or (isinstance(option, Made) and any(_holds(a, mount) for a in option.arguments))
        for option in options(value)
    )


def _hooks(tools: Tools, mount: Mount, scope: Scope) -> Iterator[Record]:
    """Tools that are on for the whole app."""
    sections = [*tools.everywhere, *(s for path, s in mount.sections() if path == "/")]
    for section in sections:
        for tool in tools.on_in(section):
            runs = tools.runs(tool, scope)
            yield Hook(
                mount.made, tool.function, tool.place, runs, Reach.APP, scope, sees_errors=True
            )


def _with_tools(tools: Tools, mount: Mount, page: Page, scope: Scope) -> Record:
    """The handler, with the tools that are on just there."""
    on = list(tools.on_for(page))
    for path, section in mount.sections():
        below = f"{mount.path}{path}".rstrip("/")
        if path != "/" and (page.path == below or page.path.startswith(f"{below}/")):
            on += tools.on_in(section)
    runs = [run for tool in on for run in tools.runs(tool, scope)]
    return replace(page.handler, runs=(*page.handler.runs, *runs))
