import os

import sentry_sdk

from workshop import make_application

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
application = make_application({"debug": False})
