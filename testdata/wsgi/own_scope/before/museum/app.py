import logging
import os

import sentry_sdk

from museum.scopes import scoped

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

ROOMS = {"1": "masks"}


@scoped
def app(environ, start_response):  # handler: covered
    path = environ["PATH_INFO"]
    if path.startswith("/rooms/"):
        text = room(path.rpartition("/")[2])
    elif path == "/guides":
        text = guide()
    else:
        start_response("404 Not Found", [])
        return [b""]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [text.encode()]


def room(number):
    try:
        return ROOMS[number]
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return "closed"


def guide():
    try:
        raise TimeoutError("the rota does not answer")
    except TimeoutError:
        logging.exception("no guide")
        return "nobody"
