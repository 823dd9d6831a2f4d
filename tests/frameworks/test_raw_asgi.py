"""ASGI callables: which are applications, which taggers cover them."""

from __future__ import annotations

import textwrap

import pytest

from tests.frameworks.raw_samples import verdicts

HEAD = """
import sentry_sdk
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

def tag(scope):
    token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token.decode())

class Plain:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            tag(scope)
        await self.app(scope, receive, send)

class Scoped:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        with sentry_sdk.isolation_scope():
            if scope["type"] == "http":
                tag(scope)
            await self.app(scope, receive, send)

class Timing:
    def __init__(self, app, limit=1):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)

async def shop(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"tea"})
"""

SERVED = {
    "by its name": "app = shop",
    "through middleware of the project": "application = Timing(shop)",
    "through library middleware": """
        from starlette.middleware.cors import CORSMiddleware
        app = CORSMiddleware(shop, allow_origins=["*"])
        """,
    "through a function of a library": """
        from asgi_csrf import asgi_csrf
        app = asgi_csrf(shop, signing_secret="secret")
        """,
    "handed to a server": """
        import uvicorn
        if __name__ == "__main__":
            uvicorn.run(Timing(app=shop), port=8000)
        """,
    "in a server's configuration": """
        import uvicorn
        async def main():
            await uvicorn.Server(uvicorn.Config(app=shop)).serve()
        """,
    "handed to hypercorn": """
        from hypercorn.asyncio import serve
        async def main(config):
            await serve(shop, config)
        """,
}

NOT_SERVED = {
    "under another name": "web = shop",
    "round the app of a framework": """
        from starlette.applications import Starlette
        app = Timing(Starlette())
        """,
    "a coroutine function with other parameters": """
        async def app(order, sender, parcel):
            ...
        """,
    "a plain function": """
        def app(scope, receive, send):
            ...
        """,
}

SHAPES = {
    "an object": (
        """
        class Shop:
            async def __call__(self, scope, receive, send):
                ...
        app = Shop()
        """,
        "Shop.__call__: uncovered",
    ),
    "annotated": (
        """
        from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope
        async def app(
            scope: Scope,
            receive: ASGIReceiveCallable,
            send: ASGISendCallable,
        ) -> None:
            ...
        """,
        "app: uncovered",
    ),
    "a function of ASGI 2": (
        """
        def app(scope):
            async def respond(receive, send):
                ...
            return respond
        """,
        "app: uncovered",
    ),
    "a class of ASGI 2": (
        """
        class Shop:
            def __init__(self, scope):
                self.scope = scope
            async def __call__(self, receive, send):
                tag(self.scope)
        app = SentryAsgiMiddleware(Shop)
        """,
        "Shop: covered",
    ),
    "GraphQL of Ariadne": (
        """
        from ariadne.asgi import GraphQL
        app = GraphQL(schema)
        """,
        "GraphQL: uncovered",
    ),
    "GraphQL of Strawberry, wrapped": (
        """
        import strawberry.asgi
        app = Scoped(strawberry.asgi.GraphQL(schema))
        """,
        "GraphQL: covered",
    ),
}

WRAPPED = {
    "SentryAsgiMiddleware(Plain(shop))": "covered",
    "SentryAsgiMiddleware(Timing(Plain(shop)))": "covered",
    "SentryAsgiMiddleware(Scoped(shop))": "uncovered",
    "Plain(SentryAsgiMiddleware(shop))": "uncovered",
    "Scoped(SentryAsgiMiddleware(shop))": "covered",
    "Plain(shop)": "uncovered",
    "Scoped(shop)": "covered",
    "Timing(Scoped(shop))": "covered",
}


@pytest.mark.parametrize("tail", SERVED.values(), ids=SERVED)
def test_what_is_served_is_found(tail: str) -> None:
    assert verdicts(HEAD + textwrap.dedent(tail)) == ["shop: uncovered"]


@pytest.mark.parametrize("tail", NOT_SERVED.values(), ids=NOT_SERVED)
def test_what_is_not_served_is_not_found(tail: str) -> None:
    assert verdicts(HEAD + textwrap.dedent(tail)) == []


@pytest.mark.parametrize(("tail", "verdict"), SHAPES.values(), ids=SHAPES)
def test_shapes(tail: str, verdict: str) -> None:
    assert verdicts(HEAD + textwrap.dedent(tail)) == [verdict]


@pytest.mark.parametrize(("wrapped", "coverage"), WRAPPED.items(), ids=WRAPPED)
def test_order_of_wrappers(wrapped: str, coverage: str) -> None:
    assert verdicts(f"{HEAD}\napp = {wrapped}") == [f"shop: {coverage}"]
