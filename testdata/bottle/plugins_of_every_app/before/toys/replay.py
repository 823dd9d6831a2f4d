import sentry_sdk
from bottle import request


class ReplayPlugin:
    name = "replay"
    api = 2

    def apply(self, callback, route):
        def linked(*args, **kwargs):
            if token := request.environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
                sentry_sdk.get_isolation_scope().set_tag("openReplaySessionToken", token)
            return callback(*args, **kwargs)

        return linked
