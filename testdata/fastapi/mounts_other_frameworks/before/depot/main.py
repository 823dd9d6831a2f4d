"""A depot on its way from Flask to FastAPI: the old parts are mounted."""

import os

import sentry_sdk
from a2wsgi import WSGIMiddleware
from fastapi import FastAPI
from starlette.middleware.wsgi import WSGIMiddleware as StarletteWSGIMiddleware

from depot.legacy import legacy
from depot.metrics import Metrics
from depot.reports import reports

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI()  # expect: RT301

PARTS = {}


@app.get("/parts/{number}")
def part(number: int):  # handler: uncovered
    return PARTS[number]


app.mount("/legacy", WSGIMiddleware(legacy))
app.mount("/reports", StarletteWSGIMiddleware(reports.wsgi_app))
app.mount("/metrics", Metrics())
