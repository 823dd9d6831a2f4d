import os

import sentry_sdk
from fastapi import Depends, FastAPI

from billing.replay import tag_replay_session
from billing.routers import customers, invoices, payments

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI()
app.include_router(payments.router)
app.include_router(invoices.router)
app.include_router(customers.router)


@app.get("/status", dependencies=[Depends(tag_replay_session)])
async def status():  # handler: covered
    return {"customers": len(customers.CUSTOMERS)}
