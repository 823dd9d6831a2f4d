import functools
import logging
import os

import azure.functions as func
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


def tag_openreplay_session(function):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(function)
    def wrapper(request):
        with sentry_sdk.isolation_scope() as scope:
            token = request.headers.get("X-OpenReplay-SessionToken")
            if token:
                scope.set_tag("openReplaySessionToken", token)
            return function(request)

    return wrapper


@tag_openreplay_session
def main(request: func.HttpRequest) -> func.HttpResponse:
    logging.error("no weather in %s", request.route_params["town"])
    return func.HttpResponse("unknown", status_code=503)
