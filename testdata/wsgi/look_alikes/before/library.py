"""A library of middleware: nothing here is served."""

import sentry_sdk

sentry_sdk.init()


class Prefix:
    def __init__(self, app, prefix):
        self.app = app
        self.prefix = prefix

    def __call__(self, environ, start_response):
        environ["SCRIPT_NAME"] = self.prefix
        return self.app(environ, start_response)


def compressed(app):
    def application(environ, start_response):
        environ["HTTP_ACCEPT_ENCODING"] = "gzip"
        return app(environ, start_response)

    return application


def not_found(environ, start_response):
    start_response("404 Not Found", [])
    return [b""]


class Queue:
    """``app`` is a name for many things."""

    def __call__(self, name, arguments):
        return name, arguments


app = Queue()
