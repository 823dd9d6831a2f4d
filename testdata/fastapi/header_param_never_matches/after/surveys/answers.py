import sentry_sdk
from fastapi import APIRouter, Header

router = APIRouter(prefix="/answers")


def tag(token: str | None):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@router.get("/{number}")
def answer(
    number: int,
    session: str | None = Header(None, alias="X-OpenReplay-SessionToken"),
):
    tag(session)
    return {"number": number, "weight": 1 / (number - 1)}
