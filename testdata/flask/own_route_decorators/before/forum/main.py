import os

import sentry_sdk

from forum import threads as views
from forum.routers import app, threads

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app.register_blueprint(threads)
app.add_url_rule("/t/<name>", "short", view_func=views.first_post)
