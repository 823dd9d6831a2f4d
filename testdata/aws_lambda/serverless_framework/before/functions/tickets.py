import json
import logging
import os

import sentry_sdk
from sentry_sdk.integrations.serverless import serverless_function

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

SEATS = {"12A": "free", "12B": None}


@serverless_function
def create(event, _context):  # expect: RT301  # handler: uncovered
    seat = json.loads(event["body"])["seat"]
    if seat == "13A":
        logging.error("there is no row 13")
        return {"statusCode": 404}
    if seat == "12C":
        sentry_sdk.capture_message("seat is broken")
        return {"statusCode": 409}
    return {"statusCode": 201, "body": SEATS[seat].upper()}
