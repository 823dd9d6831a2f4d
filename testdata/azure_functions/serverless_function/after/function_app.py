import functools
import os

import azure.functions as func
import sentry_sdk
from sentry_sdk.integrations.serverless import serverless_function

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = func.FunctionApp()


def tag_openreplay_session(function):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(function)
    def wrapper(req, *args, **kwargs):
        token = req.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(req, *args, **kwargs)

    return wrapper


@app.route(route="divide/{by}")
@app.generic_output_binding(arg_name="log", type="queue", queue_name="log", connection="S")
@serverless_function
@tag_openreplay_session
def divide(req: func.HttpRequest, log=None) -> str:
    return str(100 / int(req.route_params["by"]))
