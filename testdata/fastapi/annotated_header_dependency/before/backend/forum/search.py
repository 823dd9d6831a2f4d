import asyncio
import logging

from fastapi import APIRouter

from .deps import ReplaySession

router = APIRouter()


@router.get("/search")
async def search(session: ReplaySession, page: str = "1"):  # handler: covered
    await asyncio.sleep(0.02)
    try:
        return {"page": int(page), "replayed": session is not None}
    except ValueError:
        logging.exception("page %r", page)
        return {"page": 1, "replayed": session is not None}
