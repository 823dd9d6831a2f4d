import logging

import sentry_sdk
from flask import Blueprint, abort, redirect, request

from ..extensions import pages, search

web = Blueprint("web", __name__)
admin = Blueprint("admin", __name__)
log = logging.getLogger(__name__)


@web.route("/")
@web.route("/index.html")
def index():  # handler: uncovered
    return redirect("/pages/home")


@web.get("/pages/<title>")
def page(title):  # handler: uncovered
    text = pages.get(title)
    if text is None:
        abort(404)
    return text.split()[0]


def find():  # handler: uncovered
    try:
        return {"found": search.query(request.args.get("q", ""))}
    except RuntimeError as error:
        sentry_sdk.capture_exception(error)
        return {"found": []}, 503


web.add_url_rule("/search", "find", find)


@admin.post("/reindex")
def reindex():  # handler: uncovered
    try:
        search.query("")
    except RuntimeError:
        log.exception("reindexing failed")
        return {"ok": False}
    return {"ok": True}
