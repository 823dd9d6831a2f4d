import sentry_sdk


class ReplayMiddleware:
    def __init__(self, wrapped):
        self.wrapped = wrapped

    def __call__(self, environ, start_response):
        session = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        if session:
            sentry_sdk.set_tag("openReplaySessionToken", session)
        return self.wrapped(environ, start_response)
