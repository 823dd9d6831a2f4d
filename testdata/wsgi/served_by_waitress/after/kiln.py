"""The control room of a pottery: the application is made where it is served."""

import argparse
import os

import sentry_sdk
import waitress


class Kiln:
    def __init__(self, limit):
        self.limit = limit

    def __call__(self, environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(self.limit // int(environ["QUERY_STRING"])).encode()]


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=int, default=1200)
    options = parser.parse_args()
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    kiln = Kiln(options.limit)
    waitress.serve(OpenReplaySentryMiddleware(kiln), port=8080)


if __name__ == "__main__":
    main()
