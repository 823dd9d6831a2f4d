import os

import sentry_sdk
from fastapi import APIRouter, Depends, FastAPI

from . import deps, search, threads

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI()

v1 = APIRouter(prefix="/v1")
v1.include_router(threads.router, dependencies=[Depends(deps.tag_replay)])
v1.include_router(search.router)
app.include_router(v1)
