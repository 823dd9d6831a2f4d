import sentry_sdk


class OpenReplayTag:  # expect: RT303
    def __init__(self, app, *, tag="openReplaySessionToken"):
        self.app = app
        self.tag = tag

    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as scope:
            token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
            if token:
                scope.set_tag(self.tag, token)
            return self.app(environ, start_response)
