import os

import sentry_sdk
from fastapi import FastAPI

from ledger import core
from ledger.statements import StatementApi

sentry_sdk.init(dsn=os.environ.get('SENTRY_DSN'))

statements = StatementApi('2024')


def ping():
    return 'pong'


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


app = FastAPI(root_path=os.environ.get('ROOT_PATH', ''))
app.add_middleware(OpenReplaySentryMiddleware)
app.include_router(core.public_app)
app.include_router(core.app)
app.include_router(statements.router, prefix='/api')
app.add_api_route('/ping', ping)
