"""A lending library's functions."""

import functools
import json
import logging
import os

import azure.functions as func
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

BOOKS = {"emma": 3}


def tag_openreplay_session(function):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(function)
    def wrapper(req):
        with sentry_sdk.isolation_scope() as scope:
            token = req.headers.get("X-OpenReplay-SessionToken")
            if token:
                scope.set_tag("openReplaySessionToken", token)
            return function(req)

    return wrapper


@app.function_name("Book")
@app.route(route="books/{title}", methods=["GET"])
@tag_openreplay_session
def book(req: func.HttpRequest) -> func.HttpResponse:
    title = req.route_params["title"]
    if title not in BOOKS:
        logging.error("no book %s", title)
        return func.HttpResponse("none", status_code=404)
    return func.HttpResponse(json.dumps(BOOKS[title]))


@app.route(route="books", methods=[func.HttpMethod.POST])
@tag_openreplay_session
def add(req: func.HttpRequest) -> func.HttpResponse:
    try:
        raise PermissionError("the library is closed")
    except PermissionError as error:
        sentry_sdk.capture_exception(error)
    return func.HttpResponse(status_code=403)


@app.timer_trigger(schedule="0 0 4 * * *", arg_name="timer")
def remind(timer):
    sentry_sdk.capture_message("nobody was reminded")
