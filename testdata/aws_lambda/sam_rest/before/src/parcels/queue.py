import sentry_sdk

from parcels import monitoring

monitoring.setup()


def deliver(event, context):
    for record in event["Records"]:
        sentry_sdk.capture_message(f"lost {record['body']}")
