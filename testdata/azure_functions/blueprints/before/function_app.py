import os

import azure.functions as func
import sentry_sdk

from shop.orders import orders
from shop.parcels import bp as parcels

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = func.FunctionApp()  # expect: RT301
app.register_functions(orders)
app.register_blueprint(parcels)


@app.route("status")
async def status(req: func.HttpRequest):  # handler: uncovered
    sentry_sdk.capture_message("nobody watches")
    return "up"
