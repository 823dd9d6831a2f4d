import os

import azure.functions as func
import sentry_sdk

from sessions import linked

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = func.FunctionApp()


@app.route(route="lamp")
def lamp(req: func.HttpRequest) -> str:  # handler: uncovered
    sentry_sdk.capture_message("it is dark")
    return "off"


@app.route(route="heating")
def heating(req: func.HttpRequest) -> str:  # handler: uncovered
    return "off"
