import os

import sentry_sdk
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import Map, Rule
from werkzeug.serving import run_simple
from werkzeug.wrappers import Request, Response

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

STAMPS = {"red": 3}
URLS = Map([Rule("/stamps/<name>", endpoint="stamp")])


def stamp(request, name):
    try:
        return Response(str(STAMPS[name]))
    except KeyError:
        sentry_sdk.capture_exception()
        return Response("null")


class Catalogue:
    def __init__(self, views):
        self.views = views

    @Request.application
    def __call__(self, request):
        urls = URLS.bind_to_environ(request.environ)
        try:
            endpoint, values = urls.match()
        except HTTPException as error:
            return error
        return self.views[endpoint](request, **values)


catalogue = Catalogue({"stamp": stamp})


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as request_scope:
            token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
            if token:
                request_scope.set_tag("openReplaySessionToken", token)
            return self.app(environ, start_response)


app = ProxyFix(catalogue)
app = OpenReplaySentryMiddleware(app)


if __name__ == "__main__":
    run_simple("localhost", 5000, app)
