import os

import sentry_sdk
from fastapi import FastAPI

from routers import core

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI(root_path="/api")
app.include_router(core.public_app)
app.include_router(core.app)
