import asyncio
import logging
import os

import sentry_sdk
from sanic import Sanic, response
from sentry_sdk.integrations.sanic import SanicIntegration

sentry_sdk.init(os.environ.get("SENTRY_DSN"), integrations=[SanicIntegration()])

bikes = Sanic("bikes", configure_logging=False)  # expect: RT301
bikes.ctx.colours = {1: "blue"}


@bikes.middleware("response")
async def no_sniff(request, resp):
    resp.headers["X-Content-Type-Options"] = "nosniff"


@bikes.exception(KeyError)
async def sorry(request, error):
    return response.text("sorry", status=500)


@bikes.route("/bikes/<number:int>", methods=["GET"])
def bike(request, number):  # handler: uncovered
    return response.text(request.app.ctx.colours[number])


@bikes.post("/locks")
async def lock(request):  # handler: uncovered
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message("the lock does not answer")
    return response.empty(status=202)


async def pump(request):  # handler: uncovered
    logging.getLogger("bikes").error("no air")
    return response.text("flat")


bikes.add_route(pump, "/tyres", methods=["PUT"])
