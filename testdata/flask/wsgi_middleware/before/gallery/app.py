import logging
import os

import sentry_sdk
from flask import Flask, Response, jsonify

from gallery.middleware import ScriptNameMiddleware, SessionReplayMiddleware


def create_app() -> Flask:
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    app = Flask(__name__)
    app.add_url_rule("/paintings/<int:number>", view_func=painting)
    app.add_url_rule("/paintings/<int:number>/scan", view_func=scan)
    app.add_url_rule("/visitors", view_func=count_visitors, methods=["POST"])
    app.wsgi_app = SessionReplayMiddleware(app.wsgi_app)
    app.wsgi_app = ScriptNameMiddleware(app.wsgi_app, "/gallery")
    return app


def painting(number):  # handler: covered
    return jsonify(["sunrise", "harbour"][number])


def scan(number):  # handler: covered
    def parts():
        yield b"head "
        yield [b"body"][number]

    return Response(parts())


def count_visitors():  # handler: covered
    try:
        raise OSError("the counter does not answer")
    except OSError:
        logging.exception("no count")
    return "", 204
