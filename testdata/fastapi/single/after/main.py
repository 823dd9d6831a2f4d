"""The shop's API, in one module."""

import asyncio
import logging
import os

import sentry_sdk
from fastapi import BackgroundTasks, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

logger = logging.getLogger(__name__)

sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    environment=os.environ.get("ENVIRONMENT", "development"),
)

PRICES = {"tea": 4.5, "coffee": 3.0}


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                    break
        await self.app(scope, receive, send)


app = FastAPI(title="Shop", version="1.4.0")
app.add_middleware(OpenReplaySentryMiddleware)


class Order(BaseModel):
    sku: str
    quantity: int = 1


class UnknownSku(Exception):
    def __init__(self, sku: str):
        self.sku = sku


@app.exception_handler(UnknownSku)
async def unknown_sku(request: Request, exc: UnknownSku):
    return JSONResponse({"detail": f"no such product: {exc.sku}"}, status_code=404)


@app.get("/")
async def index():
    return {"service": "shop"}


@app.get("/prices/{sku}")
async def price(sku: str):
    await asyncio.sleep(0.02)
    return {"sku": sku, "price": PRICES[sku]}


@app.get("/discounts/{percent}")
def discount(percent: int):
    return {"divisor": 100 / (100 - percent)}


def book(order: Order) -> None:
    logger.info("booked %s of %s", order.quantity, order.sku)


@app.post("/orders", status_code=201)
async def place_order(order: Order, tasks: BackgroundTasks):
    if order.sku not in PRICES:
        raise UnknownSku(order.sku)
    tasks.add_task(book, order)
    return {"total": PRICES[order.sku] * order.quantity}


@app.get("/receipts/{name}")
def receipt(name: str):
    try:
        with open(os.path.join("receipts", name)) as file:
            return {"receipt": file.read()}
    except OSError as error:
        sentry_sdk.capture_exception(error)
        return {"receipt": None}


@app.get("/stock/{sku}")
async def stock(sku: str):
    await asyncio.sleep(0.02)
    try:
        return {"level": int(os.environ["STOCK_" + sku.upper()])}
    except (KeyError, ValueError):
        logger.exception("stock level of %s cannot be read", sku)
        return {"level": None}
