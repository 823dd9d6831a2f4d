import asyncio
import logging
import os

import sentry_sdk
from sanic import Sanic, response
from sentry_sdk.integrations.sanic import SanicIntegration

sentry_sdk.init(os.environ.get("SENTRY_DSN"), integrations=[SanicIntegration()])

bikes = Sanic("bikes", configure_logging=False)


@bikes.on_request
async def tag_openreplay_session(request):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


bikes.ctx.colours = {1: "blue"}


@bikes.middleware("response")
async def no_sniff(request, resp):
    resp.headers["X-Content-Type-Options"] = "nosniff"


@bikes.exception(KeyError)
async def sorry(request, error):
    return response.text("sorry", status=500)


@bikes.route("/bikes/<number:int>", methods=["GET"])
def bike(request, number):
    return response.text(request.app.ctx.colours[number])


@bikes.post("/locks")
async def lock(request):
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message("the lock does not answer")
    return response.empty(status=202)


async def pump(request):
    logging.getLogger("bikes").error("no air")
    return response.text("flat")


bikes.add_route(pump, "/tyres", methods=["PUT"])
