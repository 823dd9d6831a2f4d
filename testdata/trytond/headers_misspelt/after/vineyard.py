import os

import sentry_sdk
from sentry_sdk.integrations.trytond import TrytondWSGIIntegration
from trytond.protocols.wrappers import Response
from trytond.wsgi import app

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), integrations=[TrytondWSGIIntegration()])


@app.route("/rows/<name>", methods={"GET"})
def row(request, name):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return Response({"sun": "riesling"}[name])


@app.route("/press", methods={"POST"})
def press(request):
    token = request.environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    sentry_sdk.capture_message("the press is stuck")
    return Response("stuck")
