import os

import sentry_sdk
from flask import Flask

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Flask(__name__)  # expect: RT301

from services.admin import views  # noqa: E402

app.register_blueprint(views.guides)
