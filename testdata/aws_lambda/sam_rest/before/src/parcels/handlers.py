"""Reading and sending parcels."""

import json

import sentry_sdk

from parcels import monitoring

monitoring.setup()

PARCELS = {"p1": None, "p2": 3}


def answer(status, content):
    return {"statusCode": status, "body": json.dumps(content)}


def read(event, context):  # expect: RT301  # handler: uncovered
    code = event["pathParameters"]["code"]
    return answer(200, {"weight": PARCELS[code] + 1})


def send(event, context):  # expect: RT301  # handler: uncovered
    try:
        raise TimeoutError("nobody fetches it")
    except TimeoutError as error:
        sentry_sdk.capture_exception(error)
    return answer(202, {"sent": False})
