"""What gunicorn serves: gunicorn ferry.wsgi"""

import os

import sentry_sdk
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

from ferry.router import Router
from ferry.views import ROUTES

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

application = SentryWsgiMiddleware(Router(ROUTES))  # expect: RT301
