import logging

import sentry_sdk
from fastapi import APIRouter, FastAPI

from tickets.observability import install

app = FastAPI()
install(app)

router = APIRouter(prefix="/tickets")

SEATS = {"A": 40, "B": 0}


@router.get("/{block}")
async def seats(block: str):  # handler: uncovered
    return {"free": SEATS[block]}


@router.get("/{block}/price")
def price(block: str):  # handler: uncovered
    try:
        return {"price": 1000 / SEATS[block]}
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return {"price": None}


@router.post("/{block}")
def reserve(block: str):  # handler: uncovered
    try:
        SEATS[block] -= 1
    except KeyError:
        logging.exception("block %s cannot be reserved", block)
    return {"block": block}


app.include_router(router)
