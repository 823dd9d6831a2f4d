from pathlib import Path

import sentry_sdk
from connexion import AsyncApp
from connexion.middleware import MiddlewarePosition
from connexion.resolver import RestyResolver
from starlette.responses import PlainTextResponse

from harbour.monitoring import start_monitoring


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        with sentry_sdk.isolation_scope() as request_scope:
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    request_scope.set_tag("openReplaySessionToken", token)
                    break
            await self.app(scope, receive, send)


def create_app():
    start_monitoring()
    web = AsyncApp(__name__, uri_parser_class=None)
    web.add_middleware(OpenReplaySentryMiddleware, MiddlewarePosition.BEFORE_EXCEPTION)
    web.add_api(
        Path(__file__).parent / "openapi" / "harbour.yml",
        resolver=RestyResolver("harbour.api"),
        base_path="/api",
    )
    web.add_url_rule("/tide", "tide", tide)
    return web


async def tide(request):
    return PlainTextResponse("high")
