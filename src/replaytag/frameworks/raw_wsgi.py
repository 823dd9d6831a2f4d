"""WSGI callables: applications that are written without a framework.

Nobody opens a scope for a request unless `SentryWsgiMiddleware` is put round the application. Round
it, or with `sentry_sdk.init()` alone, a plain `set_tag` stays on the thread and leaks into later
requests. Checked with sentry-sdk 2.75 under threads that are used again.

## Handlers

What a server is handed (`make_server`, `waitress.serve`, `run_simple`, ...) and what a module calls
`application` or `app`, if it takes `(environ, start_response)`: a function, an object with
`__call__`, a class with `__iter__`, a function under `@Request.application` of Werkzeug or
`@wsgify` of WebOb, `ariadne.wsgi.GraphQL`. The application as a whole is one handler. What stores
another application and calls it is middleware: no handler, and round the app of a framework a
matter of that framework's.

## Hook

Middleware inside `SentryWsgiMiddleware(...)`, or round the application with a scope of its own. A
scope that the application itself opens counts if it is open round all that it does.

## Recipe

Inside where `SentryWsgiMiddleware` wraps the application: `SentryWsgiMiddleware(Mw(application))`
with a plain `sentry_sdk.set_tag`. Else outside: the middleware opens `isolation_scope()`, and the
name is bound anew after the application is complete, or the call that serves it wraps it. Errors of
a lazy body come after that scope is closed; Sentry's own wrapper keeps them.

## Left to a person

- applications whose attributes other files use: a wrapper does not have them;
- applications that are put together where they are served.
"""

from __future__ import annotations

from collections.abc import Iterable

from replaytag.contract import Contract
from replaytag.evaluator.classes import bind_method, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import ClassValue, FunctionValue, Opaque, Value
from replaytag.frameworks.base import Framework
from replaytag.frameworks.raw import finding, recipes
from replaytag.frameworks.raw.shapes import Protocol
from replaytag.frameworks.reading.lookups import ENVIRON, IGNORES_CASE_AND_UNDERSCORES
from replaytag.frameworks.reading.wsgi import CALL_ARGUMENTS
from replaytag.frameworks.records import App, Recipe, Record, Run
from replaytag.frameworks.writing.standard_middleware import wsgi_class


def _takes(function: FunctionValue) -> bool:
    """``(environ, start_response)`` by position; the second one's name tells."""
    names = [p.name for p in function.node.parameters if p.kind in ("positional", "posonly")]
    if function.owner is not None:
        names = names[1:]
    return len(names) == 2 and ("start" in names[1] or "respond" in names[1])


def _class_runs(ev: Evaluator, cls: ClassValue) -> tuple[Run, ...]:
    """How a class is called whose objects are the response: ``Class(environ, start_response)``."""
    init, iterates = find_method(ev, cls, "__init__"), find_method(ev, cls, "__iter__")
    if init is None or iterates is None or not _takes(init):
        return ()
    made = ev.call(cls, CALL_ARGUMENTS, (), cls.place)
    return (Run(cls, CALL_ARGUMENTS), Run(bind_method(ev, iterates, made)))


PROTOCOL = Protocol(
    "wsgi",
    CALL_ARGUMENTS,
    _takes,
    servers={
        "wsgiref.simple_server.make_server": (2, "app"),
        "wsgiref.simple_server.WSGIServer.set_app": (0, "application"),
        "wsgiref.handlers.CGIHandler.run": (0, "application"),
        "waitress.serve": (0, "app"),
        "waitress.create_server": (0, "application"),
        "werkzeug.serving.run_simple": (2, "application"),
        "werkzeug.run_simple": (2, "application"),
        "gevent.pywsgi.WSGIServer": (1, "application"),
        "gevent.wsgi.WSGIServer": (1, "application"),
        "eventlet.wsgi.server": (1, "site"),
        "cheroot.wsgi.Server": (1, "wsgi_app"),
        "cheroot.wsgi.WSGIServer": (1, "wsgi_app"),
        "bjoern.run": (0, "wsgi_app"),
        "meinheld.run": (0, "app"),
        "meinheld.server.run": (0, "app"),
        "paste.httpserver.serve": (0, "application"),
        "flup.server.fcgi.WSGIServer": (0, "application"),
    },
    requests={
        "werkzeug.Request.application": Opaque("werkzeug.Request"),
        "werkzeug.application": Opaque("werkzeug.Request"),
        "werkzeug.BaseRequest.application": Opaque("werkzeug.Request"),
        "webob.wsgify": Opaque("webob.Request"),
    },
    classes=_class_runs,
    libraries=("ariadne.GraphQL",),
)


class Wsgi(Framework):
    """WSGI callables of the project's own."""

    name = "wsgi"
    title = "WSGI callables"
    libraries = frozenset({"waitress", "webob", "wsgiref"})
    relatives = frozenset({"werkzeug"})
    markers = (
        b"start_response",
        b"make_server",
        b"waitress",
        b"run_simple",
        b".application",
        b"wsgify",
        b"\napplication = ",
    )
    app_words = (b"application", b"make_server", b"serve", b"run_simple", b"wsgify")
    everyday = frozenset({"application", "serve"})
    app_markers = (b"start_response",)
    headers = {
        ("werkzeug.Request", "headers"): IGNORES_CASE_AND_UNDERSCORES,
        ("werkzeug.Request", "environ"): ENVIRON,
        ("webob.Request", "headers"): IGNORES_CASE_AND_UNDERSCORES,
        ("webob.Request", "environ"): ENVIRON,
    }

    def names(self) -> frozenset[str]:
        return frozenset(
            {"start_response", "make_server", "serve", "waitress", "run_simple", "wsgify"}
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        return finding.records(ev, PROTOCOL)

    def own_classes(self, ev: Evaluator) -> frozenset[str]:
        return finding.class_names(ev, PROTOCOL)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(
            ev,
            finding.found_of(ev, PROTOCOL, app),
            contract,
            lambda isolates: wsgi_class(contract, isolates=isolates),
            "WSGI",
        )

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, finding.found_of(ev, PROTOCOL, app), target, PROTOCOL.call)


FRAMEWORK = Wsgi()
