"""Readings of weather stations: uvicorn weather.main:app"""

import os

import sentry_sdk

from weather import readings

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

VIEWS = {"mean": readings.mean, "last": readings.last}


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


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    *_, station, what = ("", "", *scope["path"].split("/"))
    view = VIEWS.get(what)
    if view is None:
        await respond(send, 404, "not found")
    else:
        await respond(send, 200, str(await view(station)))


app = OpenReplaySentryMiddleware(app)


async def lifespan(receive, send):
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def respond(send, status, text):
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
