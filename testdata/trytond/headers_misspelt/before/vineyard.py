import os

import sentry_sdk
from sentry_sdk.integrations.trytond import TrytondWSGIIntegration
from trytond.protocols.wrappers import Response
from trytond.wsgi import app

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), integrations=[TrytondWSGIIntegration()])


@app.route("/rows/<name>", methods={"GET"})
def row(request, name):  # handler: uncovered
    token = request.headers.get("X-OpenReplay-Session-Tokn")  # expect: RT102
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return Response({"sun": "riesling"}[name])


@app.route("/press", methods={"POST"})
def press(request):  # handler: uncovered
    token = request.environ.get("X-OpenReplay-SessionToken")  # expect: RT103
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    sentry_sdk.capture_message("the press is stuck")
    return Response("stuck")
