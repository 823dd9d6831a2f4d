"""Django Channels: which consumers are found, and what covers them."""

from __future__ import annotations

import textwrap

import pytest

from tests.frameworks.raw_samples import verdicts
from tests.linked import linked

HEAD = """
import sentry_sdk
from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncJsonWebsocketConsumer, WebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import SessionMiddlewareStack
from django.core.asgi import get_asgi_application
from django.urls import path, re_path
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

def tag(scope):
    token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token.decode())

class Plain:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        tag(scope)
        await self.app(scope, receive, send)

class Scoped:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        with sentry_sdk.isolation_scope():
            tag(scope)
            await self.app(scope, receive, send)

class Feed(AsyncHttpConsumer):
    async def handle(self, body):
        ...

class Tagging(WebsocketConsumer):
    def connect(self):
        tag(self.scope)
        self.accept()
"""
ROUTED = {
    "a route": ('URLRouter([path("feed/", Feed.as_asgi())])', ["Feed: feed/"]),
    "in middleware": (
        'SessionMiddlewareStack(URLRouter([re_path("^feed$", Feed.as_asgi())]))',
        ["Feed: ^feed$"],
    ),
    "of an older version, without `as_asgi`": ('URLRouter([path("feed/", Feed)])', ["Feed: feed/"]),
    "one router in another": (
        'URLRouter([path("a/", URLRouter([path("feed/", Feed.as_asgi())]))])',
        ["Feed: feed/"],
    ),
    "without a router": ("Feed.as_asgi()", ["Feed: "]),
}
WRAPPED = {
    "ProtocolTypeRouter({{'http': {http}}})": "uncovered",
    "SentryAsgiMiddleware(Plain(ProtocolTypeRouter({{'http': {http}}})))": "covered",
    "SentryAsgiMiddleware(Scoped(ProtocolTypeRouter({{'http': {http}}})))": "uncovered",
    "SentryAsgiMiddleware(ProtocolTypeRouter({{'http': Plain({http})}}))": "covered",
    "Plain(SentryAsgiMiddleware(ProtocolTypeRouter({{'http': {http}}})))": "uncovered",
    "Plain(ProtocolTypeRouter({{'http': {http}}}))": "uncovered",
    "Scoped(ProtocolTypeRouter({{'http': {http}}}))": "covered",
    "ProtocolTypeRouter({{'http': Scoped(SessionMiddlewareStack({http}))}})": "covered",
    "ProtocolTypeRouter({{'http': {http}, 'websocket': Scoped(URLRouter([]))}})": "uncovered",
}


@pytest.mark.parametrize(("http", "found"), ROUTED.values(), ids=ROUTED)
def test_consumers_are_found(http: str, found: list[str]) -> None:
    text = f"{HEAD}\napplication = ProtocolTypeRouter({{'http': {http}}})\n"

    assert [f"{h.name}: {' '.join(h.routes)}" for h in linked(text).handlers()] == found


@pytest.mark.parametrize(("wrapped", "coverage"), WRAPPED.items(), ids=WRAPPED)
def test_order_of_wrappers(wrapped: str, coverage: str) -> None:
    http = "URLRouter([path('feed/', Feed.as_asgi()), re_path('', get_asgi_application())])"
    text = f"{HEAD}\napplication = {wrapped.format(http=http)}\n"

    assert verdicts(text) == [f"Feed: {coverage}"]


@pytest.mark.parametrize(
    ("application", "coverage"),
    [("{0}", "uncovered"), ("SentryAsgiMiddleware({0})", "covered")],
)
def test_a_consumer_that_tags_when_it_connects(application: str, coverage: str) -> None:
    router = "ProtocolTypeRouter({'websocket': URLRouter([path('x', Tagging.as_asgi())])})"
    text = f"{HEAD}\napplication = {application.format(router)}\n"

    assert verdicts(text) == [f"Tagging: {coverage}"]


def test_a_function_that_leaves_requests_to_django_is_no_application() -> None:
    text = textwrap.dedent("""
        import sentry_sdk
        from django.core.asgi import get_asgi_application

        sentry_sdk.init()
        django = get_asgi_application()

        async def chat(scope, receive, send):
            await send({"type": "websocket.accept"})

        async def application(scope, receive, send):
            if scope["type"] == "http":
                await django(scope, receive, send)
            else:
                await chat(scope, receive, send)
    """)

    assert verdicts(text) == []


def test_a_response_that_is_called_is_no_application() -> None:
    text = textwrap.dedent("""
        from starlette.responses import PlainTextResponse

        async def app(scope, receive, send):
            await PlainTextResponse("tea")(scope, receive, send)
    """)

    assert verdicts(text) == ["app: uncovered"]
