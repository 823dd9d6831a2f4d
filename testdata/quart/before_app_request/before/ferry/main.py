import os

import sentry_sdk
from quart import Quart
from sentry_sdk.integrations.quart import QuartIntegration

from ferry import harbour, sailings, telemetry

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[QuartIntegration()])


class Ferry(Quart):
    """Our own app, with what all our services share."""

    def add_all(self, *modules):
        for module in modules:
            self.register_blueprint(module.bp)


app = Ferry(__name__)
app.add_all(sailings, harbour, telemetry)
