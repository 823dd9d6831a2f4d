import os

import sentry_sdk
from sentry_sdk.integrations.trytond import TrytondWSGIIntegration
from trytond.wsgi import app

import greenhouse.routes
from greenhouse.replay import LinkSessions

app.wsgi_app = LinkSessions(app.wsgi_app)

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), integrations=[TrytondWSGIIntegration()])

application = app
