import logging
import os

import azure.functions as func
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


def main(request: func.HttpRequest) -> func.HttpResponse:  # expect: RT301  # handler: uncovered
    logging.error("no weather in %s", request.route_params["town"])
    return func.HttpResponse("unknown", status_code=503)
