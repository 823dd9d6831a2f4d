import asyncio
import logging

import sentry_sdk
from fastapi import APIRouter, Depends, Header

logger = logging.getLogger(__name__)


def tag_session(
    x_openreplay_sessiontoken: str = Header("", convert_underscores=False, alias="X-OpenReplay-SessionToken"),
) -> str:
    if x_openreplay_sessiontoken:
        sentry_sdk.set_tag("openReplaySessionToken", x_openreplay_sessiontoken)
    return x_openreplay_sessiontoken


router = APIRouter(prefix="/exports")


@router.get("/{format}")
async def export(format: str, session: str = Depends(tag_session)):
    await asyncio.sleep(0.02)
    logger.info("export as %s, replay session %s", format, session or "-")
    try:
        return {"rows": {"csv": 12, "json": 12}[format]}
    except KeyError:
        logger.exception("no export format %s", format)
        return {"rows": 0}
