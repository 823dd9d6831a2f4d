import os

import sentry_sdk
from blacksheep import Application
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

from choir import songs  # noqa: F401 (registers a controller)
from choir.routing import voices
from choir.timing import timing

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def configure() -> Application:
    app = Application()

    async def tag_openreplay_session(request, handler):
        """Tag this request's Sentry events with its OpenReplay session."""
        token = request.get_first_header(b"X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token.decode("latin-1"))
        return await handler(request)

    app.middlewares.append(tag_openreplay_session)
    app.router.add_get("/voices", voices)

    @app.on_middlewares_configuration
    def add_middleware(app: Application) -> None:
        app.middlewares.append(timing)

    return app


server = SentryAsgiMiddleware(configure())
