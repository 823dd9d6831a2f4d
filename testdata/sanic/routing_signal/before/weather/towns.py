import asyncio
import logging

import sentry_sdk
from sanic import Sanic, empty, text

app = Sanic.get_app("weather")


@app.get("/towns/<number:int>")
async def town(request, number):  # handler: covered
    return text({1: "rain"}[number])


@app.post("/reports")
async def report(request):  # handler: covered
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message("a report without a town")
    return empty(status=202)


@app.get("/sun")
def sun(request):  # handler: covered
    logging.getLogger("weather").error("it is night")
    return text("none")


@app.websocket("/wind")
async def wind(request, ws):  # handler: covered
    await ws.send("north")
    logging.getLogger("weather").error("the mast has fallen")
