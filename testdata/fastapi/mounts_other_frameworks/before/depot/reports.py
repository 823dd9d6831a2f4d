import sentry_sdk
from flask import Flask, Response

reports = Flask("reports")


@reports.get("/monthly")
def monthly():  # handler: uncovered
    def lines():
        yield "head\n"
        try:
            yield str(1 / 0)
        except ZeroDivisionError as error:
            sentry_sdk.capture_exception(error)

    return Response(lines())
