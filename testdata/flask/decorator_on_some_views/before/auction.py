"""An auction house: who wrote the later views forgot the decorator of the first ones."""

import functools
import logging
import os

import sentry_sdk
from flask import Flask, jsonify, request
from flask.views import MethodView

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = Flask("auction")
LOTS = {1: {"name": "clock", "bids": [90]}, 2: {"name": "vase", "bids": []}}


def linked_to_replay(view):
    @functools.wraps(view)
    def linked(*args, **kwargs):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return view(*args, **kwargs)

    return linked


@app.get("/lots/<int:number>")
@linked_to_replay
def lot(number):  # handler: covered
    return jsonify(highest=max(LOTS[number]["bids"]))


@app.get("/lots")
def lots():  # handler: uncovered  # expect: RT302
    try:
        return jsonify(next=LOTS[3])
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return jsonify(next=None)


@app.post("/lots/<int:number>/bids")
@linked_to_replay
def bid(number):  # handler: covered
    try:
        raise TimeoutError("the room does not answer")
    except TimeoutError:
        logging.exception("no bid for %s", number)
    return "", 204


@app.delete("/lots/<int:number>")
def withdraw(number):  # handler: uncovered
    return jsonify(name=LOTS[number + 10]["name"])


class Bidder(MethodView):  # expect: RT302
    def get(self, name):  # handler: uncovered
        return jsonify(paddle=[7, 8].index(len(name)))

    def put(self, name):  # handler: uncovered
        return "", 204


class Seller(MethodView):
    decorators = [linked_to_replay]

    def get(self, name):  # handler: covered
        return jsonify(lots=[1, 2].index(len(name)))


app.add_url_rule("/bidders/<name>", view_func=Bidder.as_view("bidder"))
app.add_url_rule("/sellers/<name>", view_func=Seller.as_view("seller"))
