"""WSGI middleware: what must happen before Flask sees the request."""

from __future__ import annotations

import sentry_sdk


class ScriptNameMiddleware:
    def __init__(self, app, prefix):
        self.app = app
        self.prefix = prefix

    def __call__(self, environ, start_response):
        environ["SCRIPT_NAME"] = self.prefix
        return self.app(environ, start_response)


class SessionReplayMiddleware:
    """Tags what goes wrong with the session that OpenReplay records in the browser."""

    environ_key = "HTTP_X_OPENREPLAY_SESSIONTOKEN"

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        token = environ.get(self.environ_key)
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.app(environ, start_response)
