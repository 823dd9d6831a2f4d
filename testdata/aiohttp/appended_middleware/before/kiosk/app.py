import asyncio
import logging
import os

import sentry_sdk
from aiohttp import web

from kiosk.tagging import link_session

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = web.Application()
app.middlewares.append(link_session)

routes = web.RouteTableDef()


@routes.get("/tickets/{number}")
async def ticket(request: web.Request) -> web.Response:  # handler: covered
    return web.json_response({"number": int(request.match_info["number"])})


@routes.post("/tickets")
async def buy(request: web.Request) -> web.Response:  # handler: covered
    await asyncio.sleep(0.05)
    try:
        body = await request.json()
    except ValueError:
        sentry_sdk.capture_message("a body that is no JSON")
        body = None
    return web.json_response(body)


@routes.route("*", "/print")
async def printed(request):  # handler: covered
    await asyncio.sleep(0.05)
    logging.error("out of paper")
    return web.Response(text="no paper")


app.add_routes(routes)
