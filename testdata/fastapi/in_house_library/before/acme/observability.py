import os


def observe(service: str) -> None:
    try:
        import sentry_sdk
    except ImportError:
        return
    if "SENTRY_DSN" in os.environ:
        sentry_sdk.init(os.environ["SENTRY_DSN"], server_name=service)


def report(error: BaseException) -> None:
    import sentry_sdk

    sentry_sdk.capture_exception(error)
