import sentry_sdk


class LinkSessions:
    def __init__(self, inner):
        self.inner = inner

    def __call__(self, environ, start_response):
        token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.inner(environ, start_response)
