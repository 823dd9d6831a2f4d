"""Right: Sentry's own middleware is the outermost, and the hook of Flask runs inside of it."""

import logging
import os
from pathlib import Path

import connexion
import sentry_sdk
from connexion.middleware import MiddlewarePosition
from flask import request
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

sentry_sdk.init(os.environ["SENTRY_DSN"])
log = logging.getLogger(__name__)

connexion_app = connexion.FlaskApp(__name__)
connexion_app.add_middleware(SentryAsgiMiddleware, MiddlewarePosition.BEFORE_EXCEPTION)
flask_app = connexion_app.app


@flask_app.before_request
def remember_replay():
    session = request.headers.get("X-OpenReplay-SessionToken")
    if session:
        sentry_sdk.set_tag("openReplaySessionToken", session)


connexion_app.add_api(Path(__file__).parent / "swagger.json")


def sail(distance):  # handler: covered
    return {"hours": 60 / distance}


def moor():  # handler: covered
    log.error("no berth is free")
    return None, 204
