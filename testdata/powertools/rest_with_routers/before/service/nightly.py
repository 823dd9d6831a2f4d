import sentry_sdk


def handler(event, context):
    sentry_sdk.capture_message("a gate is open")
