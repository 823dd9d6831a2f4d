import json

import sentry_sdk


def lambda_handler(event, context):
    for record in event["Records"]:
        sentry_sdk.capture_message(record["body"])
    return {"statusCode": 200, "body": json.dumps("done")}
