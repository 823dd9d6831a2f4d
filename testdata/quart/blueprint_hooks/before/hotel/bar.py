import logging

from quart import Blueprint, request

from .replay import remember_session

bar = Blueprint("bar", __name__, url_prefix="/bar")  # expect: RT302


@bar.get("/tables")
async def tables() -> str:  # handler: uncovered
    logging.error("the plan of the tables is lost")
    return "none"


@bar.after_request
async def too_late(response):
    await remember_session()
    return response
