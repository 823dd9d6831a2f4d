import asyncio
import logging

import sentry_sdk
from fastapi import APIRouter

router = APIRouter(prefix="/loans")

LOANS: dict[str, str] = {}


@router.delete("/{isbn}")
def give_back(isbn: str):  # handler: covered
    try:
        del LOANS[isbn]
    except KeyError as error:
        sentry_sdk.capture_exception(error)
    return {"loans": len(LOANS)}


@router.get("/{isbn}/due")
async def due(isbn: str):  # handler: covered
    await asyncio.sleep(0.02)
    try:
        return {"due": LOANS[isbn]}
    except KeyError:
        logging.getLogger(__name__).exception("nobody has %s", isbn)
        return {"due": None}
