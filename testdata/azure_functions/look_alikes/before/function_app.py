"""A timer, a queue, and requests that another framework's app answers."""

import azure.functions as func
import sentry_sdk

from acme_pages import application

sentry_sdk.init()
app = func.FunctionApp()


@app.timer_trigger(schedule="0 0 4 * * *", arg_name="timer")
def nightly(timer):
    sentry_sdk.capture_message("night")


@app.queue_trigger(arg_name="message", queue_name="orders", connection="STORAGE")
def ordered(message):
    sentry_sdk.capture_message("order")


@app.route(route="{*path}")
def pages(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return func.WsgiMiddleware(application).handle(req, context)
