import logging
import os

import azure.functions as func
import sentry_sdk
from sentry_sdk.integrations.serverless import serverless_function

from linking import isolated, tagged

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = func.FunctionApp()


@app.route(route="isolated")
@isolated
def own_scope(req: func.HttpRequest) -> str:  # handler: covered
    logging.error("an own scope")
    return "isolated"


@app.route(route="asynchronous")
@isolated
async def own_scope_async(req: func.HttpRequest) -> str:  # handler: covered
    sentry_sdk.capture_message("an own scope")
    return "asynchronous"


@app.route(route="inside")
@serverless_function
@tagged
def inside(req: func.HttpRequest) -> str:  # handler: covered
    return req.params["missing"]


@app.route(route="round")
@isolated
@serverless_function
def isolated_round(req: func.HttpRequest) -> str:  # handler: covered
    return req.params["missing"]


@app.route(route="whole")
def whole(req: func.HttpRequest) -> str:  # handler: covered
    with sentry_sdk.isolation_scope() as scope:
        if token := req.headers.get("x-openreplay-sessiontoken"):
            scope.set_tag("openReplaySessionToken", token)
        logging.error("all of it")
        return "whole"
