import asyncio
import logging

from acme.observability import report
from acme.web import Request, Router, versioned

router = Router()

ORDERS = {1: {"sku": "tea", "pieces": 3}}


@versioned(router, "/orders/{number}")
async def read_order(number: int):  # handler: uncovered
    return ORDERS[number]


@versioned(router, "/orders/{number}/label", include_in_schema=False)
def read_label(number: int):  # handler: uncovered
    try:
        return {"label": ORDERS[number]["sku"]}
    except KeyError as error:
        report(error)
        return {"label": None}


@router.post("/v2/orders")
async def add_order(request: Request):  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        return {"pieces": int(request.query_params["pieces"])}
    except KeyError:
        logging.exception("order without pieces")
        return {"pieces": 0}
