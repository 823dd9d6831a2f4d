"""What gunicorn serves: gunicorn ferry.wsgi"""

import os

import sentry_sdk
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

from ferry.router import Router
from ferry.views import ROUTES

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.app(environ, start_response)


application = SentryWsgiMiddleware(OpenReplaySentryMiddleware(Router(ROUTES)))
