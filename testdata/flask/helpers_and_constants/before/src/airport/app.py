import logging
import os

import sentry_sdk
from flask import Flask, jsonify

from airport.common import OPENREPLAY, Tag
from airport.common.errors import reporter
from airport.common.requests import header

log = logging.getLogger(__name__)


def current_session():
    return header(OPENREPLAY["header"]) or None


def before_each_request():
    reporter.tag(Tag.REPLAY, current_session())


def create_app():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    app = Flask(__name__)
    app.before_request(before_each_request)
    app.add_url_rule("/gates/<name>", "gate", gate)
    app.add_url_rule("/flights", "flights", flights)
    app.add_url_rule("/luggage", "luggage", luggage)
    return app


def gate(name):  # handler: covered
    return jsonify(number={"a": 1}[name])


def flights():  # handler: covered
    try:
        raise TimeoutError("the tower is busy")
    except TimeoutError as error:
        reporter.report(error)
    return jsonify(flights=[])


def luggage():  # handler: covered
    try:
        raise OSError("the belt stands still")
    except OSError:
        log.exception("no luggage")
    return jsonify(pieces=0)
