import sentry_sdk
from fastapi import FastAPI
from fastapi.testclient import TestClient

from orders.api import router

sentry_sdk.init(dsn=None)

app = FastAPI()
app.include_router(router)


def test_order():
    assert TestClient(app).get("/v2/orders/1").json()["pieces"] == 3
