import asyncio

import sentry_sdk
from fastapi import APIRouter

router = APIRouter()


def pay_back(number: int) -> None:
    raise ConnectionError(f"bank refused the refund of {number}")


@router.put("/{number}")
async def refund(number: int):  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        pay_back(number)
    except ConnectionError as error:
        sentry_sdk.capture_exception(error)
        return {"refunded": False}
    return {"refunded": True}
