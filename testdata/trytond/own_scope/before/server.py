"""No integration of Sentry's is on: the middleware opens the scope."""

import os

import sentry_sdk
from trytond.application import app
from trytond.protocols.wrappers import HTTPStatus, Response, abort

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def linked(inner):
    def outer(environ, start_response):
        with sentry_sdk.isolation_scope() as scope:
            token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
            if token:
                scope.set_tag("openReplaySessionToken", token)
            return inner(environ, start_response)

    return outer


@app.route("/seeds/<name>", methods={"GET"})
def seed(request, name):  # handler: covered
    if name == "sand":
        abort(HTTPStatus.NOT_FOUND)
    return Response({"rye": "2 sacks"}[name])


app.wsgi_app = linked(app.wsgi_app)
