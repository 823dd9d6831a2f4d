"""The middleware is put round Sentry's: its tag stays on the thread for the next request."""

import os

import sentry_sdk
from sentry_sdk.integrations.trytond import TrytondWSGIIntegration
from trytond.protocols.wrappers import HTTPStatus, Response, abort
from trytond.wsgi import app  # expect: RT301

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), integrations=[TrytondWSGIIntegration()])


class LinkSessions:
    def __init__(self, inner):
        self.inner = inner

    def __call__(self, environ, start_response):
        token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402
        return self.inner(environ, start_response)


@app.route("/stables/<name>", methods={"GET"})
def box(request, name):  # handler: uncovered
    if name == "attic":
        abort(HTTPStatus.NOT_FOUND)
    return Response({"star": "box 4"}[name])


app.wsgi_app = LinkSessions(app.wsgi_app)
