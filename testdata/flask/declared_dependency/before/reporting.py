def report(error):
    from sentry_sdk import capture_exception

    capture_exception(error)
