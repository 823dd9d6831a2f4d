import os

import sentry_sdk
from chalice import Chalice, Cron

from chalicelib.blueprint import pages
from chalicelib.middleware import tag_session

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

application = app = Chalice(app_name="news", debug=False)


@app.middleware("http")
def link_session(event, get_response):
    with tag_session(event.headers):
        return get_response(event)


@app.middleware("all")
def log_event(event, get_response):
    app.log.info("event of type %s", type(event).__name__)
    return get_response(event)


app.register_blueprint(pages)


@app.route("/headlines/{number}")
def headline(number):  # handler: covered
    return {"text": ["Sun", "Rain"][int(number)]}


@app.schedule(Cron(0, 4, "*", "*", "?", "*"))
def collect(event):
    app.log.error("nothing was collected")
