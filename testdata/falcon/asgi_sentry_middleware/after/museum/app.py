"""A museum: the app is built by a factory that other modules hand their resources to."""

import falcon.asgi
import sentry_sdk

from museum import rooms


class Language:
    async def process_request(self, req, resp):
        if req.get_header("Accept-Language") == "xx":
            raise LookupError("a language that nobody speaks")


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    async def process_request(self, req, resp):
        token = req.get_header("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)


def create_app():
    app = falcon.asgi.App(middleware=[OpenReplaySentryMiddleware(), Language()])
    rooms.register(app)
    return app
