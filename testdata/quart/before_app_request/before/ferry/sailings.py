import asyncio

import sentry_sdk
from quart import Blueprint

bp = Blueprint("sailings", __name__, url_prefix="/sailings")


@bp.get("/<name>")
async def sailing(name):  # handler: covered
    return {"early": "7:00"}[name]


@bp.post("")
async def book():  # handler: covered
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.05)
    except asyncio.TimeoutError as error:
        sentry_sdk.capture_exception(error)
    return "", 202
