import os

import sentry_sdk
from chalice import Chalice

from chalicelib import replay

if os.environ.get("SENTRY_DSN"):
    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = Chalice(app_name="menu")
app.register_middleware(replay.link, "http")

DISHES = {"soup": 0}


@app.route("/dishes/{name}")
def dish(name):  # handler: uncovered
    return {"per_head": 8 / DISHES[name]}


@app.route("/dishes/{name}/cook", methods=["POST"])
def cook(name):  # handler: uncovered
    try:
        raise OSError("the oven is cold")
    except OSError as error:
        sentry_sdk.capture_exception(error)
    return {"cooked": False}


@app.route("/tables", methods=["POST"])
def reserve():  # handler: uncovered
    app.log.error("no table is free")
    return {"table": None}
