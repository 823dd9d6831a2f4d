import logging

import sentry_sdk

from forum.routers import threads as app
from forum.web import endpoint, g, logged_in

POSTS = {"tea": ["green!", "black!"], "milk": []}


@app.route("/threads/<name>/first")
@logged_in
def first_post(name):  # handler: uncovered
    return POSTS[name][0]


@endpoint(app, "/threads/<name>")
def show_thread(name):  # handler: uncovered
    try:
        return {"posts": len(POSTS[name]), "reader": g.user}
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return {"posts": 0}


@endpoint(app, "/threads/<name>/close", methods=["POST"])
def close_thread(name):  # handler: uncovered
    try:
        POSTS[name].remove("closed")
    except ValueError:
        logging.exception("%s cannot be closed", name)
    return {"closed": False}
