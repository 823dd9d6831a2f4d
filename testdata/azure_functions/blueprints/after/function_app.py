import os

import azure.functions as func
import sentry_sdk

from openreplay_session import tag_openreplay_session
from shop.orders import orders
from shop.parcels import bp as parcels

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = func.FunctionApp()
app.register_functions(orders)
app.register_blueprint(parcels)


@app.route("status")
@tag_openreplay_session
async def status(req: func.HttpRequest):
    sentry_sdk.capture_message("nobody watches")
    return "up"
