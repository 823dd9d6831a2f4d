import asyncio

import sentry_sdk
from sanic import Blueprint, empty, text

cows = Blueprint("cows", url_prefix="/cows")
goats = Blueprint("goats", url_prefix="/goats")


@cows.get("/<number:int>")
async def cow(request, number):  # handler: covered
    return text({1: "Berta"}[number])


@goats.post("/")
async def buy(request):  # handler: covered
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message("no goats left")
    return empty(status=503)
