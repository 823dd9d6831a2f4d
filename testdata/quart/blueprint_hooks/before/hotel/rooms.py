import asyncio

import sentry_sdk
from quart import Blueprint

from .replay import remember_session

rooms = Blueprint("rooms", __name__, url_prefix="/rooms")
keys = Blueprint("keys", __name__, url_prefix="/keys")
rooms.register_blueprint(keys)
rooms.before_request(remember_session)


@rooms.get("/<int:number>/price")
async def price(number: int) -> str:  # handler: covered
    return str({1: 80}[number])


@keys.post("")
async def make_key():  # handler: covered
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message("no blank keys left")
    return "", 503
