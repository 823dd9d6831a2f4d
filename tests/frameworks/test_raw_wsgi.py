"""WSGI callables: which are applications, which taggers cover them."""

from __future__ import annotations

import textwrap

import pytest

from tests.frameworks.raw_samples import verdicts

HEAD = """
import sentry_sdk
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware
from wsgiref.simple_server import make_server

KEY = "HTTP_X_OPENREPLAY_SESSIONTOKEN"

class Plain:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        if token := environ.get(KEY):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.app(environ, start_response)

class Scoped:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as scope:
            if token := environ.get(KEY):
                scope.set_tag("openReplaySessionToken", token)
            return self.app(environ, start_response)

class Timing:
    def __init__(self, app, limit=1):
        self.app = app

    def __call__(self, environ, start_response):
        return self.app(environ, start_response)

def closing(app):
    def wrapper(environ, start_response):
        with sentry_sdk.isolation_scope():
            if token := environ.get(KEY):
                sentry_sdk.set_tag("openReplaySessionToken", token)
            return app(environ, start_response)
    return wrapper

def shop(environ, start_response):
    start_response("200 OK", [])
    return [b"tea"]
"""

SERVED = {
    "a function by its name": "application = shop",
    "through library middleware": """
        from werkzeug.middleware.proxy_fix import ProxyFix
        app = ProxyFix(shop, x_for=1)
        """,
    "through middleware of the project": "app = Timing(shop, limit=3)",
    "handed to a server": "make_server('', 8000, shop)",
    "handed to a server in a function": """
        import waitress
        def main():
            waitress.serve(app=Timing(shop), port=8080)
        """,
    "handed to an object that serves": """
        from wsgiref.handlers import CGIHandler
        CGIHandler().run(shop)
        """,
    "mounted by a dispatcher": """
        from werkzeug.middleware.dispatcher import DispatcherMiddleware
        app = DispatcherMiddleware(None, {"/shop": shop})
        """,
}

NOT_SERVED = {
    "under another name": "web = shop",
    "as something that happens to be called so": "app = {'shop': shop}",
    "round the app of a framework": """
        from flask import Flask
        app = Timing(Flask(__name__))
        """,
    "round what cannot be seen": """
        from vendor import make
        application = closing(make())
        """,
    "a class of middleware alone": "app = Timing",
}

WRAPPED = {
    "SentryWsgiMiddleware(Plain(shop))": "covered",
    "SentryWsgiMiddleware(Timing(Plain(shop)))": "covered",
    "SentryWsgiMiddleware(Scoped(shop))": "uncovered",
    "SentryWsgiMiddleware(closing(shop))": "uncovered",
    "Plain(SentryWsgiMiddleware(shop))": "uncovered",
    "Scoped(SentryWsgiMiddleware(shop))": "covered",
    "Plain(shop)": "uncovered",
    "Scoped(shop)": "covered",
    "closing(shop)": "covered",
    "Timing(closing(shop))": "covered",
}

SHAPES = {
    "an object": (
        """
        class Shop:
            def __call__(self, environ, start_response):
                return []
        application = Shop()
        """,
        "Shop.__call__: uncovered",
    ),
    "a class that is the response": (
        """
        class Application:
            def __init__(self, environ, start_response):
                self.start = start_response
            def __iter__(self):
                self.start("200 OK", [])
                yield b"tea"
        application = Application
        """,
        "Application: uncovered",
    ),
    "a closure": (
        """
        def make(price):
            def application(environ, start_response):
                return [price]
            return application
        application = make(3)
        """,
        "application: uncovered",
    ),
    "a bound method": (
        """
        class Shop:
            def serve(self, environ, start_response):
                return []
        application = Shop().serve
        """,
        "Shop.serve: uncovered",
    ),
    "a router of applications": (
        """
        class Router:
            def __init__(self, routes):
                self.routes = routes
            def __call__(self, environ, start_response):
                return self.routes[environ["PATH_INFO"]](environ, start_response)
        application = Router({"/": shop})
        """,
        "Router.__call__: uncovered",
    ),
    "a function that takes a request of Werkzeug": (
        """
        from werkzeug.wrappers import Request, Response
        @Request.application
        def application(request):
            return Response("tea")
        """,
        "application: uncovered",
    ),
    "a function that takes a request of WebOb": (
        """
        from webob.dec import wsgify
        @wsgify
        def app(request):
            return "tea"
        """,
        "app: uncovered",
    ),
    "GraphQL of Ariadne": (
        """
        from ariadne.wsgi import GraphQL
        application = GraphQL(schema)
        """,
        "GraphQL: uncovered",
    ),
}

OWN = {
    "a scope round all": (
        """
        with sentry_sdk.isolation_scope() as scope:
            if token := environ.get(KEY):
                scope.set_tag("openReplaySessionToken", token)
            start_response("200 OK", [])
            return [b"tea"]
        """,
        "covered",
    ),
    "a scope that is closed before the work": (
        """
        with sentry_sdk.isolation_scope() as scope:
            if token := environ.get(KEY):
                scope.set_tag("openReplaySessionToken", token)
        start_response("200 OK", [])
        return [b"tea"]
        """,
        "uncovered",
    ),
    "no scope": (
        """
        if token := environ.get(KEY):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        start_response("200 OK", [])
        return [b"tea"]
        """,
        "uncovered",
    ),
}


def _module(tail: str) -> str:
    return HEAD + textwrap.dedent(tail)


@pytest.mark.parametrize("tail", SERVED.values(), ids=SERVED)
def test_what_is_served_is_found(tail: str) -> None:
    assert verdicts(_module(tail)) == ["shop: uncovered"]


@pytest.mark.parametrize("tail", NOT_SERVED.values(), ids=NOT_SERVED)
def test_what_is_not_served_is_not_found(tail: str) -> None:
    assert verdicts(_module(tail)) == []


@pytest.mark.parametrize(("tail", "verdict"), SHAPES.values(), ids=SHAPES)
def test_shapes(tail: str, verdict: str) -> None:
    assert verdicts(_module(tail)) == [verdict]


@pytest.mark.parametrize(("wrapped", "coverage"), WRAPPED.items(), ids=WRAPPED)
def test_order_of_wrappers(wrapped: str, coverage: str) -> None:
    assert verdicts(_module(f"app = {wrapped}")) == [f"shop: {coverage}"]


@pytest.mark.parametrize(("body", "coverage"), OWN.values(), ids=OWN)
@pytest.mark.parametrize("wrapped", [False, True])
def test_an_application_that_tags_by_itself(body: str, coverage: str, wrapped: bool) -> None:
    text = f"def tea(environ, start_response):\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"
    text += "app = SentryWsgiMiddleware(tea)" if wrapped else "app = tea"
    if wrapped:
        # Sentry captures further out, where only a plain tag is still there.
        coverage = "covered" if "isolation_scope" not in body else "uncovered"

    assert verdicts(_module(text)) == [f"tea: {coverage}"]


def test_a_tag_read_through_a_request_of_werkzeug() -> None:
    text = """
import sentry_sdk
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware
from werkzeug.wrappers import Request, Response

@SentryWsgiMiddleware
@Request.application
def application(request):
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return Response("tea")
"""
    assert verdicts(text) == ["application: covered"]


def test_a_wrapper_above_another_decorator() -> None:
    tail = """
        from werkzeug.wrappers import Request, Response
        @Scoped
        @Request.application
        def application(request):
            return Response("tea")
        """
    assert verdicts(_module(tail)) == ["application: covered"]
