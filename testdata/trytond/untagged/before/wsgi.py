import os

import sentry_sdk
from sentry_sdk.integrations.trytond import TrytondWSGIIntegration
from trytond.wsgi import app as application  # expect: RT301

sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    integrations=[TrytondWSGIIntegration()],
)
