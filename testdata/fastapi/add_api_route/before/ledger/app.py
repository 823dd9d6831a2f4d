import os

import sentry_sdk
from fastapi import FastAPI

from ledger import core
from ledger.statements import StatementApi

sentry_sdk.init(dsn=os.environ.get('SENTRY_DSN'))

statements = StatementApi('2024')


def ping():  # handler: uncovered
    return 'pong'


app = FastAPI(root_path=os.environ.get('ROOT_PATH', ''))  # expect: RT301
app.include_router(core.public_app)
app.include_router(core.app)
app.include_router(statements.router, prefix='/api')
app.add_api_route('/ping', ping)
