"""The standard tagging middleware of the two server protocols, as ``--fix`` writes it."""

from __future__ import annotations

from replaytag.contract import Contract

NAME = "OpenReplaySentryMiddleware"

_ASGI = '''\
class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name == b"{header}" and value:
                    token = value.decode("latin-1")
                    sentry_sdk.set_tag("{tag}", token)
                    break
        await self.app(scope, receive, send)
'''
_ISOLATING_ASGI = '''\
class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        with sentry_sdk.isolation_scope() as request_scope:
            for name, value in scope["headers"]:
                if name == b"{header}" and value:
                    token = value.decode("latin-1")
                    request_scope.set_tag("{tag}", token)
                    break
            await self.app(scope, receive, send)
'''
_WSGI = '''\
class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        token = environ.get("{header}")
        if token:
            sentry_sdk.set_tag("{tag}", token)
        return self.app(environ, start_response)
'''
_ISOLATING_WSGI = '''\
class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as request_scope:
            token = environ.get("{header}")
            if token:
                request_scope.set_tag("{tag}", token)
            return self.app(environ, start_response)
'''


def class_name(contract: Contract) -> str:
    """What the class is called in the end: ``NAME`` where the contract is OpenReplay's."""
    return f"{contract.class_prefix}Middleware"


def asgi_class(contract: Contract, *, isolates: bool) -> str:
    """An ASGI middleware class called ``NAME``; it needs ``sentry_sdk`` imported.

    ``isolates`` is whether it opens the request's scope itself: it has to where nobody has opened
    one, and must not where Sentry has, which captures unhandled errors further out.
    """
    code = _ISOLATING_ASGI if isolates else _ASGI
    return code.format(header=contract.header.lower(), tag=contract.tag)


def wsgi_class(contract: Contract, *, isolates: bool) -> str:
    """As :func:`asgi_class`, for WSGI."""
    code = _ISOLATING_WSGI if isolates else _WSGI
    return code.format(header=contract.wsgi_key, tag=contract.tag)
