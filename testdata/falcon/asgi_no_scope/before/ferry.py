"""Ferry departures, served by uvicorn; nothing but the SDK itself is set up."""

import asyncio
import logging
import os

import falcon.asgi
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

DEPARTURES = {"north": [8, 12], "east": []}


class Departures:
    async def on_get(self, req, resp, pier):  # handler: uncovered
        await asyncio.sleep(0.02)
        resp.media = DEPARTURES[pier][0]

    async def on_post(self, req, resp, pier):  # handler: uncovered
        await asyncio.sleep(0.05)
        try:
            DEPARTURES[pier].remove(20)
        except ValueError as error:
            sentry_sdk.capture_exception(error)
        resp.status = falcon.HTTP_202


class Horn:
    async def on_websocket(self, req, ws, pier):  # handler: uncovered
        await ws.accept()
        await ws.send_text(f"{len(DEPARTURES[pier])} today")
        await ws.close()


async def lost(req, resp):  # handler: uncovered
    await asyncio.sleep(0.02)
    logging.warning("lost at %s", req.path)
    if req.path.endswith("/anchor"):
        logging.error("an anchor is lost")
    resp.text = "call the office"


app = falcon.asgi.App()  # expect: RT301
app.add_route("/piers/{pier}", Departures())
app.add_route("/piers/{pier}/horn", Horn())
app.add_sink(lost, "/lost")

if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, port=8000)
