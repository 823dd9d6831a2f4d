import asyncio

import sentry_sdk
from sanic import Blueprint, empty, json

blueprint = Blueprint("plays", url_prefix="/plays")


@blueprint.get("/<name:str>")
async def play(request, name):  # handler: covered
    return json({"faust": 2}[name])


@blueprint.post("/")
async def write(request):  # handler: covered
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.05)
    except asyncio.TimeoutError as error:
        sentry_sdk.capture_exception(error)
    return empty(status=202)
