"""Ferry departures, served by uvicorn; nothing but the SDK itself is set up."""

import asyncio
import logging
import os

import falcon.asgi
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

DEPARTURES = {"north": [8, 12], "east": []}


class Departures:
    async def on_get(self, req, resp, pier):
        await asyncio.sleep(0.02)
        resp.media = DEPARTURES[pier][0]

    async def on_post(self, req, resp, pier):
        await asyncio.sleep(0.05)
        try:
            DEPARTURES[pier].remove(20)
        except ValueError as error:
            sentry_sdk.capture_exception(error)
        resp.status = falcon.HTTP_202


class Horn:
    async def on_websocket(self, req, ws, pier):
        await ws.accept()
        await ws.send_text(f"{len(DEPARTURES[pier])} today")
        await ws.close()


async def lost(req, resp):
    await asyncio.sleep(0.02)
    logging.warning("lost at %s", req.path)
    if req.path.endswith("/anchor"):
        logging.error("an anchor is lost")
    resp.text = "call the office"


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


app = falcon.asgi.App()
app.add_route("/piers/{pier}", Departures())
app.add_route("/piers/{pier}/horn", Horn())
app.add_sink(lost, "/lost")
app = OpenReplaySentryMiddleware(app)

if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, port=8000)
