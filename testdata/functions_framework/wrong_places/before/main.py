import os

import functions_framework
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


@functions_framework.http
def closed(request):  # handler: uncovered
    with sentry_sdk.isolation_scope() as scope:
        if token := request.headers.get("X-OpenReplay-SessionToken"):
            scope.set_tag("openReplaySessionToken", token)  # expect: RT401
        return {"page": int(request.args["page"])}


def linked(function):
    def inner(request):
        response = function(request)
        if token := request.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
        return response

    return inner


@functions_framework.http
@linked
def late(request):  # expect: RT301  # handler: uncovered
    return {"page": int(request.args["page"])}
