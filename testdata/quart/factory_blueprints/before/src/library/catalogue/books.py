import asyncio

import sentry_sdk
from quart import Blueprint, jsonify

books = Blueprint("books", __name__, url_prefix="/books")

TITLES = {3: "Atlas of remote places"}


@books.get("/<int:number>")
async def book(number):  # handler: uncovered
    return jsonify(title=TITLES[number])


@books.route("", methods=["POST"])
async def order():  # handler: uncovered
    try:
        await asyncio.sleep(0.05)
        raise TimeoutError("the supplier does not answer")
    except TimeoutError as error:
        sentry_sdk.capture_exception(error)
    return "later", 503
