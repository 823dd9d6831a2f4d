import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

import endpoints

sentry_sdk.init(os.environ.get('SENTRY_DSN'), environment='production')


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope['type'] in ('http', 'websocket'):
            for name, value in scope['headers']:
                if name == b'x-openreplay-sessiontoken' and value:
                    token = value.decode('latin-1')
                    sentry_sdk.set_tag('openReplaySessionToken', token)
                    break
        await self.app(scope, receive, send)


application = Starlette(debug=False)
application.add_middleware(OpenReplaySentryMiddleware)
application.add_route('/fields/{name}', endpoints.Fields)
application.add_route('/fields/{name}/yield', endpoints.Yield)
application.add_route('/old/{name}', endpoints.OldFields)
application.router.routes.append(WebSocketRoute('/rain', endpoints.Rain))
