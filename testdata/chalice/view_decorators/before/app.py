import os

import sentry_sdk
from chalice import Chalice
from chalice.app import Request

from chalicelib import sessions

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Chalice(app_name="garden")
with_session = sessions.make_decorator(app)
PLANTS = {"fern": {}}


def api(path, **options):
    """Route a view, and link its errors to the visitor's session."""

    def register(view):
        return app.route(path, **options)(with_session(view))

    return register


@app.route("/plants/{name}")
@with_session
def plant(name):  # handler: covered
    return {"height": PLANTS[name]["height"]}


@api("/plants", methods=["POST"])
def add_plant():  # handler: covered
    request: Request = app.current_request
    try:
        return {"name": request.json_body["name"]}
    except KeyError as error:
        sentry_sdk.capture_exception(error)
    return {"name": None}


@api("/water", methods=["POST"])
def water():  # handler: covered
    app.log.error("the tap does not answer")
    return {"water": 0}
