"""A lending library's functions."""

import json
import logging
import os

import azure.functions as func
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)  # expect: RT301

BOOKS = {"emma": 3}


@app.function_name("Book")
@app.route(route="books/{title}", methods=["GET"])
def book(req: func.HttpRequest) -> func.HttpResponse:  # handler: uncovered
    title = req.route_params["title"]
    if title not in BOOKS:
        logging.error("no book %s", title)
        return func.HttpResponse("none", status_code=404)
    return func.HttpResponse(json.dumps(BOOKS[title]))


@app.route(route="books", methods=[func.HttpMethod.POST])
def add(req: func.HttpRequest) -> func.HttpResponse:  # handler: uncovered
    try:
        raise PermissionError("the library is closed")
    except PermissionError as error:
        sentry_sdk.capture_exception(error)
    return func.HttpResponse(status_code=403)


@app.timer_trigger(schedule="0 0 4 * * *", arg_name="timer")
def remind(timer):
    sentry_sdk.capture_message("nobody was reminded")
