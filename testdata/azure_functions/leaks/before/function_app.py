"""None of these counts: the tag stays on the thread, or is not set at all."""

import functools
import logging
import os

import azure.functions as func
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = func.FunctionApp()  # expect: RT301


def tagged(function):
    @functools.wraps(function)
    def wrapper(req):
        if token := req.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402
        return function(req)

    return wrapper


@app.route(route="plain")
@tagged
def plain(req: func.HttpRequest) -> str:  # handler: uncovered
    logging.error("the tag leaks")
    return "plain"


@tagged
@app.route(route="above")
def above(req: func.HttpRequest) -> str:  # handler: uncovered
    return "above"
