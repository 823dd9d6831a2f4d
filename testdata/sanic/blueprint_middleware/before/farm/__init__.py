import os

import sentry_sdk
from sanic import Blueprint, Sanic

from .animals import cows, goats
from .fields import fields
from .replay import remember_session

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

animals = Blueprint.group(cows, goats)
animals.on_request(remember_session)

app = Sanic("farm", configure_logging=False)
app.blueprint(animals)
app.blueprint(fields)
