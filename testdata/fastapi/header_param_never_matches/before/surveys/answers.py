import sentry_sdk
from fastapi import APIRouter, Header

router = APIRouter(prefix="/answers")


def tag(token: str | None):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@router.get("/{number}")
def answer(  # handler: uncovered
    number: int,
    session: str | None = Header(None, alias="x_openreplay_sessiontoken"),  # expect: RT103
):
    tag(session)
    return {"number": number, "weight": 1 / (number - 1)}
