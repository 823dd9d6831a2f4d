import asyncio
import logging
import os

import sentry_sdk
from sanic import Blueprint, Sanic, empty, text

from depot.tags import tag_parcels, tag_vans

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

parcels = Blueprint("parcels", url_prefix="/parcels")
parcels.on_request(tag_parcels)
vans = Blueprint("vans", url_prefix="/vans")
vans.middleware(tag_vans, "request")


@parcels.get("/<number:int>")
async def parcel(request, number):  # handler: uncovered
    return text({1: "books"}[number])


@parcels.post("/")
async def send(request):  # handler: uncovered
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message("no address")
    return empty(status=202)


@vans.get("/")
async def free(request):  # handler: uncovered
    logging.error("out of vans")
    return text("0")


app = Sanic("depot", configure_logging=False)
app.blueprint((parcels, vans))
